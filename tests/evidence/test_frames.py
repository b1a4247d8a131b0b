from __future__ import annotations

import time

import pytest

from gatekeeper.evidence.frames import own_function

_PYTHON = """\
Traceback (most recent call last):
  File "/app/tests/test_a.py", line 3, in test_a
    load()
  File "/app/shop/db.py", line 7, in connect
    psycopg.connect()
  File "/venv/lib/python3.12/site-packages/psycopg/connection.py", line 99, in connect_now
    raise
"""
_PYTEST_LONG = """\
    def test_a():
>       load()

tests/test_a.py:3:
_ _ _ _ _ _ _ _
self = <Db>

    async def connect(self):
        def inner(): ...
>       raise ValueError

shop/db.py:9: ValueError
"""
_PYTEST_SHORT = "tests/test_a.py:3: in test_a\n    load()\nshop/db.py:9: in connect\n    raise ValueError\nE   ValueError"
_JAVA = """\
\tat org.junit.jupiter.api.AssertTrue.fail(AssertTrue.java:4)
\tat java.base/java.net.Socket.connect(Socket.java:7)
\tat app//com.acme.Db.open(Db.java:9) ~[classes/:?]
\tat com.acme.DbTest.opens(DbTest.java:3)
"""
_NET = """\
  at System.IO.File.Open(String path)
  at Acme.Shop.Db.Open(String name) in C:\\src\\Db.cs:line 26
  at Acme.Shop.Tests.DbTests.Opens() in C:\\src\\DbTests.cs:line 3
"""
_MONO = "  at Acme.Db.Open (System.String name) [0x0009c] in /src/Db.cs:82"
_JS = """\
    at Module._load (node:internal/modules/cjs/loader:101:3)
    at jestExpect (/app/node_modules/expect/index.js:4:2)
    at async Db.open [as connect] (/app/src/db.js:5:9)
    at Object.<anonymous> (/app/src/db.test.js:2:1)
"""
_GO = """\
goroutine 7 [running]:
panic({0x1, 0x2})
\t/usr/local/go/src/runtime/panic.go:770 +0x1
github.com/acme/shop.(*Db).Open(0xc0000)
\t/src/shop/db.go:9 +0x39
"""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (_PYTHON, "connect"),
        (_PYTEST_LONG, "connect"),
        (_PYTEST_SHORT, "connect"),
        (_JAVA, "open"),
        (_NET, "Open"),
        (_MONO, "Open"),
        (_JS, "Db.open"),
        (_GO, "shop.(*Db).Open"),
        ("\tat com.acme.Db.lambda$retry$3(Db.java:9)", "retry"),
        ("    at /app/src/a.test.js:2:1", ""),
        ("    at Object.<anonymous> (/app/src/db.test.js:2:1)", ""),
        ("tests/test_a.py:1: in <module>\n    import x", ""),
        ("no trace at all", ""),
        ("", ""),
    ],
)
def test_the_innermost_own_function(text: str, name: str) -> None:
    assert own_function(text.splitlines()) == name


@pytest.mark.parametrize("line", ['  File "', "    at a.b.", "a" * 50 + ".py:", "    at (", "\tat a.", "  at A (", "a(", "x.pyx:"])
def test_hostile_lines_take_no_time(line: str) -> None:
    begin = time.process_time()
    own_function([(line * 2000)[:2000]] * 4)
    own_function([line] * 4000)
    assert time.process_time() - begin < 0.3
