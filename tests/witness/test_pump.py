"""Output on its way: whole, digested, and in constant memory, whoever reads it."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from io import BytesIO
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from witnessed import QUICK, await_file, python

from gatekeeper.witness.attend import attend
from gatekeeper.witness.pump import Recorder

if TYPE_CHECKING:
    from pathlib import Path

_BYTES = 200 << 20
_STREAM = """
import os, resource, sys
from gatekeeper.witness.attend import attend
from gatekeeper.witness.order import Patience
from gatekeeper.witness.pump import Recorder
recorder = Recorder(("falling back to",) if sys.argv[1] else ())
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with open(os.devnull, "wb") as nothing:
    end = attend(tuple(sys.argv[2:]), os.environ, recorder, (nothing, nothing), (None, Patience()))
log = recorder.log()
more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
print(end.code, log.bytes, log.sha256, log.found.get("falling back to"), more)
"""


def _run(argv: tuple[str, ...], texts: tuple[str, ...] = ()) -> tuple[Recorder, BytesIO]:
    recorder, out = Recorder(texts), BytesIO()
    attend(argv, os.environ, recorder, (out, out), (None, QUICK))
    return recorder, out


def test_the_digest_is_that_of_both_streams_in_the_order_of_arrival() -> None:
    program = "import os,time\nfor n in range(4): os.write(1 + n % 2, b'%d\\n' % n); time.sleep(0.03)"
    log = _run(python(program))[0].log()
    assert (log.sha256, log.bytes) == (sha256(b"0\n1\n2\n3\n").hexdigest(), 8)


def test_texts_are_counted_in_each_stream() -> None:
    program = "import os; os.write(1, b'Falling '); os.write(2, b'back to '); os.write(1, b'back  TO x'); os.write(2, b'falling back\\nto')"
    recorder, _ = _run(python(program), ("falling back to", "mock"))
    assert recorder.log().searched == ("falling back to", "mock")
    assert recorder.log().found == {"falling back to": 2}


@pytest.mark.parametrize("search", ["", "yes"])
def test_much_output_takes_no_memory(search: str) -> None:
    size = _BYTES if not search else _BYTES // 8
    program = f"import os; b = b'.' * ((1 << 20) - 1) + b' '\nfor _ in range({size >> 20}): os.write(1, b) == len(b) or os._exit(9)"
    done = subprocess.run([sys.executable, "-c", _STREAM, search, *python(program)], capture_output=True, check=True, timeout=120)
    code, size_seen, digest, found, more = done.stdout.decode().split()
    expected = sha256()
    for _ in range(size >> 20):
        expected.update(b"." * ((1 << 20) - 1) + b" ")
    assert (code, int(size_seen), digest, found) == ("0", size, expected.hexdigest(), "None")
    assert int(more) < 24, "MiB more than before"


def test_nobody_reads_us_and_the_command_goes_on(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    program = "import os; [os.write(1, b'x' * 65536) for _ in range(10)]; open(os.sys.argv[1], 'w').write('end')"
    recorder = Recorder(())
    with open(writing, "wb", buffering=0) as target:
        end = attend(python(program, str(tmp_path / "end")), os.environ, recorder, (target, None), (None, QUICK))
    assert (end.code, recorder.log().bytes, (tmp_path / "end").read_text()) == (0, 655360, "end")


def test_a_stream_of_ours_that_does_not_wait_is_waited_for(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    already = os.write(writing, b"." * (1 << 20))  # as much as it holds
    read: list[bytes] = []

    def take() -> None:
        await_file(tmp_path / "said")
        with open(reading, "rb") as source:
            read.append(source.read())

    thread = Thread(target=take)
    thread.start()
    program = "import os, sys; os.write(1, b'x' * 999); open(sys.argv[1], 'w').write('x\\n')"
    with open(writing, "wb", buffering=0) as target:
        attend(python(program, str(tmp_path / "said")), os.environ, Recorder(()), (target, None), (None, QUICK))
    thread.join()
    assert read[0][already:] == b"x" * 999


def test_output_is_passed_on_while_the_command_runs(tmp_path: Path) -> None:
    class Target(BytesIO):
        def write(self, data: object) -> int:
            (tmp_path / "go").touch()
            return super().write(data)  # type: ignore[arg-type]

    program = "import os,sys,time; os.write(1, b'first')\nwhile not os.path.exists(sys.argv[1]): time.sleep(0.005)"
    target = Target()
    end = attend(python(program, str(tmp_path / "go")), os.environ, Recorder(()), (target, None), (None, QUICK))
    assert (end.code, target.getvalue()) == (0, b"first")
