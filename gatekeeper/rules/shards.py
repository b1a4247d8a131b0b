"""Did every shard run, and each of them once? One that is missing holds the failures, and the better of two attempts is no evidence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.model import Verdict
from gatekeeper.rules.base import Finding, Rule, Stricter, failed, listed, passed, setting, some, unclear
from gatekeeper.rules.value import Expected  # noqa: TC001 - the configuration reads the annotation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gatekeeper.model import Category, Run
    from gatekeeper.model.witness import Witness


@dataclass(init=False, repr=False, eq=False)
class Shards(Rule):
    """Every shard was witnessed, and each of them once, in one CI run."""

    verdict: ClassVar[Verdict] = Verdict.INCOMPLETE
    remedy: ClassVar[str] = "run the shards that are missing, remove the partial records of other runs, and judge them all together"
    always: ClassVar[bool] = True
    whole: ClassVar[bool] = True

    shards: Expected | None = setting(
        "How many shards there must be, or their names; 3/4 of --shard is called 3. Exactly these, and each of them once.",
        stricter=Stricter.SAME,
    )

    def concerns(self, *, witnessed: bool) -> bool:
        """Say that without a witness there is something to ask only where shards are required."""
        return witnessed or self.shards is not None

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Look for a shard that is there twice, for those that are missing, and for what is of another run."""
        seen = category.witnesses
        if not seen:
            return unclear("no run was witnessed, so which shards ran is not known", "run each shard with gatekeeper run --shard")
        problems = [*_twice(seen), *_mixed(seen), *_missing(seen), *self._unexpected(seen)]
        if problems:
            return failed(listed(problems, "; "))
        names = [str(each.shard) for each in seen if each.shard]
        return passed(f"{some(len(names), 'shard')}, each of them once: {listed(names)}" if names else "one run, without shards")

    def _unexpected(self, seen: Sequence[Witness]) -> Iterator[str]:
        if self.shards is None:
            return
        names = list(dict.fromkeys(each.shard.name if each.shard else "1" for each in seen))
        if self.shards.count is not None and len(names) != self.shards.count:
            yield f"{some(len(names), 'shard')} witnessed, {self.shards.count} expected"
        if self.shards.count is None:
            missing = [name for name in self.shards.names if name not in names]
            more = [name for name in names if name not in self.shards.names]
            yield from [f"missing: {listed(missing)}"] * bool(missing)
            yield from [f"not expected: {listed(more)}"] * bool(more)


def _twice(seen: Sequence[Witness]) -> Iterator[str]:
    """Yield which shards were witnessed more than once: which of the two is the evidence nobody can say."""
    runs: dict[str, list[Witness]] = {}
    for each in seen:
        runs.setdefault(each.shard.name if each.shard else "", []).append(each)
    for name, found in runs.items():
        if len(found) > 1:
            which = f"shard {name}" if name else "the category"
            yield f"{which} was witnessed {len(found)} times: {listed([_named(each) for each in found], ' and ')}"


def _named(each: Witness) -> str:
    where = f" on {each.host}" if each.host else ""
    attempt = f", attempt {each.attempt}" if each.attempt else ""
    run = f" in run {each.run}{attempt}" if each.run else ""
    return f"{each.started.isoformat(timespec='seconds')}{where}{run}"


def _mixed(seen: Sequence[Witness]) -> Iterator[str]:
    """Yield what is not of one run, or not divided in one way. Attempts of one CI run may differ: it starts only what failed again."""
    runs = sorted({each.run or "none" for each in seen})
    if len(runs) > 1:
        yield f"they are of different CI runs: {listed(runs)}"
    ways = Counter("no shards" if not each.shard else f"shards of {each.shard.of}" if each.shard.of else "named shards" for each in seen)
    if len(ways) > 1:
        yield f"they are divided in different ways: {listed(sorted(ways))}"


def _missing(seen: Sequence[Witness]) -> Iterator[str]:
    """Yield which of the shards that a shard says there are did not turn up."""
    names = {each.shard.name for each in seen if each.shard}
    for number in sorted({each.shard.of for each in seen if each.shard and each.shard.of}):
        missing = [str(each) for each in range(1, number + 1) if str(each) not in names]
        if missing:
            yield f"of {some(number, 'shard')} {'is' if len(missing) == 1 else 'are'} missing: {listed(missing)}"
