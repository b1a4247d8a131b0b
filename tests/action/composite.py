"""Runs the ``run:`` steps of a composite action as GitHub's runner does, with a file of its own for what each step hands back."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_FILES = ("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STEP_SUMMARY", "GITHUB_STATE")
_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_SHELL = ("bash", "--noprofile", "--norc", "-eo", "pipefail")

Contexts = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step that was run, or, with no code, one that was not."""

    id: str
    code: int | None = None
    log: str = ""
    outputs: dict[str, str] = field(default_factory=dict)
    summary: str = ""


@dataclass(frozen=True, kw_only=True)
class Result:
    """What became of an action: its exit code is that of the first step that failed."""

    steps: tuple[Step, ...]
    outputs: dict[str, str]

    @property
    def code(self) -> int:
        return next((step.code for step in self.steps if step.code), 0)

    @property
    def log(self) -> str:
        return "".join(step.log for step in self.steps)

    def step(self, name: str) -> Step:
        return next(step for step in self.steps if step.id == name)


def load(path: Path) -> dict[str, Any]:
    """Return a YAML file; like GitHub, a duplicate key is an error and ``on`` is a text."""
    loaded: dict[str, Any] = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
    return loaded


def evaluate(expression: str, contexts: Contexts) -> str | bool:
    """Evaluate names, texts in quotes, ``==``, ``!=``, ``&&`` and ``||``: all that our action uses."""
    for operator, stops in (("||", True), ("&&", False)):
        if operator in expression:
            left, right = expression.split(operator, 1)
            value = evaluate(left, contexts)
            return value if bool(value) is stops else evaluate(right, contexts)
    compared = re.fullmatch(r"(.*?)([=!])=(.*)", expression.strip(), re.DOTALL)
    if compared:
        same = str(evaluate(compared[1], contexts)).lower() == str(evaluate(compared[3], contexts)).lower()
        return same is (compared[2] == "=")
    text = expression.strip()
    if re.fullmatch(r"'[^']*'", text):
        return text[1:-1]
    assert re.fullmatch(r"[a-z-]+(\.[a-z-]+)+", text), f"not understood: {text}"
    found: Any = contexts
    for name in text.split("."):
        found = found.get(name, {})
    return found if isinstance(found, str) else ""


def filled(text: str, contexts: Contexts) -> str:
    """Return a text with its expressions replaced."""
    return _EXPRESSION.sub(lambda found: str(evaluate(found[1], contexts)), text)


def read_file(path: Path) -> dict[str, str]:
    """Read ``name=value`` and ``name<<delimiter`` as the runner does."""
    lines = iter(path.read_text("utf-8").split("\n"))
    return dict(_assignments(lines))


def _assignments(lines: Iterator[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        name, heredoc, delimiter = line.partition("<<")
        if heredoc and "=" not in name:
            value = []
            while (each := next(lines)) != delimiter:
                value.append(each)
            yield name, "\n".join(value)
        elif line:
            name, _, text = line.partition("=")
            yield name, text


def run(
    folder: Path,
    inputs: Mapping[str, str],
    *,
    work: Path,
    temp: Path,
    environ: Mapping[str, str],
    given: Mapping[str, dict[str, str]] | None = None,
) -> Result:
    """Run the action in ``folder``. Steps of which ``given`` knows the outputs are not run, nor are those that use other actions."""
    action = load(folder / "action.yml")
    contexts: Contexts = {"github": {"token": "the-runners-token"}, "steps": {}}
    defaults = {name: filled(each.get("default", ""), contexts) for name, each in action["inputs"].items()}
    unknown = set(inputs) - set(defaults)
    assert not unknown
    contexts["inputs"] = {**defaults, **inputs}
    surroundings = {"GITHUB_ACTION_PATH": str(folder), "RUNNER_TEMP": str(temp), "GITHUB_WORKSPACE": str(work), **environ}
    done: list[Step] = []
    for number, step in zip(count(), action["runs"]["steps"], strict=False):
        name = step.get("id", f"step-{number}")
        wanted = "if" not in step or evaluate(step["if"], contexts)
        if name in (given or {}):
            contexts["steps"][name] = {"outputs": (given or {})[name]}
        elif "run" in step and wanted and not any(each.code for each in done):
            made = _step(name, step, contexts, work, temp, surroundings)
            contexts["steps"][name] = {"outputs": made.outputs}
            done.append(made)
    outputs = {name: filled(each["value"], contexts) for name, each in action["outputs"].items()}
    return Result(steps=tuple(done), outputs=outputs)


def _step(name: str, step: dict[str, Any], contexts: Contexts, work: Path, temp: Path, surroundings: Mapping[str, str]) -> Step:
    assert step["shell"] == "bash"
    own = temp / f"files of {name}"
    own.mkdir()
    files = {variable: own / variable for variable in _FILES}
    for file in files.values():
        file.touch()
    script = own / "script.sh"
    script.write_text(step["run"], "utf-8")
    environ = {**surroundings, **{key: filled(value, contexts) for key, value in step.get("env", {}).items()}}
    environ |= {variable: os.fspath(file) for variable, file in files.items()}
    ran = subprocess.run(
        [*_SHELL, script], cwd=work, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=120
    )
    return Step(
        id=name,
        code=ran.returncode,
        log=ran.stdout.decode(),
        outputs=read_file(files["GITHUB_OUTPUT"]),
        summary=files["GITHUB_STEP_SUMMARY"].read_text("utf-8"),
    )
