"""A repository on the local GitHub with a configuration and records: what end-to-end tests of publishing start from."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from command import Ran, run
from msgspec.structs import replace
from records import category, counts, failure, record, rule, whole

from gatekeeper.evidence import record as rows
from gatekeeper.evidence.record import encode
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from github_world.world import World

__all__ = ["Ran", "Stage"]

UNIT = '[gate]\nname = "Widgets"\n[categories.unit]\nreports = ["reports/*.xml"]\npass_rate = "> 90%"\n'
BAD = {
    Verdict.FAILED: "pass-rate",
    Verdict.INCOMPLETE: "counts-agree",
    Verdict.STALE: "max-age",
    Verdict.NO_EVIDENCE: "tests-executed",
    Verdict.INVALID: "evidence-readable",
}


@dataclass(frozen=True)
class Stage:
    """One folder with a configuration, and the local GitHub it publishes to."""

    world: World
    folder: Path

    def configure(self, text: str) -> None:
        """Write the configuration; it always has the category unit."""
        (self.folder / "gatekeeper.toml").write_text(UNIT + text, encoding="utf-8")

    def record(self, verdict: Verdict = Verdict.PASSED, *, passed: int = 36, failed: int = 1, run: int = 812, **more: Any) -> str:
        """Write a record of the category unit and return its name; later runs are made a minute later each."""
        good = verdict is Verdict.PASSED
        numbers = counts() if verdict in {Verdict.NO_EVIDENCE, Verdict.INVALID} else counts(passed=passed, failed=failed)
        commit, tree = more.pop("subject", None) or self.world.head()
        about = {
            "policy": rows.PolicyRow(name="", source=None, sha256="1" * 64, run={}, categories={"unit": {"pass_rate": "> 90%"}}),
            "categories": [category(verdict=verdict, counts=numbers, threshold="> 90%")],
            "rules": [rule(BAD.get(verdict, "pass-rate"), verdict=verdict)],
            "failures": [failure()] if numbers.failed and not good else [],
            "subject": rows.Subject(commit=commit, tree=tree, dirty=False, ref=more.pop("ref", "refs/heads/main")),
            "run": rows.RunRow(url=f"https://github.com/acme/widgets/actions/runs/{run}/attempts/1", id=str(run), attempt="1"),
            "created": f"2026-09-16T{run // 60 % 24:02}:{run % 60:02}:00+00:00",
        }
        name = f"{run}-{verdict}.json"
        (self.folder / name).write_bytes(encode(whole(replace(record(verdict), **{**about, **more}))))
        return name

    def publish(self, name: str, *arguments: str, token: str | None = None, **environ: str) -> Ran:
        """Publish a record with the real command."""
        return self.run("publish", "--record", name, *arguments, token=token, **environ)

    def say(self, verdict: Verdict = Verdict.PASSED, **more: Any) -> Ran:
        """Make a record and publish it."""
        return self.publish(self.record(verdict, **more))

    def start(self, *arguments: str, token: str | None = None, **environ: str) -> subprocess.Popen[bytes]:
        """Start the real command."""
        return subprocess.Popen(
            [sys.executable, "-m", "gatekeeper", *arguments],
            cwd=self.folder,
            env={**os.environ, **self.world.environ(token), **environ},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(self, *arguments: str, token: str | None = None, **environ: str) -> Ran:
        """Run the real command and return how it ended."""
        return run(arguments, self.folder, {**self.world.environ(token), **environ})

    def mine(self, number: int) -> list[str]:
        """Return the bodies of the comments that the bot wrote on an issue."""
        return [each["body"] for each in self.world.comments(number) if each["user"]["login"] == self.world.bot]
