"""The policy in force: the stricter of this configuration, those on the commits that it names, and the shared one. Decided here alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from gatekeeper.config.basis import Basis, Kind
from gatekeeper.config.difference import changes
from gatekeeper.config.find import repository_root
from gatekeeper.config.terms import seen_from, stricter, terms_of, with_terms
from gatekeeper.errors import ConfigError
from gatekeeper.evidence.at_commit import At, at_branch, at_ref
from gatekeeper.evidence.elsewhere import Placed, SharedFile, asks, extended, place, shared_file, where
from gatekeeper.evidence.event import is_pull_request, read_event
from gatekeeper.evidence.workflow import edits
from gatekeeper.junit.find import printable
from gatekeeper.rules.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from gatekeeper.config.basis import Change
    from gatekeeper.config.settings import Config
    from gatekeeper.config.terms import Terms
    from gatekeeper.evidence.event import Event

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
    held = [each for each in places if each]
    made = _held(config, held, ask.today)
    if None in places:
        made = replace(made, bases=(Basis(kind=BASE), *made.bases))
    if not isinstance(base, At):
        return made
    found = edits(base, {each for each in (path, *_files([config, *(each.config for each in held if each.config)])) if each})
    return replace(made, bases=(*made.bases, found)) if found else made


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
    return where(at, config.source if ask.named else None, ask.folder)


def _placed(ref: str, base: At | ConfigError | None, root: Path, config: Config, ask: Ask) -> Placed | None:
    """Return the configuration that a policy_ref names; None is the base of what is no pull request."""
    if ref == BASE and isinstance(base, ConfigError):
        raise base
    at = base if ref == BASE else at_ref(root, ref)
    if not isinstance(at, At):
        return None
    found = place(at, _path(at, config, ask), ask.today)
    if found.path and config.source is None:
        remedy = "put it back: the policy_ref that it gives is kept, whatever a change takes away"
        raise ConfigError(f"there is no configuration here, and {at.named(found.path)} asks to be kept", remedy)
    return found


def _held(config: Config, places: list[Placed], today: date) -> Config:
    """Return the stricter of all; what was loosened is told, and is not in force."""
    others = [shared_file(each.config, today, each.at) if each.config and each.config.extends else None for each in places]
    here = shared_file(config, today) if config.extends else None
    shared = list({each.sha256: each for each in (here, *others) if each}.values())
    if not places and not shared:
        return config
    own = terms = terms_of(config)
    bases = []
    for each, other in zip(places, others, strict=True):
        told: tuple[Change, ...] = ()
        if each.config:
            there = _allowing(terms_of(seen_from(each.config, config.base)), other, own)
            told, terms = changes(there, own), stricter(there, terms)
        bases.append(Basis(kind=BASE, ref=printable(each.at.ref), commit=each.at.commit, sha256=each.sha256, changes=told))
    for one in shared:
        told = tuple(each for each in changes(one.shared.over(own), own) if each.change in _SHOWN and each.setting != _DEFAULTED)
        bases.append(Basis(kind="extends", ref=one.written, sha256=one.sha256, changes=told))
        terms = stricter(one.shared.over(terms), terms)
    return replace(with_terms(config, terms, [each.config for each in places if each.config]), bases=tuple(bases))


def _allowing(terms: Terms, shared: SharedFile | None, head: Terms) -> Terms:
    """Count the waivers of what the base extends as the base's own; those of what only the change extends are the change's."""
    more = [each for each in shared.shared.terms.waivers if each in head.waivers] if shared else []
    return replace(terms, waivers=tuple(dict.fromkeys((*terms.waivers, *more))))


def _files(configs: Iterable[Config]) -> Iterator[Path | None]:
    """Yield the files that decide what a pull request is held to: configurations, shared policies, lists of tests."""
    for each in configs:
        yield from (each.source, extended(each))
        sources = (category.setting("inventory") for category in each.categories)
        yield from (each.base / source.file for source in sources if isinstance(source, Source) and source.file)
