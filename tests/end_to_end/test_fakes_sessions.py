"""A report that says something else than the runner did, while the command itself says that all is well."""

from __future__ import annotations

import fakes
from fakes import Project

project = fakes.project

_FLAKY = "import os\ndef test_it():\n    known = os.path.exists('reports')\n    os.makedirs('reports', exist_ok=True)\n    assert known\n"
_EDITS = """
import glob, os, re
def pytest_unconfigure():
    (path,) = glob.glob(os.environ["GATEKEEPER_OUT"] + "/*.xml")
    text = re.sub("<failure.*?</failure>", "", open(path).read(), flags=re.DOTALL).replace('failures="1"', 'failures="0"')
    open(path, "w").write(text)
    os._exit(0)
"""


def test_run_again_inside_the_command(project: Project) -> None:
    project.write(test_a=_FLAKY)
    once = " ".join(fakes.PYTEST)
    assert project.run("sh", "-c", f"{once} || {once}").by("exit-code") == (1, "FAILED")


def test_edited_before_the_command_ends(project: Project) -> None:
    project.write(test_a=fakes.RED, conftest=_EDITS)
    assert project.run().by("exit-code") == (1, "FAILED")


def test_red_report_removed(project: Project) -> None:
    project.write(test_b="def test_bad(): assert False\n")
    once = " ".join(fakes.PYTEST)
    command = f"{once} test_a.py; {once.replace('unit.xml', 'two.xml')} test_b.py; rm {{out}}/two.xml; true"
    assert project.run("sh", "-c", command).by("exit-code") == (1, "FAILED")
