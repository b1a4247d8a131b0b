"""The half of the action that installs, for real and without a network: packages come from this machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import reports
from action import composite
from action.checkout import CHECKOUT

from gatekeeper import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

# A Python whose environments know the libraries that are installed here, pip among them, because unpacking a pip takes seconds.
# What is asked for itself must be installed.
_PYTHON = """#!/bin/bash
if [ "$2 $3" != "-m venv" ]; then
  exec "{python}" "$@"
else
  "{python}" "$@" --without-pip || exit
  for site in "$4"/lib/python*/site-packages; do echo "{libraries}" >"$site/libraries.pth"; done
fi
"""
_OFFLINE = {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "PIP_NO_BUILD_ISOLATION": "0", "HOME": os.devnull}


@pytest.fixture
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for the PATH."""
    return tmp_path_factory.mktemp("tools")


@pytest.fixture
def python3(tools: Path) -> None:
    """Put the Python of this machine on the PATH."""
    libraries = tools / "libraries"
    libraries.mkdir()
    for each in Path(pytest.__file__).parents[1].iterdir():
        if "gatekeeper" not in each.name.lower() and each.suffix != ".pth":
            (libraries / each.name).symlink_to(each)
    program(tools / "python3", _PYTHON.format(python=sys.executable, libraries=libraries))


@pytest.fixture
def install(folder: Path, tools: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., composite.Result]:
    """Return the whole action as a function."""

    def act(inputs: dict[str, str], **environ: str) -> composite.Result:
        known = {"PATH": f"{tools}:/usr/bin:/bin", "GITHUB_ACTIONS": "true", **_OFFLINE}
        return composite.run(CHECKOUT, inputs, work=folder, temp=tmp_path_factory.mktemp("a runner's"), environ={**known, **environ})

    return act


def program(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    path.chmod(0o755)


@pytest.mark.usefixtures("python3")
def test_the_commit_of_the_action_judges(install: Callable[..., composite.Result], write: Callable[[str, str], Path]) -> None:
    write("junit.xml", reports.report(reports.passed(3), reports.failed()))
    for name in ("venv", "pip", "gatekeeper"):
        write(f"{name}.py", "raise SystemExit('hijacked')")
    result = install({"files": "junit.xml"})
    assert (result.code, result.outputs["verdict"], [step.code for step in result.steps]) == (1, "FAILED", [0, 1]), result.log
    installed = Path(result.step("install").outputs["python"]).parents[1]
    assert list(installed.glob("lib/python*/site-packages/gatekeeper/templates/summary.md.j2"))
    assert not list(installed.glob("lib/python*/site-packages/click"))


@pytest.mark.usefixtures("python3")
def test_a_release_judges(
    install: Callable[..., composite.Result], write: Callable[[str, str], Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    wheels = tmp_path_factory.mktemp("wheels")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(wheels), str(CHECKOUT)]
    subprocess.run(build, check=True, capture_output=True)
    write("junit.xml", reports.report(reports.passed(3)))
    result = install({"files": "junit.xml", "version": __version__}, PIP_FIND_LINKS=str(wheels))
    assert (result.code, result.outputs["verdict"]) == (0, "PASSED"), result.log


@pytest.mark.parametrize(("inputs", "asked"), [({"version": "9.9rc1"}, "evidence-gatekeeper==9.9rc1"), ({}, str(CHECKOUT))])
def test_what_pip_is_asked_for_and_cannot_give_is_no_verdict(
    install: Callable[..., composite.Result], tools: Path, tmp_path: Path, inputs: dict[str, str], asked: str
) -> None:
    seen = tmp_path / "seen"
    program(tools / "pip", f'#!/bin/bash\nprintf "%s\\n" "$@" >"{seen}"\nexit 1\n')
    program(tools / "python3", f'#!/bin/bash\n[ "$3" != venv ] || {{ mkdir -p "$4/bin" && cp "{tools}/pip" "$4/bin/python"; }}\n')
    result = install(inputs)
    assert (result.code, result.outputs["verdict"], result.steps[-1].id) == (3, "INVALID", "install")
    assert "error: Gatekeeper could not be installed" in result.log
    arguments = seen.read_text("utf-8").splitlines()
    assert (arguments[:3], arguments[-1]) == (["-I", "-m", "pip"], asked)
    assert (f"{CHECKOUT}/.ci/constraints.txt" in arguments) is (asked == str(CHECKOUT))


@pytest.mark.parametrize(
    "version", ["--help", "1.0 --index-url=x", "*", "1.0; touch executed", "@ https://evil.example", "$(touch executed)", "1\n2"]
)
def test_what_is_no_version_is_2(install: Callable[..., composite.Result], folder: Path, version: str) -> None:
    result = install({"version": version})
    assert (result.code, result.outputs["verdict"], list(folder.iterdir())) == (2, "INVALID", [])
    assert result.log == "error: the input version is no version\nnext: write a release such as 1.2.3, or leave it out\n"


@pytest.mark.parametrize(
    ("version", "code", "words"), [((3, 10, 99), 2, 'python-version: "3.13"'), ((3, 11, 0), 3, "install the venv module")]
)
def test_a_python_that_is_too_old_is_not_used(
    install: Callable[..., composite.Result], tools: Path, version: tuple[int, ...], code: int, words: str
) -> None:
    pretend = f"import sys; sys.version_info = {version}; exec(sys.argv[1])"
    for name in ("python3", "python"):
        program(tools / name, f'#!/bin/bash\n[ "$1 $2" = "-I -c" ] && exec "{sys.executable}" -c "{pretend}" "$3"\n')
    result = install({})
    assert (result.code, result.outputs["verdict"], words in result.log) == (code, "INVALID", True)


def test_a_python_of_another_name_will_do(install: Callable[..., composite.Result], tools: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    program(tools / "python3", "#!/bin/bash\nexit 1\n")
    program(tools / "python", f'#!/bin/bash\necho "$2 $3" >>"{seen}"\n[ "$2" = -c ]\n')
    result = install({})
    assert (result.code, seen.read_text("utf-8").splitlines()[-1].split()[0]) == (3, "-m")
    assert "install the venv module" in result.log


@pytest.mark.usefixtures("python3")
def test_a_place_that_cannot_be_written(install: Callable[..., composite.Result], tools: Path) -> None:
    program(tools / "mktemp", "#!/bin/bash\nexit 1\n")
    assert install({}).code == 3
