"""Real commands: how they end by themselves, by us, and by others, and that nothing of them is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from witnessed import QUICK, await_end, await_file, is_running, python, shell

from gatekeeper.witness.attend import End, attend
from gatekeeper.witness.child import Unstarted
from gatekeeper.witness.order import Patience
from gatekeeper.witness.pump import Recorder

if TYPE_CHECKING:
    from pathlib import Path

_STUBBORN = "import signal,sys,time; signal.signal(signal.SIGTERM, signal.SIG_IGN); signal.signal(signal.SIGINT, signal.SIG_IGN); "


def run(argv: tuple[str, ...], timeout: Fraction | None = None, patience: Patience = QUICK) -> tuple[End, bytes, bytes]:
    out, err = BytesIO(), BytesIO()
    end = attend(argv, os.environ, Recorder(()), (out, err), (timeout, patience))
    return end, out.getvalue(), err.getvalue()


def interrupt(path: Path, *numbers: int) -> threading.Thread:
    """Send ourselves signals once the command has written a file; each further one once it has written another line."""

    def act() -> None:
        for count, number in enumerate(numbers):
            while await_file(path).count("\n") <= count:
                time.sleep(0.005)
            os.kill(os.getpid(), number)

    thread = threading.Thread(target=act, daemon=True)
    thread.start()
    return thread


@pytest.fixture(autouse=True)
def heard() -> object:
    """A test run that was started in the background ignores Ctrl-C, and so would everything here."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("code", [0, 1, 5, 255])
def test_its_own_end(code: int) -> None:
    assert run(shell(f"exit {code}"))[0] == End(code=code, signal="")


@pytest.mark.parametrize("name", ["SIGKILL", "SIGSEGV", "SIGTERM"])
def test_a_signal_of_somebody_else(name: str) -> None:
    assert run(shell(f"kill -{name[3:]} $$"))[0] == End(code=None, signal=name)


def test_a_signal_without_a_name() -> None:
    assert run(shell("kill -40 $$"))[0].signal == "SIG40"


def test_both_streams_byte_for_byte() -> None:
    program = "import os; os.write(1, bytes(range(256)) * 3); os.write(2, b'\\xff\\r\\n\\0')"
    end, out, err = run(python(program))
    assert (end.code, out, err) == (0, bytes(range(256)) * 3, b"\xff\r\n\0")


@pytest.mark.parametrize(("script", "whole"), [("echo a", True), ("printf a", False), ("true", True), ("printf a >&2", True)])
def test_whether_the_last_line_is_whole(script: str, whole: bool) -> None:
    assert run(shell(script))[0].whole_line is whole


def test_a_command_that_is_not_there() -> None:
    with pytest.raises(Unstarted, match="No such file"):
        run(("no-such-program",))
    with pytest.raises(Unstarted, match="null byte"):
        run(("a\0b",))


def test_standard_input_is_ours() -> None:
    program = (
        "import os, sys; from gatekeeper.witness.attend import attend; from gatekeeper.witness.order import Patience;"
        "from gatekeeper.witness.pump import Recorder;"
        "attend(('cat',), os.environ, Recorder(()), (sys.stdout.buffer, None), (None, Patience()))"
    )
    done = subprocess.run([sys.executable, "-c", program], input=b"said", capture_output=True, check=True, timeout=60)
    assert done.stdout == b"said"


def test_a_timeout_asks_first() -> None:
    program = "import signal,sys,time; signal.signal(signal.SIGTERM, lambda *_: (print('bye'), sys.exit(7))); time.sleep(60)"
    end, out, _ = run(python(program), Fraction(1, 2))
    assert (end, out) == (End(code=7, signal="", timed_out=True), b"bye\n")


def test_and_then_it_kills_the_whole_group(tmp_path: Path) -> None:
    script = f"trap '' TERM; sleep 60 & echo $! > {tmp_path}/pid; while :; do sleep 0.05; done"
    end, _, _ = run(shell(script), Fraction(1, 5), Patience(end=0.2, rest=0.2))
    assert end == End(code=None, signal="SIGKILL", timed_out=True)
    await_end(int(await_file(tmp_path / "pid")))


def test_a_stopped_command_hears_its_end_too() -> None:
    assert run(shell("kill -STOP $$"), Fraction(1, 5))[0] == End(code=None, signal="SIGTERM", timed_out=True)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_is_passed_on_to_the_whole_group(tmp_path: Path, number: signal.Signals) -> None:
    program = "import os,sys,signal,time; signal.signal({0}, lambda *_: (print('heard {0}'), sys.exit(4)));"
    inner = program.format(int(number)) + "open(sys.argv[1], 'w').write('x\\n'); time.sleep(60)"
    outer = "import subprocess,sys,signal; signal.signal(int(sys.argv[1]), lambda *_: None); sys.exit(subprocess.call(sys.argv[2:]))"
    interrupt(tmp_path / "ready", number)
    end, out, _ = run(python(outer, str(int(number)), *python(inner, str(tmp_path / "ready"))))
    assert (end, out) == (End(code=4, signal="", interrupted=True), f"heard {int(number)}\n".encode())


