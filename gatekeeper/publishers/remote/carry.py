"""Carry a plan out, beside others who do the same: read, write, and read again what stands there in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.documents.marker import newer
from gatekeeper.errors import DeliveryError, GatekeeperError
from gatekeeper.publishers.remote.seen import look, newest, owned
from gatekeeper.publishers.remote.show import show
from gatekeeper.publishers.remote.steps import ChangedError, steps

if TYPE_CHECKING:
    from gatekeeper.documents.marker import State
    from gatekeeper.publishers.remote.plan import Plan, Planner
    from gatekeeper.publishers.remote.seen import Key, Owned, Seen
    from gatekeeper.publishers.remote.site import Site
    from gatekeeper.publishers.remote.steps import Step

_TRIES = 4


def carry_out(site: Site, number: int, key: Key, make: Planner) -> None:
    """Bring an issue to what the planner wants; it is asked again when somebody else has written meanwhile."""
    name = f"{key.name} on #{number}"
    for _ in range(_TRIES):
        seen = look(site.connect(), number, key)
        plan = make(seen)
        if plan is None:
            site.tell(f"{name}: left alone, a newer record is shown there")
            return
        if _done(site, seen, plan, key, name):
            if plan.error:
                raise plan.error
            return
    raise DeliveryError(f"{name}: others keep writing the same comment", "run gatekeeper publish again when they are done")


def _done(site: Site, seen: Seen, plan: Plan, key: Key, name: str) -> bool:
    """Do what there is to do, and say whether it stands; every step that could be made is told, whatever became of others."""
    for note in plan.notes:
        site.tell(f"{name}: {note}")
    todo = steps(site, seen, plan, key)
    if not todo and len(seen.mine) <= 1:
        site.tell(f"{name}: no change")
        return True
    if site.dry_run:
        show(site, seen, plan, todo, name)
        return True
    try:
        errors = _perform(site, todo, name)
    except ChangedError:
        return False
    if errors:
        for error in errors[:-1]:
            site.complain(error)
        raise errors[-1]
    _let_go(site, seen, plan)
    return _holds(site, seen, plan, key)


def _let_go(site: Site, seen: Seen, plan: Plan) -> None:
    """Take off labels that the earlier marker answered for and the issue did not have yet: whoever wrote that marker adds them after it."""
    answered = {each.casefold() for each in (*seen.issue.labels, *seen.shared, *plan.labels.ours)}
    for name in seen.labels:
        if name.casefold() not in answered:
            site.connect().remove_label(seen.issue.number, name)


def _perform(site: Site, todo: tuple[Step, ...], name: str) -> list[GatekeeperError]:
    """Make all steps; what has to be remembered waits for a comment that remembers it."""
    errors: list[GatekeeperError] = []
    for step in todo:
        if step.remembered and errors:
            continue
        try:
            step.act()
        except GatekeeperError as error:
            errors.append(error)
        else:
            site.tell(f"{name}: {step.words}")
    return errors


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
