"""The policy in force: the stricter of this configuration, those on the commits that it names, and the shared one. Decided here alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from gatekeeper.config.basis import Basis, Kind
from gatekeeper.config.difference import changes
from gatekeeper.config.find import repository_root
from gatekeeper.config.terms import stricter, terms_of, with_terms
from gatekeeper.errors import ConfigError
from gatekeeper.evidence.at_commit import At, at_branch, at_ref
from gatekeeper.evidence.elsewhere import Placed, SharedFile, asks, place, shared_file, where
from gatekeeper.evidence.event import is_pull_request, read_event
from gatekeeper.evidence.workflow import edits
from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from gatekeeper.config.basis import Change
    from gatekeeper.config.settings import Config
    from gatekeeper.config.terms import Terms
    from gatekeeper.evidence.event import Event
    from gatekeeper.policy import Waiver

BASE: Literal["base"] = "base"
_SHOWN = (Kind.LOOSENED, Kind.CHANGED)  # a repository may always ask for more than a shared policy, and leave the rest to it
_DEFAULTED = "max_waiver"  # which shows in the waivers that it is about


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """Where a configuration was looked for: from a folder, or as the file that ``--config`` gave (``named``), and on which day."""

    folder: Path
    today: date
    environ: Mapping[str, str]
    named: bool = False


def effective(config: Config, ask: Ask) -> Config:
    """Return the configuration with the policy in force; raises ConfigError where nobody can say what that is."""
    root = repository_root(config.base.absolute()) or config.base
    event = read_event(ask.environ) if is_pull_request(ask.environ) else None
    base = _base(root, event) if event else None
    path = _path(base, config, ask) if isinstance(base, At) else None
    refs = dict.fromkeys(each for each in (config.policy_ref, asks(base, path) if isinstance(base, At) else "") if each)
    places = [_placed(ref, base, root, config, ask) for ref in refs]
    made = _held(config, [each for each in places if each], ask.today)
    if None in places:
        made = replace(made, bases=(Basis(kind=BASE), *made.bases))
    return _watched(made, base, path) if isinstance(base, At) else made


def _base(root: Path, event: Event) -> At | ConfigError:
    """Return the base branch, or why it cannot be read, which matters only to who asks for it."""
    try:
        found = at_branch(root, event.base or "")
    except ConfigError as error:
        return error
    if event.pull_request and found.commit == event.head:
        problem = f"{printable(found.ref)} is the head of the pull request itself, so that it is no base"
        return ConfigError(problem, "check out the repository that the pull request is opened against")
    return found


def _path(at: At, config: Config, ask: Ask) -> Path | None:
    try:
        return where(at, config.source if ask.named else None, ask.folder)
    except ConfigError:
        return None  # whoever asks for it is told by _placed


def _placed(ref: str, base: At | ConfigError | None, root: Path, config: Config, ask: Ask) -> Placed | None:
    """Return the configuration that a policy_ref names; None is the base of what is no pull request."""
    if ref == BASE and isinstance(base, ConfigError):
        raise base
    at = base if ref == BASE else at_ref(root, ref)
    if not isinstance(at, At):
        return None
    found = place(at, where(at, config.source if ask.named else None, ask.folder), ask.today)
    if found.path and config.source is None:
        remedy = "put it back: the policy_ref that it gives is kept, whatever a change takes away"
        raise ConfigError(f"there is no configuration here, and {at.named(found.path)} asks to be kept", remedy)
    return found


def _held(config: Config, places: list[Placed], today: date) -> Config:
    """Return the stricter of all; what was loosened is told, and is not in force."""
    shared = list({each.sha256: each for each in _shared(config, places, today)}.values())
    if not places and not shared:
        return config
    own = terms = terms_of(config)
    allowed = tuple(each for one in shared for each in one.shared.terms.waivers if each in own.waivers)
    bases = []
    for each in places:
        told: tuple[Change, ...] = ()
        if each.config:
            there = _allowing(terms_of(each.config), allowed)
            told, terms = changes(there, own), stricter(there, terms)
        bases.append(Basis(kind=BASE, ref=printable(each.at.ref), commit=each.at.commit, sha256=each.sha256, changes=told))
    for one in shared:
        told = tuple(each for each in changes(one.shared.over(own), own) if each.change in _SHOWN and each.setting != _DEFAULTED)
        bases.append(Basis(kind="extends", ref=one.written, sha256=one.sha256, changes=told))
        terms = stricter(one.shared.over(terms), terms)
    return replace(with_terms(config, terms, [each.config for each in places if each.config]), bases=tuple(bases))


def _shared(config: Config, places: list[Placed], today: date) -> Iterator[SharedFile]:
    if config.extends:
        yield shared_file(config, today)
    for each in places:
        if each.config and each.config.extends:
            yield shared_file(each.config, today, each.at)


def _allowing(terms: Terms, waivers: tuple[Waiver, ...]) -> Terms:
    return replace(terms, waivers=tuple(dict.fromkeys((*terms.waivers, *waivers))))


def _watched(config: Config, base: At, path: Path | None) -> Config:
    """Say which files of the gate a pull request edits."""
    own = {each for each in (config.source, path) if each}
    own |= {config.base / config.extends} if config.extends else set()
    found = edits(base, own)
    return replace(config, bases=(*config.bases, found)) if found else config
