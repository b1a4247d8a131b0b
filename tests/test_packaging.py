"""The templates are found from a wheel, from an editable install and from the bare checkout. No network is used."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
import reports

_CHECKOUT = Path(__file__).resolve().parents[1]
_PARTS = ("gatekeeper", "templates", "pyproject.toml", "README.md", "LICENSE")
_ASK = "import gatekeeper, gatekeeper.documents.templates as t; print(gatekeeper.__file__); print(t.folder())"


def _run(*arguments: str, cwd: Path, **environ: str) -> str:
    # Copies of the package are not what coverage is about.
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "PYTHONPATH", "COVERAGE_"))}
    done = subprocess.run([sys.executable, *arguments], cwd=cwd, env={**clean, **environ}, capture_output=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of what a checkout holds, so that building leaves nothing behind in this one."""
    folder = tmp_path_factory.mktemp("copy")
    for name in _PARTS:
        source = _CHECKOUT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return folder


@pytest.fixture(scope="module")
def wheel(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, built as a release builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    _run("-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(copy), cwd=folder)
    return next(folder.glob("*.whl"))


def _install(target: Path, *what: str) -> None:
    options = ("--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--disable-pip-version-check", "--target", str(target))
    _run("-m", "pip", "install", *options, *what, cwd=target.parent, PIP_CONFIG_FILE=os.devnull)


def _shows_a_summary(folder: Path, package: Path, templates: Path, path: str) -> None:
    """Check which package and templates are used, and that the command renders one of them."""
    (folder / "junit.xml").write_text(reports.report(reports.passed(3)), encoding="utf-8")
    found = _run("-c", _ASK, cwd=folder, PYTHONPATH=path).splitlines()
    assert found == [str(package / "__init__.py"), str(templates)]
    shown = _run("-m", "gatekeeper", "check", "junit.xml", "--format", "markdown", cwd=folder, PYTHONPATH=path)
    assert shown.startswith("## PASSED: 3 of 3 tests passed (100.0%)\n\n<table>\n")


def test_from_a_wheel(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "installed"
    _install(target, str(wheel))
    (tmp_path / "work").mkdir()
    package = target / "gatekeeper"
    _shows_a_summary(tmp_path / "work", package, package / "templates", str(target))


def test_from_an_editable_install(copy: Path, tmp_path: Path) -> None:
    target = tmp_path / "installed"
    _install(target, "--editable", str(copy))
    (tmp_path / "work").mkdir()
    # A folder of PYTHONPATH is no site: the path file that an editable install leaves is followed by hand.
    path = next(target.glob("*.pth")).read_text("utf-8").strip()
    assert Path(path) == copy
    _shows_a_summary(tmp_path / "work", copy / "gatekeeper", copy / "templates", path)


def test_from_a_checkout(tmp_path: Path) -> None:
    _shows_a_summary(tmp_path, _CHECKOUT / "gatekeeper", _CHECKOUT / "templates", str(_CHECKOUT))


def test_a_folder_of_templates_beside_an_installed_package_is_not_ours(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "installed"
    _install(target, str(wheel))
    (target / "templates").mkdir()
    (target / "templates/summary.md.j2").write_text("not ours", "utf-8")
    (tmp_path / "work").mkdir()
    _shows_a_summary(tmp_path / "work", target / "gatekeeper", target / "gatekeeper/templates", str(target))


def test_a_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"gatekeeper"}
    assert {"gatekeeper/templates/summary.md.j2", "gatekeeper/py.typed"} <= set(names)
    entry = next(name for name in names if name.endswith("entry_points.txt"))
    with ZipFile(wheel) as archive:
        assert "gatekeeper = gatekeeper.cli:main" in archive.read(entry).decode()
