"""Every criterion of an issue with its standing: those of the configuration, of the issue's body, and those it no longer says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from gatekeeper.config.measures import parse_measure
from gatekeeper.documents.measured import stand
from gatekeeper.documents.standing import Stand, Standing

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from gatekeeper.config.measures import Measure
    from gatekeeper.config.targets import Criterion
    from gatekeeper.documents.anchors import Anchor
    from gatekeeper.documents.measured import Facts

_DIGITS = 12
_GROUP = "technical"


@dataclass(frozen=True, kw_only=True, slots=True)
class Anchored:
    """A criterion of the body; ``refusal`` says why there is no measure."""

    text: str
    spec: str
    measure: Measure | None = None
    refusal: str = ""


class _Every(frozenset[str]):
    """Every name there could be."""

    __slots__ = ()

    def __contains__(self, name: object) -> bool:
        return True


def anchored(found: Sequence[Anchor], categories: Collection[str], rules: Collection[str]) -> tuple[Anchored, ...]:
    """Return the criteria that anchors stand for, in their order."""
    return tuple(_anchored(each, categories, rules) for each in found)


def reread(written: str) -> Measure | None:
    """Return the measure of a written form that was sound once: its category or rule may have left the configuration."""
    try:
        return parse_measure(written, _Every(), _Every())
    except ValueError:
        return None


def digest(measure: Measure | str) -> str:
    """Return what people name a criterion by."""
    return sha256(str(measure).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def standings(
    criteria: Sequence[Criterion], body: Sequence[Anchored], changed: Sequence[str], waivers: Mapping[str, str], facts: Facts
) -> tuple[Standing, ...]:
    """Return how all stand: as configured, then of the body, then what it no longer says (``changed``: written forms).

    ``waivers`` has for the digest of a criterion who waived it and why.
    """
    found = [_configured(each, facts) for each in criteria]
    found += [_of_body(each, facts) for each in body]
    found += [_changed(each, facts) for each in changed]
    return tuple(_waived(each, waivers) for each in found)


def _anchored(anchor: Anchor, categories: Collection[str], rules: Collection[str]) -> Anchored:
    try:
        measure = parse_measure(anchor.spec, categories, rules)
    except ValueError as error:
        return Anchored(text=anchor.text, spec=anchor.spec, refusal=str(error))
    return Anchored(text=anchor.text, spec=anchor.spec, measure=measure)


def _configured(criterion: Criterion, facts: Facts) -> Standing:
    if criterion.measure is None:
        return Standing(text=criterion.text, group=criterion.group, stand=Stand.STATED)
    return _standing(criterion.text, criterion.measure, facts, group=criterion.group)


def _of_body(each: Anchored, facts: Facts) -> Standing:
    if each.measure is None:
        return _not_understood(each.text, each.spec, each.refusal)
    return _standing(each.text or str(each.measure), each.measure, facts)


def _changed(written: str, facts: Facts) -> Standing:
    measure = reread(written)
    made = _standing(written, measure, facts) if measure else _not_understood(written, written, "it was written by another version")
    return replace(made, digest=digest(written), changed=True)


def _not_understood(text: str, spec: str, why: str) -> Standing:
    return Standing(text=text or spec, group=_GROUP, stand=Stand.UNMET, current=f"not understood: {why}", measure=spec, digest=digest(spec))


def _standing(text: str, measure: Measure, facts: Facts, *, group: str = _GROUP) -> Standing:
    result, current = stand(measure, facts)
    return Standing(text=text, group=group, stand=result, current=current, measure=str(measure), digest=digest(measure))


def _waived(standing: Standing, waivers: Mapping[str, str]) -> Standing:
    """Let a waiver cover what is not met; what is met needs none."""
    waiver = waivers.get(standing.digest) if standing.stand is Stand.UNMET else None
    return standing if waiver is None else replace(standing, stand=Stand.WAIVED, waiver=waiver)
