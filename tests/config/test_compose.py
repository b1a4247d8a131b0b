from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from configs import UNIT, complaint, settle

from gatekeeper.config.document import Document, Phase, Release
from gatekeeper.config.measures import RuleHolds
from gatekeeper.config.targets import Criterion
from gatekeeper.rules.duration import Duration

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = """
[[documents]]
path = "docs/./STATUS.md"

[[documents]]
path = "README.md"
region = "status"
name = "readme"
template = "release.md.j2"
on = ["passed", "failed", "passed"]
on_other = "keep"
max_behind = 2
problem = "Checkout fails"
stated = { "Business impact" = "$500K ARR" }
[[documents.criteria]]
text = "Something ran"
rule = "tests-executed"
[[documents.phases]]
title = "Now"
priority = "P0"
due = "24 h"
steps = ["fix the fixture"]
[[documents.phases]]
title = "Later"

[release]
require = ["unit"]
max_age = "24h"
[[release.criteria]]
text = "Security review"
id = "review"
group = "process"
"""


def test_everything_that_can_be_written(tmp_path: Path) -> None:
    config = settle(tmp_path, UNIT + WHOLE)
    assert config.documents == (
        Document(path="docs/STATUS.md", name="docs-status"),
        Document(
            path="README.md",
            name="readme",
            region="status",
            template="release.md.j2",
            on=("passed", "failed"),
            keep=True,
            max_behind=2,
            problem="Checkout fails",
            stated={"Business impact": "$500K ARR"},
            criteria=(Criterion(text="Something ran", id="something-ran", measure=RuleHolds(rule="tests-executed")),),
            phases=(Phase(title="Now", priority="P0", due="24 h", steps=("fix the fixture",)), Phase(title="Later")),
        ),
    )
    assert [each.id for each in config.documents] == ["docs-status", "status"]
    assert config.release == Release(
        require=("unit",),
        max_age=Duration.parse("24h"),
        criteria=(Criterion(text="Security review", id="review", group="process"),),
    )


def test_nothing_is_written_unless_it_is_asked_for(tmp_path: Path) -> None:
    config = settle(tmp_path, UNIT)
    assert (config.documents, config.release) == ((), Release())


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("../STATUS.md", "leaves the repository or is no path"),
        ("a/../../STATUS.md", "leaves the repository or is no path"),
        ("/tmp/STATUS.md", "leaves the repository or is no path"),  # noqa: S108 - a path to refuse
        ("a\\\\STATUS.md", "leaves the repository or is no path"),
        (".", "leaves the repository or is no path"),
        (".git/STATUS.md", "documents do not stand among git's files or the records"),
        ("docs/.GATEKEEPER/STATUS.md", "documents do not stand among git's files or the records"),
        ("STATUS", "a document ends in .md, .markdown, .html, .json"),
    ],
)
def test_a_document_stays_in_the_repository(tmp_path: Path, path: str, said: str) -> None:
    message, remedy = complaint(tmp_path, UNIT + f'[[documents]]\npath = "{path}"\n')
    assert message.startswith("documents[0].path: ")
    assert said in message
    assert remedy


@pytest.mark.parametrize(
    ("more", "where", "said"),
    [
        ('[[documents]]\npath = "a.md"\n[[documents]]\npath = "A.md"\n', "documents[1].name", "a is the name of documents[0] already"),
        ('[[documents]]\npath = "a.md"\n[[documents]]\npath = "a.md"\nname = "b"\n', "documents[1].path", "a.md is written twice"),
        (
            '[[documents]]\npath = "a.md"\nregion = "x"\n[[documents]]\npath = "a.md"\nname = "b"\n',
            "documents[1].path",
            "a.md is written twice",
        ),
        (
            '[[documents]]\npath = "a.md"\n[[documents]]\npath = "a.md"\nregion = "x"\n',
            "documents[1].path",
            "a.md is written twice",
        ),
        ('[[documents]]\npath = "a.html"\nregion = "x"\n', "documents[0].region", "only Markdown has regions"),
        ('[[documents]]\npath = "a.json"\n', "documents[0].template", "status.md.j2 is not written for a file like a.json"),
        ('[[documents]]\npath = "a.md"\ntemplate = "badge.json.j2"\n', "documents[0].template", "badge.json.j2 is not written for"),
        ('[[documents]]\npath = "a.md"\ncriteria = [1]\n', "documents[0].criteria", "each headed [[documents.criteria]]"),
        ('[[documents]]\npath = "a.md"\n[[documents.phases]]\nname = "x"\n', "documents[0].phases[0].name", "unknown key"),
        ('[[documents]]\npath = "a.md"\n[documents.stated]\n"x" = ""\n', "documents[0]", "length >= 1"),
        ('[release]\nrequire = ["unti"]\n', "release.require[0]", "did you mean 'unit'?"),
        ('[release]\n[[release.criteria]]\ntext = "x"\nrule = "nothing"\n', "release.criteria[0].rule", "unknown rule"),
    ],
)
def test_what_cannot_be_meant_names_its_key(tmp_path: Path, more: str, where: str, said: str) -> None:
    message, _ = complaint(tmp_path, UNIT + more)
    assert message.startswith(where), message
    assert said in message, message


def test_two_regions_of_one_file(tmp_path: Path) -> None:
    more = '[[documents]]\npath = "a.md"\nregion = "x"\n[[documents]]\npath = "a.md"\nregion = "y"\n'
    assert [each.name for each in settle(tmp_path, UNIT + more).documents] == ["a-x", "a-y"]
