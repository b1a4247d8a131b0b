from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatekeeper.junit.locate import locate
from gatekeeper.model import Case, CaseOutcome, File, FileStatus

if TYPE_CHECKING:
    from pathlib import Path


def put(root: Path, name: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x\n")


def place(
    root: Path, text: str = "", dialect: str | None = None, report: str = "junit.xml", *, file: str | None = None, line: int | None = None
) -> tuple[str | None, int | None]:
    case = Case(id="c::a", outcome=CaseOutcome.FAILED, text=text, file=file, line=line)
    found = locate(case, File(path=report, status=FileStatus.COUNTED, dialect=dialect), root)
    return found.file, found.line


def test_the_report_names_the_place(tmp_path: Path) -> None:
    put(tmp_path, "src/a.js")
    assert place(tmp_path, file="src/a.js", line=7) == ("src/a.js", 7)
    assert place(tmp_path, file=str(tmp_path / "src" / "a.js"), line=7) == ("src/a.js", 7)
    assert place(tmp_path, file="src\\a.js", line=7) == ("src/a.js", 7)


def test_pytest_counts_lines_from_zero(tmp_path: Path) -> None:
    assert place(tmp_path, dialect="pytest", file="tests/test_a.py", line=0) == ("tests/test_a.py", 1)


PYTHON = """Traceback (most recent call last):
  File "tests/test_a.py", line 3, in test_a
  File "{root}/pkg/b.py", line 9, in b
  File "/usr/lib/python3/json.py", line 2, in loads
"""


def test_python_names_the_innermost_frame_last(tmp_path: Path) -> None:
    put(tmp_path, "tests/test_a.py")
    put(tmp_path, "pkg/b.py")
    assert place(tmp_path, PYTHON.format(root=tmp_path)) == ("pkg/b.py", 9)


def test_pytest_names_it_last_too(tmp_path: Path) -> None:
    put(tmp_path, "tests/test_a.py")
    put(tmp_path, "pkg/b.py")
    assert place(tmp_path, "tests/test_a.py:3: \n_ _\npkg/b.py:9: ValueError", "pytest") == ("pkg/b.py", 9)


JAVA = """java.lang.AssertionError: expected
\tat org.junit.Assert.fail(Assert.java:89)
\tat app//shop.CartTest.lambda$rounding$0(CartTest.java:31)
\tat shop.CartTest.rounding(CartTest.java:30)
"""


@pytest.mark.parametrize("module", ["", "core/"])
def test_java_is_looked_for_in_the_module_of_the_report(tmp_path: Path, module: str) -> None:
    put(tmp_path, f"{module}src/test/java/shop/CartTest.java")
    put(tmp_path, "other/src/test/java/shop/CartTest.java")
    report = f"{module}target/surefire-reports/TEST-shop.CartTest.xml"
    assert place(tmp_path, JAVA, "surefire", report) == (f"{module}src/test/java/shop/CartTest.java", 31)


def test_java_outside_the_checkout_has_no_place(tmp_path: Path) -> None:
    assert place(tmp_path, JAVA, "surefire", "../TEST-x.xml") == (None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Error: x\n    at Object.<anonymous> ({root}/src/a.test.js:12:5)\n    at run (src/b.js:1:1)", ("src/a.test.js", 12)),
        ("    at file://{root}/src/a.test.js:12:5", ("src/a.test.js", 12)),
        ("    a_test.go:14: got 1, want 2", ("a_test.go", 14)),
        ("panic\n\t{root}/a_test.go:14 +0x1d", ("a_test.go", 14)),
        ("node_modules/jest/index.js:3:1\nsrc/a.test.js:5:1", ("src/a.test.js", 5)),
        ("src/a.test.js:0", (None, None)),
        ("src/none.js:4", (None, None)),
        ("at 12:30:45 nothing", (None, None)),
    ],
)
def test_other_traces_name_it_first(tmp_path: Path, text: str, expected: tuple[str | None, int | None]) -> None:
    for name in ("src/a.test.js", "src/b.js", "a_test.go", "node_modules/jest/index.js"):
        put(tmp_path, name)
    assert place(tmp_path, text.format(root=tmp_path)) == expected


def test_nothing_outside_the_checkout_is_found(tmp_path: Path) -> None:
    root = tmp_path / "checkout"
    put(root, "a.py")
    put(tmp_path, "secret.py")
    (root / "link.py").symlink_to(tmp_path / "secret.py")
    for name in ("../secret.py", str(tmp_path / "secret.py"), "link.py", "a.py/../../secret.py"):
        assert place(root, f'File "{name}", line 1\n{name}:1:') == (None, None)


def test_foreign_code_and_folders_are_no_place(tmp_path: Path) -> None:
    put(tmp_path, "venv/lib/site-packages/a.py")
    (tmp_path / "folder.py").mkdir()
    for name in ("venv/lib/site-packages/a.py", "folder.py", "x" * 290 + ".py"):
        assert place(tmp_path, f'File "{name}", line 1') == (None, None)


def test_a_line_without_a_file_is_dropped(tmp_path: Path) -> None:
    assert place(tmp_path, line=7) == (None, None)


def test_hostile_text_takes_no_time(tmp_path: Path) -> None:
    for text in ("@" * 8000, "@.a" * 2600, "at a.a" * 1300, "/" * 8000, "a." * 4000, 'File "' * 1300):
        assert place(tmp_path, text, report="a/b/c/d/e/f.xml") == (None, None)


def test_a_file_without_a_line_takes_the_line_of_its_frame(tmp_path: Path) -> None:
    put(tmp_path, "a.test.js")
    put(tmp_path, "b.js")
    assert place(tmp_path, f"at x ({tmp_path}/a.test.js:2:31)", file="a.test.js") == ("a.test.js", 2)
    assert place(tmp_path, f"at x ({tmp_path}/b.js:2:31)", file="a.test.js") == ("a.test.js", None)
