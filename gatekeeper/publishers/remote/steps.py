"""The single changes that a plan comes to, in the order in which they are made."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from gatekeeper.github.errors import GitHubError
from gatekeeper.publishers.remote.seen import owned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gatekeeper.github.answers import Label
    from gatekeeper.publishers.remote.plan import Plan
    from gatekeeper.publishers.remote.seen import Key, Seen
    from gatekeeper.publishers.remote.site import Site

_GONE = 404
_UNSTYLED = "ededed"  # the colour GitHub gives to a label that is made by adding it


class ChangedError(Exception):
    """Somebody else has changed our comment since it was read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One change: what to say once it is done, and how it is done.

    ``remembered`` is one that only what the comment remembers can take back: without the comment it is not done.
    """

    words: str
    act: Callable[[], None]
    remembered: bool = False


def steps(site: Site, seen: Seen, plan: Plan, key: Key) -> tuple[Step, ...]:
    """Return what there is to do. The comment comes first, so that no label of ours is ever forgotten by a crash."""
    return tuple(_steps(site, seen, plan, key))


def _steps(site: Site, seen: Seen, plan: Plan, key: Key) -> Iterator[Step]:
    number, labels = seen.issue.number, plan.labels
    if plan.text is not None and plan.edits(seen):
        words = "the comment is edited" if seen.mine else "a new comment"
        yield Step(words=words, act=partial(_write, site, seen, plan.text, key))
    if labels.remove:
        yield Step(words=f"labels removed: {', '.join(labels.remove)}", act=partial(_unlabel, site, number, labels.remove))
    if plan.body and plan.body(seen.issue.body) != seen.issue.body:
        yield Step(words="the criteria in the issue's text are brought up to date", act=partial(_rewrite, site, number, plan.body))
    if labels.add:
        yield Step(words=f"labels added: {', '.join(labels.add)}", act=partial(_label, site, number, labels.add), remembered=True)
    if plan.reopen:
        yield Step(words="the issue is reopened", act=partial(_reopen, site, number))


def _write(site: Site, seen: Seen, text: str, key: Key) -> None:
    """Write the comment, unless it is not what it was when the text was made: GitHub has no edit that depends on that."""
    repository = site.connect()
    if not seen.mine:
        login = repository.login()
        repository.create_comment(seen.issue.number, text, lambda each: bool(owned([each], login, key)))
        return
    before = seen.mine[0].comment
    now = repository.find_comment(before.id)
    if now is None or now.body != before.body:
        raise ChangedError
    try:
        repository.edit_comment(before.id, text)
    except GitHubError as error:
        if error.status != _GONE:
            raise
        raise ChangedError from error


def _label(site: Site, number: int, names: tuple[str, ...]) -> None:
    for label in site.connect().add_labels(number, names):
        _paint(site, label, names)


def _paint(site: Site, label: Label, added: tuple[str, ...]) -> None:
    """Give a label that adding it has just made the looks it is configured to have; others' labels keep theirs."""
    style = site.config.publishing.style(label.name)
    plain = label.color.casefold() == _UNSTYLED and not label.description
    new = plain and label.name.casefold() in {each.casefold() for each in added}
    if new and (style.color or style.description):
        site.connect().paint_label(label.name, style.color or label.color, style.description or "")


def _unlabel(site: Site, number: int, names: tuple[str, ...]) -> None:
    for name in names:
        site.connect().remove_label(number, name)


def _rewrite(site: Site, number: int, write: Callable[[str], str]) -> None:
    """Change the issue's own text from what it is at this moment, because people edit it too."""
    repository = site.connect()
    before = repository.issue(number).body
    after = write(before)
    if after != before:
        repository.edit_issue(number, body=after)


def _reopen(site: Site, number: int) -> None:
    site.connect().edit_issue(number, state="open")
