from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from configs import UNIT, WAIVER, complaint, settle

from gatekeeper.config.decode import Decoder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("passrate = '90%'", "categories.unit.passrate: unknown key \"passrate\"; did you mean 'pass_rate'?"),
        ("pass-rate = '90%'", "categories.unit.pass-rate: unknown key \"pass-rate\"; did you mean 'pass_rate'?"),
        ("PASS_RATE = '90%'", "categories.unit.PASS_RATE: unknown key \"PASS_RATE\"; did you mean 'pass_rate'?"),
        ("report = ['a']", "did you mean 'reports'?"),
        ("min_execute = 3", "did you mean 'min_executed'?"),
        ("zzz = 3", 'categories.unit.zzz: unknown key "zzz"; there is reports, tests, '),
        ("max_waiver = '7d'", 'categories.unit.max_waiver: unknown key "max_waiver" here; did you mean it in [gate]?'),
        ("owner = 'me'", "did you mean it in [[waivers]]?"),
        ("rules = {a = 1}", 'categories.unit.rules: unknown key "rules"'),
        ("[gate]\npass_rate = '90%'", 'gate.pass_rate: unknown key "pass_rate" here; did you mean it in [categories.NAME]?'),
        ("[gate]\nnmae = 'x'", "gate.nmae: unknown key \"nmae\"; did you mean 'name'?"),
        ("[gate.categories.e2e]\nreports = ['a']", 'gate.categories: unknown key "categories"'),
        ("[category.e2e]\nreports = ['a']", "did you mean 'categories'?"),
        ("[e2e]\nreports = ['a']", "e2e: unknown table"),
        ("[[waiver]]\nrule = 'pass-rate'", "waiver: unknown key \"waiver\"; did you mean 'waivers'?"),
        (WAIVER + "expire = 2026-06-01", "waivers[0].expire: unknown key \"expire\"; did you mean 'expires'?"),
        ("[tool.gatekeeper.categories.e2e]\nreports = ['a']", "tool: the prefix tool.gatekeeper is for pyproject.toml only"),
    ],
)
def test_an_unknown_key_is_named_with_its_path_and_what_was_meant(folder: Path, more: str, said: str) -> None:
    assert said in complaint(folder, UNIT + more)[0]


def test_a_setting_at_the_top_is_told_where_it_belongs(folder: Path) -> None:
    said, next_step = complaint(folder, "min_executed = 3\n" + UNIT)
    assert said == 'min_executed: unknown key "min_executed" here; did you mean it in [categories.NAME]?'
    assert next_step == "move it to [categories.NAME]"


def test_a_category_without_its_prefix_is_told_how_it_is_headed(folder: Path) -> None:
    assert complaint(folder, '[unit]\nreports = ["a"]')[1] == "a category is headed [categories.unit]"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("tests = 'x'", 'categories.unit.tests: is written as a list, such as ["..."], not as a text'),
        ("tests = ['x', 3]", "categories.unit.tests[1]: is written as a text in quotes, not as a whole number"),
        ("tests = [['x']]", "categories.unit.tests[0]: is written as a text in quotes, not as a list"),
        ("tests = {a = 1}", "not as a table"),
        ("optional = true", "categories.unit.optional: is written as a text in quotes, not as true or false"),
        ("optional = 2.5", "not as a number with a fraction"),
        ("blocking = 'no'", "categories.unit.blocking: is written true or false, without quotes, not as a text"),
        ("blocking = 0", "not as a whole number"),
        ("reruns = 2026-01-01", "not as a date"),
        ("same_bytes = 'twice'", 'categories.unit.same_bytes: is "once" or "count"'),
        ("same_bytes = 2", 'categories.unit.same_bytes: is "once" or "count"'),
        ("declared = 'ignored'", 'categories.unit.declared: is "compare" or "ignore"'),
        ("pass_rate = 90", 'categories.unit.pass_rate: a pass rate is written "> 90%"'),
        ("pass_rate = 1", 'not 1; did you mean "1%"?'),
        ("pass_rate = true", "not true"),
        ("pass_rate = ['90%']", "not a list"),
        ("pass_rate = '90 percent'", 'not "90 percent"'),
        ("target = '101%'", "categories.unit.target: no pass rate can ever be 101%"),
        ("min_executed = '37'", 'categories.unit.min_executed: a count is a whole number such as 3, not "37"'),
        ("min_executed = -1", "not -1"),
        ("min_executed = 99999999999999999999999", "not a number that large"),
        ("max_skipped = 0.05", 'categories.unit.max_skipped: a limit is written as a count such as 3 or a share such as "5%", not 0.05'),
        ("max_age = 24", 'categories.unit.max_age: a duration is written with its unit, such as "0.1s", "30m" or "24h", not 24'),
        ("expected_files = 'a.xml'", "categories.unit.expected_files: what is expected is a count such as 3 or a list of names"),
        (WAIVER.replace("2026-06-01", "'soon'"), "waivers[0].expires: is written as a date without quotes, such as 2027-01-31"),
        (WAIVER.replace("2026-06-01", "2026-06-01T00:00:00"), "not as a date with a time"),
        (WAIVER.replace("2026-06-01", "12:00:00"), "not as a time of day"),
        ("[gate]\nname = 3", "gate.name: is written as a text in quotes"),
        ("[gate]\nmax_waiver = 90", "gate.max_waiver: a duration is written with its unit"),
    ],
)
def test_a_wrong_type_is_said_in_words_of_toml(folder: Path, more: str, said: str) -> None:
    message = complaint(folder, UNIT + more)[0]
    assert said in message
    assert not [word for word in ("`", "array", "object", "Expected", "str", "int", "None", "True") if word in message.split()]


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ("tests = []", "categories.unit.tests"),
        ("tests = ['']", "categories.unit.tests[0]"),
        ("tests = ['a', ' ']", "categories.unit.tests[1]"),
        ("optional = ''", "categories.unit.optional"),
        ("optional = '  '", "categories.unit.optional"),
        ("pass_rate = ''", "categories.unit.pass_rate"),
        ("expected_files = []", "categories.unit.expected_files"),
        ("expected_files = ['']", "categories.unit.expected_files[0]"),
        ("empty_files = []", "categories.unit.empty_files"),
        ("[gate]\nname = ''", "gate.name"),
        (WAIVER.replace("#123", ""), "waivers[0].reason"),
        (WAIVER.replace("payments", " "), "waivers[0].owner"),
        (WAIVER + "tests = []", "waivers[0].tests"),
    ],
)
def test_an_empty_value_is_refused(folder: Path, more: str, path: str) -> None:
    assert complaint(folder, UNIT + more) == (f"{path}: the value is empty", "give it a value, or remove the key")


