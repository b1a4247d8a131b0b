"""Do the reports say what they must? Where, by whom and of what they were made is written in the properties of their suites."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import translate
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.model import FileStatus
from gatekeeper.rules.base import Finding, Rule, Stricter, failed, listed, passed, setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatekeeper.model import Category, File, Run


@dataclass(init=False, repr=False, eq=False)
class RequireProperties(Rule):
    """Every report file has these properties, with these values."""

    remedy: ClassVar[str] = "have the runner write the property into every report, such as record_testsuite_property of pytest"

    require_properties: tuple[str, ...] | None = setting(
        "Properties that the suites of every report file must have: a name, or name=value (* and ? in both), which each of its values "
        "must match.",
        stricter=Stricter.ALL,
    )

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Fail for a file that lacks one, or has one with another value."""
        asked = self.require_properties or ()
        counted = [file for file in category.files if file.status is FileStatus.COUNTED]
        missing = [f"{file.path} {problem}" for file in counted for each in asked for problem in _problems(each, file)]
        if missing:
            return failed(listed(missing, "; "))
        if not counted:
            return failed(f"no report file has the required {listed(asked)}")
        return passed(f"every report file has {listed(asked)}")


def split(asked: str) -> tuple[str, str | None]:
    """Return the name and the value that a requirement asks for; without ``=`` any value will do."""
    name, equals, value = asked.partition("=")
    return name.strip(), value.strip() if equals else None


def _problems(asked: str, file: File) -> Iterator[str]:
    name, value = split(asked)
    there = {own: values for own, values in file.properties.items() if _matches(name, own)}
    if not any(there.values()):
        yield f"has no property {name}"
    for own, values in there.items():
        other = [] if value is None else [each for each in values if not _matches(value, each)]
        if other:
            yield f"says {own}={other[0]}, not {value}"


def _matches(glob: str, text: str) -> bool:
    """Say whether a text matches; only ``*`` and ``?`` are special."""
    return bool(re.match(translate(glob.replace("[", "[[]")), text))