def test_a_second_ctrl_c_kills_at_once(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    program = (
        "import signal,sys,time; f = open(sys.argv[1], 'a', buffering=1);"
        "signal.signal(signal.SIGINT, lambda *_: f.write('again\\n')); f.write('x\\n'); [time.sleep(0.01) for _ in range(6000)]"
    )
    interrupt(ready, signal.SIGINT, signal.SIGINT)
    end, _, _ = run(python(program, str(ready)), patience=Patience(end=60.0, rest=0.2))
    assert end == End(code=None, signal="SIGKILL", interrupted=True)


def test_a_command_that_does_not_hear_is_killed(tmp_path: Path) -> None:
    interrupt(tmp_path / "ready", signal.SIGINT)
    program = _STUBBORN + "open(sys.argv[1], 'w').write('x\\n'); time.sleep(60)"
    end, _, _ = run(python(program, str(tmp_path / "ready")), patience=Patience(end=0.2, rest=0.2))
    assert end == End(code=None, signal="SIGKILL", interrupted=True)


def test_what_it_leaves_behind_is_ended(tmp_path: Path) -> None:
    started = time.monotonic()
    end, out, _ = run(shell(f"sleep 60 & echo $! > {tmp_path}/pid; echo done"))
    assert (end, out) == (End(code=0, signal="", left_behind=True), b"done\n")
    assert time.monotonic() - started < 20
    await_end(int(await_file(tmp_path / "pid")))


def test_also_where_it_keeps_nothing_open_and_does_not_hear(tmp_path: Path) -> None:
    script = f"(trap '' TERM; echo $$ > {tmp_path}/pid; while :; do sleep 0.05; done) >/dev/null 2>&1 & sleep 0.1"
    end, _, _ = run(shell(script), patience=Patience(rest=0.15))
    assert end == End(code=0, signal="", left_behind=True)


def test_what_ends_soon_after_is_waited_for() -> None:
    end, out, _ = run(shell("(sleep 0.1; echo late) & echo early"), patience=Patience(rest=10.0))
    assert (end, out) == (End(code=0, signal=""), b"early\nlate\n")


def test_who_left_the_group_is_not_waited_for(tmp_path: Path) -> None:
    program = (
        "import os,sys,time; pid = os.fork()\n"
        "if pid: print('done'); os._exit(3)\n"
        "os.setsid(); open(sys.argv[1], 'w').write(f'{os.getpid()}\\n'); time.sleep(60)"
    )
    end, out, _ = run(python(program, str(tmp_path / "pid")), patience=Patience(rest=0.2))
    number = int(await_file(tmp_path / "pid"))
    try:
        assert (end, out, is_running(number)) == (End(code=3, signal=""), b"done\n", True)
    finally:
        os.kill(number, signal.SIGKILL)


def test_who_left_the_group_and_never_stops_talking_is_not_listened_to(tmp_path: Path) -> None:
    program = (
        "import os,sys,time; pid = os.fork()\n"
        "if pid: os._exit(0)\n"
        "os.setsid(); open(sys.argv[1], 'w').write(f'{os.getpid()}\\n')\n"
        "while True: os.write(1, b'x' * 65536)"
    )
    end, _, _ = run(python(program, str(tmp_path / "pid")), patience=Patience(rest=0.2))
    os.kill(int(await_file(tmp_path / "pid")), signal.SIGKILL)
    assert end.code == 0


def test_a_parent_that_ignores_how_children_end_makes_no_zero() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert run(shell("exit 3"))[0].code == 3
    finally:
        signal.signal(signal.SIGCHLD, before)


def test_signals_that_were_switched_off_stay_off(tmp_path: Path) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        thread = interrupt(tmp_path / "ready", signal.SIGHUP)
        end, _, _ = run(shell(f"echo > {tmp_path}/ready; sleep 0.2"))
        thread.join()
        assert end == End(code=0, signal="")
    finally:
        signal.signal(signal.SIGHUP, before)


def test_who_is_killed_takes_the_group_along(tmp_path: Path) -> None:
    program = (
        "import os, sys; from gatekeeper.witness.attend import attend; from gatekeeper.witness.order import Patience;"
        "from gatekeeper.witness.pump import Recorder;"
        "attend(tuple(sys.argv[1:]), os.environ, Recorder(()), (None, None), (None, Patience()))"
    )
    # Whoever is killed before the call that starts the command has returned could tell nobody what to end.
    script = f"sleep 60 & last=$!; sleep 0.2; echo $last > {tmp_path}/pid; sleep 60"
    with subprocess.Popen([sys.executable, "-c", program, *shell(script)]) as process:
        number = int(await_file(tmp_path / "pid"))
        process.kill()
    await_end(number)
