"""Carry a plan out, beside others who do the same: read, write, and read again what stands there in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.documents.marker import newer
from gatekeeper.errors import DeliveryError
from gatekeeper.github.errors import GitHubError
from gatekeeper.publishers.remote.seen import look, newest, owned
from gatekeeper.publishers.remote.show import show

if TYPE_CHECKING:
    from gatekeeper.documents.marker import State
    from gatekeeper.github.answers import Label
    from gatekeeper.publishers.remote.plan import Plan, Planner
    from gatekeeper.publishers.remote.seen import Key, Owned, Seen
    from gatekeeper.publishers.remote.site import Site

_TRIES = 4
_GONE = 404
_UNSTYLED = "ededed"  # the colour GitHub gives to a label that is made by adding it


def carry_out(site: Site, number: int, key: Key, make: Planner) -> Seen:
    """Bring an issue to what the planner wants, and return it as it was; the planner is asked again when others wrote meanwhile."""
    for _ in range(_TRIES):
        seen = look(site.connect(), number, key)
        plan = make(seen)
        if plan is None or not _differs(seen, plan):
            site.tell(f"{key.name} on #{number}: {'left alone, a newer record is shown there' if plan is None else 'no change'}")
            return seen
        show(site, seen, plan, f"{key.name} on #{number}")
        if site.dry_run or _act(site, seen, plan, key):
            return seen
    raise DeliveryError(f"{key.name} on #{number}: others keep writing the same comment", "run gatekeeper publish again when they are done")


def _differs(seen: Seen, plan: Plan) -> bool:
    body = plan.body is not None and plan.body(seen.issue.body) != seen.issue.body
    return bool(plan.edits(seen) or len(seen.mine) > 1 or plan.labels.add or plan.labels.remove or body or plan.reopen)


def _act(site: Site, seen: Seen, plan: Plan, key: Key) -> bool:
    """Write. The marker that remembers a label goes first, so that no label of ours is ever orphaned by a crash."""
    number = seen.issue.number
    if plan.text is not None and plan.edits(seen) and not _write(site, seen, plan.text, key):
        return False
    _label(site, number, plan)
    if plan.body is not None:
        _rewrite(site, number, plan)
    if plan.reopen:
        site.connect().edit_issue(number, state="open")
    return _holds(site, seen, plan, key)


def _write(site: Site, seen: Seen, text: str, key: Key) -> bool:
    """Write the comment, unless it is not what it was when the text was made: GitHub has no edit that depends on that."""
    repository = site.connect()
    if not seen.mine:
        login = repository.login()
        repository.create_comment(seen.issue.number, text, lambda each: bool(owned([each], login, key)))
        return True
    before = seen.mine[0].comment
    now = repository.find_comment(before.id)
    if now is None or now.body != before.body:
        return False
    try:
        repository.edit_comment(before.id, text)
    except GitHubError as error:
        if error.status != _GONE:
            raise
        return False
    return True


def _label(site: Site, number: int, plan: Plan) -> None:
    repository = site.connect()
    if plan.labels.add:
        for label in repository.add_labels(number, plan.labels.add):
            _paint(site, label, plan.labels.add)
    for name in plan.labels.remove:
        repository.remove_label(number, name)


def _paint(site: Site, label: Label, added: tuple[str, ...]) -> None:
    """Give a label that adding it has just made the looks it is configured to have; others' labels keep theirs."""
    style = site.config.publishing.style(label.name)
    plain = label.color.casefold() == _UNSTYLED and not label.description
    new = plain and label.name.casefold() in {each.casefold() for each in added}
    if new and (style.color or style.description):
        site.connect().paint_label(label.name, style.color or label.color, style.description or "")


def _rewrite(site: Site, number: int, plan: Plan) -> None:
    """Change the issue's own text from what it is at this moment, because people edit it too."""
    repository = site.connect()
    before = repository.issue(number).body
    after = plan.body(before) if plan.body else before
    if after != before:
        repository.edit_issue(number, body=after)


def _holds(site: Site, seen: Seen, plan: Plan, key: Key) -> bool:
    """Read what stands there now; say whether it is this text or a newer one, in one comment."""
    if plan.text is None and len(seen.mine) <= 1:
        return True
    repository = site.connect()
    if len(seen.mine) == 1:
        stands = [each for each in [repository.find_comment(seen.mine[0].comment.id)] if each]
    else:
        stands = list(repository.comments(seen.issue.number))
    mine = owned(stands, repository.login(), key)
    best = newest(mine)
    if best is None or newer(plan.state, best.state):
        return False
    _merge(site, mine, best, seen.issue.number)
    if best.state.digest != plan.state.digest:
        _yield_to(site, seen.issue.number, plan, best.state)
    return True


def _merge(site: Site, mine: tuple[Owned, ...], best: Owned, number: int) -> None:
    """Leave one comment: the oldest, which nobody deletes, with the newest text; the labels of the others go with them."""
    first, *others = mine
    if first.comment.id != best.comment.id:
        site.connect().edit_comment(first.comment.id, best.comment.body)
    for each in others:
        site.connect().delete_comment(each.comment.id)
    kept = {label.casefold() for label in best.state.labels}
    for name in dict.fromkeys(label for each in mine for label in each.state.labels if label.casefold() not in kept):
        site.connect().remove_label(number, name)


def _yield_to(site: Site, number: int, plan: Plan, other: State) -> None:
    """Take back the labels we have just added and the newer text does not answer for."""
    theirs = {each.casefold() for each in other.labels}
    for name in plan.labels.add:
        if name.casefold() not in theirs:
            site.connect().remove_label(number, name)
