"""The pytest plugin: under ``gatekeeper run`` it says how each session of pytest began and ended, and changes nothing.

Elsewhere it registers nothing. It imports nothing of ours, because it is loaded wherever pytest starts, and uses no private name of pytest.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

_OUT = "GATEKEEPER_OUT"
# Set for what a session starts: the tests of a plugin run pytest inside pytest, and what becomes of that is not the run's affair.
_INSIDE = "GATEKEEPER_SESSION"
_NAME, _OURS = "gatekeeper-session", "gatekeeper"
_MOST_FILES, _LONGEST, _INTERRUPTED = 1000, 200, 2


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Begin where a witness wants to know: in the process that the command started, and in each worker of pytest-xdist."""
    out = os.environ.get(_OUT)
    if not out:
        return
    output = getattr(config, "workeroutput", None)
    if output is not None:
        config.pluginmanager.register(Worker(output))
    elif os.environ.get(_INSIDE) != out:
        config.pluginmanager.register(Session(config, out))


class Selected:
    """Counts what pytest collected and deselected, by the hook or by taking tests out of the list without a word."""

    def __init__(self) -> None:
        self.planned: set[int] | None = None
        self.deselected = 0
        self._collected = self._reported = 0

    def pytest_itemcollected(self) -> None:
        """Count a test, before anybody can deselect it."""
        self._collected += 1

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        """Count tests that somebody says to have deselected."""
        self._reported += len(items)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Keep the tests that are to run; hashes, since a million ids are large."""
        self.planned = {hash(item.nodeid) for item in session.items}
        self.deselected = max(self._reported, self._collected - len(session.items))


class Worker(Selected):
    """A worker of pytest-xdist: the controller collects nothing itself, so its workers tell it."""

    def __init__(self, output: dict[str, Any]) -> None:
        super().__init__()
        self._output = output

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Tell the controller, with what the worker sends when it ends."""
        super().pytest_collection_finish(session)
        self._output[_OURS] = self.deselected


class Session(Selected):
    """One session: says at its start that it has not finished, and at its end how it did."""

    def __init__(self, config: pytest.Config, out: str) -> None:
        super().__init__()
        self._config = config
        self._process = os.getpid()
        self._ran: set[int] = set()
        self._reason = ""
        self._path = _begin(out)
        os.environ[_INSIDE] = out

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember a test that was reached: it was called, or its setup failed or skipped it."""
        if report.when != "teardown" and not (report.when == "setup" and report.passed):
            self._ran.add(hash(report.nodeid))

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Keep why the session was left in the middle: Ctrl-C, pytest.exit(), too many failures, tests that cannot be collected."""
        self._reason = str(excinfo.value) or excinfo.typename

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: Sequence[str]) -> None:
        """Take what a worker is going to run: every worker collects the same."""
        self.planned = set(map(hash, ids)) | (self.planned or set())

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        """Take what a worker deselected; one that crashed says nothing."""
        output = getattr(node, "workeroutput", None)
        number = output.get(_OURS) if isinstance(output, dict) else None
        if isinstance(number, int):
            self.deselected = max(self.deselected, number)

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> Generator[None]:
        """Add the properties before anybody writes a report, and finish the file after everybody else came to an end."""
        whole: dict[str, Any] = {}
        with suppress(Exception):
            whole = self.whole(session, int(exitstatus))
            self._add_properties(whole)
        yield
        # A test that forks may let its child come to here.
        if whole and os.getpid() == self._process:
            _finish(self._path, whole)

    def pytest_unconfigure(self) -> None:
        """Let the next session of the same process be one."""
        os.environ.pop(_INSIDE, None)

    def whole(self, session: pytest.Session, status: int) -> dict[str, Any]:
        """Return what there is to say; collected less deselected less executed is what did not run."""
        whole: dict[str, Any] = {"runner": "pytest", "finished": True, "exit_status": status}
        left = self.planned or set()
        if self.planned is not None:
            executed = len(self.planned & self._ran)
            left = self.planned - self._ran
            whole |= {"collected": len(self.planned) + self.deselected, "deselected": self.deselected, "executed": executed}
        reason = self._reason or str(session.shouldfail or session.shouldstop or "")
        if reason and (left or status == _INTERRUPTED):  # -x that stops after the last test stops nothing
            whole["stopped"] = " ".join(reason.split())[:_LONGEST]
        return whole

    def _add_properties(self, whole: dict[str, Any]) -> None:
        """Add what we say to the report of pytest, by the method behind its fixture record_testsuite_property.

        The object has no public name, and the fixture needs a test that asks for it. So whichever plugin has that method is asked.
        """
        for plugin in list(self._config.pluginmanager.get_plugins()):
            add = getattr(plugin, "add_global_property", None)
            if callable(add):
                for name in ("collected", "deselected", "executed", "exit_status", "stopped"):
                    if name in whole:
                        add(f"{_OURS}.{name}", str(whole[name]))


def _begin(out: str) -> str | None:
    """Make a file that says that a session began, or return None: a disk that fails must not fail a test."""
    name = f"{_NAME}-{os.getpid()}"
    for number in range(1, _MOST_FILES):
        path = os.path.join(out, f"{name}.json" if number == 1 else f"{name}_{number}.json")
        try:
            with open(path, "x", encoding="ascii") as file:
                json.dump({"runner": "pytest", "finished": False}, file)
        except FileExistsError:
            continue  # a session before this one in the same process, or of another machine with the same folder
        except OSError:
            return None
        return path
    return None


def _finish(path: str | None, whole: dict[str, Any]) -> None:
    """Replace the file in one step; where that cannot be done it goes on saying that the session has not finished."""
    if path is None:
        return
    with suppress(Exception):
        beside = f"{path}.tmp"
        with open(beside, "w", encoding="ascii") as file:
            json.dump(whole, file)
        os.replace(beside, path)
