"""What the plugin says, and that nothing of it reaches the runner; its sessions are in another file."""

from __future__ import annotations

import ast
import json
import os
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper import pytest_plugin
from gatekeeper.witness.sessions import read_sessions


@dataclass
class Config:
    """What the plugin uses of pytest's configuration."""

    plugins: list[object] = field(default_factory=list)

    @property
    def pluginmanager(self) -> SimpleNamespace:
        return SimpleNamespace(register=self.plugins.append, get_plugins=lambda: set(self.plugins))


def _session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[pytest_plugin.Session, Config]:
    monkeypatch.setenv("GATEKEEPER_OUT", str(tmp_path))
    monkeypatch.setenv("GATEKEEPER_SESSION", "another")
    config = Config()
    pytest_plugin.pytest_configure(cast("pytest.Config", config))
    (made,) = config.plugins
    assert isinstance(made, pytest_plugin.Session)
    return made, config


def test_registers_nothing_without_a_witness(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GATEKEEPER_OUT", raising=False)
    monkeypatch.delenv("GATEKEEPER_SESSION", raising=False)
    config = Config()
    pytest_plugin.pytest_configure(cast("pytest.Config", config))
    assert not config.plugins


@given(
    st.lists(st.tuples(st.sampled_from(["run", "skip", "left", "deselect", "hide"]), st.booleans()), max_size=12),
)
def test_what_did_not_run_is_the_difference(tmp_path_factory: pytest.TempPathFactory, tests: list[tuple[str, bool]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        session, _ = _session(tmp_path_factory.mktemp("out"), patch)
        items = [SimpleNamespace(nodeid=f"a::{number}", fate=fate, repeated=again) for number, (fate, again) in enumerate(tests)]
        for _ in items:
            session.pytest_itemcollected()
        session.pytest_deselected(cast("Any", [each for each in items if each.fate == "deselect"]))
        left = [each for each in items if each.fate not in {"deselect", "hide"}]
        session.pytest_collection_finish(cast("Any", SimpleNamespace(items=left)))
        for each in left:
            for when in ("setup", "call", "teardown") * (2 if each.repeated else 1):
                if each.fate != "left" or when != "call":
                    report = SimpleNamespace(nodeid=each.nodeid, when=when, passed=each.fate != "skip")
                    session.pytest_runtest_logreport(cast("Any", report))
        whole = session.whole(cast("Any", SimpleNamespace(shouldfail=False, shouldstop=False)), 0)
    assert whole["collected"] == len(items)
    assert whole["deselected"] == sum(each.fate in {"deselect", "hide"} for each in items)
    assert whole["collected"] - whole["deselected"] - whole["executed"] == sum(each.fate == "left" for each in items)


def test_tests_that_a_hook_adds_hide_none_that_were_deselected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session, _ = _session(tmp_path, monkeypatch)
    session.pytest_itemcollected()
    session.pytest_deselected(cast("Any", [SimpleNamespace(nodeid="a")]))
    session.pytest_collection_finish(cast("Any", SimpleNamespace(items=[SimpleNamespace(nodeid=name) for name in "bc"])))
    whole = session.whole(cast("Any", SimpleNamespace(shouldfail=False, shouldstop=False)), 0)
    assert (whole["collected"], whole["deselected"], whole["executed"]) == (3, 1, 0)


def test_is_known_to_pytest_where_the_package_is_installed() -> None:
    (entry,) = entry_points(group="pytest11", name="gatekeeper")
    assert entry.load() is pytest_plugin


class _Hostile:
    def __getattr__(self, name: str) -> object:
        raise RuntimeError(name)


@pytest.mark.parametrize("spoil", ["plugin", "disk"])
def test_nothing_that_fails_reaches_the_runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: str) -> None:
    session, config = _session(tmp_path, monkeypatch)
    if spoil == "plugin":
        config.plugins.append(_Hostile())
    else:
        monkeypatch.setattr(os, "replace", _full)
    finish = session.pytest_sessionfinish(cast("Any", SimpleNamespace(shouldfail=False, shouldstop=False)), 0)
    next(finish)
    with pytest.raises(StopIteration):
        next(finish)
    assert json.loads(next(tmp_path.glob("*.json")).read_text())["finished"] is (spoil == "plugin")


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_session_of_another_machine_is_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        _session(tmp_path, monkeypatch)
    assert len(read_sessions(tmp_path)) == 3


def test_imports_nothing_of_ours_and_no_private_name() -> None:
    tree = ast.parse(Path(pytest_plugin.__file__).read_text(encoding="utf-8"))
    imported = {each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names}
    imported |= {node.module or "." for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported == {"__future__", "collections.abc", "contextlib", "json", "os", "pytest", "typing"}
    private = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr.startswith("_") and node.attr != "__init__"]
    assert {ast.unparse(node.value) for node in private} == {"self"}
