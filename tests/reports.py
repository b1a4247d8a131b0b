"""Builds JUnit reports for tests: one place that knows how the XML is written."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'


def attributes(**values: object) -> str:
    """Write attributes; None leaves one out, and ``type_`` is ``type``."""
    return "".join(f" {name.rstrip('_')}={quoteattr(str(value))}" for name, value in values.items() if value is not None)


def result(tag: str, message: str | None = None, text: str = "", **more: object) -> str:
    """Write a failure, an error, a skipped or any other child of a case."""
    return f"<{tag}{attributes(message=message, **more)}>{escape(text)}</{tag}>"


def case(name: str | None = "a", *children: str, classname: str | None = "c", time: str | None = "0.001", **more: object) -> str:
    """Write a case that passed, or one with the given children."""
    return f"<testcase{attributes(classname=classname, name=name, time=time, **more)}>{''.join(children)}</testcase>"


def passed(number: int = 1, prefix: str = "t") -> str:
    """Write so many different cases that passed."""
    return "".join(case(f"{prefix}{index}") for index in range(number))


def failed(name: str = "bad", message: str = "assert 1 == 2", text: str = "") -> str:
    """Write a case that failed."""
    return case(name, result("failure", message, text))


def errored(name: str = "broken", message: str = "boom") -> str:
    """Write a case that errored."""
    return case(name, result("error", message))


def skipped(name: str = "later") -> str:
    """Write a case that was skipped."""
    return case(name, result("skipped", "not now"))


def suite(*children: str, name: str | None = "s", **more: object) -> str:
    """Write a suite; declared counts are given as attributes or left out."""
    return f"<testsuite{attributes(name=name, **more)}>{''.join(children)}</testsuite>"


def suites(*children: str, **more: object) -> str:
    """Write the usual root."""
    return f"{HEADER}<testsuites{attributes(**more)}>{''.join(children)}</testsuites>\n"


def report(*cases: str, name: str | None = "s", **more: object) -> str:
    """Write a whole report with one suite."""
    return suites(suite(*cases, name=name, **more))