def test_an_empty_list_of_waivers_or_reports_is_refused(folder: Path) -> None:
    assert complaint(folder, "waivers = []\n" + UNIT)[0] == "waivers: the value is empty"
    assert complaint(folder, "[categories.unit]\nreports = []")[0] == "categories.unit.reports: the value is empty"


@pytest.mark.parametrize("text", ["", "[gate]\nname = 'x'", "categories = {}", "[categories]"])
def test_no_category_is_refused(folder: Path, text: str) -> None:
    said, next_step = complaint(folder, text)
    assert said == "categories: no category is configured"
    assert "[categories.unit]" in next_step


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("categories = 3", "categories: is written [categories.NAME], one table for each category, not 3"),
        ("[[categories]]\nreports = ['a']", "categories: is written [categories.NAME], one table for each category, not a list"),
        ("[categories]\nreports = ['a']", "categories.reports: is a table headed [categories.NAME], not a list"),
        ("gate = 'x'\n" + UNIT, 'gate: is a table headed [gate], not "x"'),
        ("waivers = 'x'\n" + UNIT, 'waivers: is a list of tables, each headed [[waivers]], not "x"'),
        (UNIT + "[waivers]\nrule = 'pass-rate'", "waivers: is a list of tables, each headed [[waivers]], not a table"),
        ("waivers = ['x']\n" + UNIT, 'waivers[0]: is a table headed [[waivers]], not "x"'),
    ],
)
def test_something_else_in_place_of_a_table(folder: Path, text: str, said: str) -> None:
    assert complaint(folder, text)[0] == said


@pytest.mark.parametrize(
    ("text", "path", "help_"),
    [
        ("[categories.unit]\n", "categories.unit.reports", "Globs of report files"),
        (UNIT + WAIVER.replace("expires = 2026-06-01", ""), "waivers[0].expires", "The last day it holds."),
        (UNIT + WAIVER.replace('owner = "payments"', ""), "waivers[0].owner", "Who answers for it."),
        (UNIT + WAIVER.replace('reason = "#123"', ""), "waivers[0].reason", "Why"),
        (UNIT + WAIVER.replace('rule = "pass-rate"', ""), "waivers[0].rule", "The rule that is waived."),
    ],
)
def test_a_missing_key_is_named_and_explained(folder: Path, text: str, path: str, help_: str) -> None:
    said, next_step = complaint(folder, text)
    assert said == f"{path}: the key is missing"
    assert next_step.startswith(f"add it: {help_}")


def test_in_pyproject_the_path_is_the_whole_path(folder: Path) -> None:
    text = '[tool.gatekeeper.categories.unit]\nreports = ["a"]\npass_rate = 90'
    assert complaint(folder, text, "pyproject.toml")[0].startswith("tool.gatekeeper.categories.unit.pass_rate: ")


@pytest.mark.parametrize(("text", "said"), [("gatekeeper = 3", "3"), ("gatekeeper = true", "true"), ("[[tool.gatekeeper]]", "a list")])
def test_in_pyproject_the_table_may_be_none(folder: Path, text: str, said: str) -> None:
    whole = text if text.startswith("[[") else f"[tool]\n{text}"
    assert complaint(folder, whole, "pyproject.toml")[0] == f"tool.gatekeeper: is a table, not {said}"


def test_a_deep_value_is_refused_in_few_words(folder: Path) -> None:
    text = UNIT + "tests = " + "[" * 300 + "'a'" + "]" * 300
    assert complaint(folder, text)[0] == "categories.unit.tests[0]: is written as a text in quotes, not as a list"
    assert complaint(folder, UNIT + "pass_rate" + ".a" * 900 + " = 1")[0].endswith("not a table")


def test_a_close_name_is_suggested_and_otherwise_all_are_listed(folder: Path) -> None:
    decoder = Decoder(folder / "gatekeeper.toml")
    decoder.one_of("here", "rule", "a", ("a", "b"))
    for name, end in (("pass-rte", "did you mean 'pass-rate'?"), ("xyz", "there is pass-rate, max-age")):
        with pytest.raises(Exception, match="here: unknown rule") as caught:
            decoder.one_of("here", "rule", name, ("pass-rate", "max-age"))
        assert str(caught.value).endswith(end)


def test_the_remedy_says_where_everything_is_explained(folder: Path) -> None:
    assert "gatekeeper rules" in complaint(folder, UNIT + "zzz = 1")[1]


def test_a_sound_file_is_not_complained_about(folder: Path) -> None:
    assert settle(folder, UNIT + WAIVER + "[gate]\nname = 'Payments'\n").gate == "Payments"
