"""Labels: put on an issue, taken off, and painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.github.errors import GitHubError
from gatekeeper.github.exchange import Asked
from gatekeeper.github.part import Part
from gatekeeper.github.shapes import LabelShape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gatekeeper.github.answers import Label

_WRITE = "issues: write (pull-requests: write on a pull request)"


class Labels(Part):
    """What is done with labels. Adding and removing may be repeated: the second time changes nothing."""

    def add_labels(self, number: int, names: Iterable[str]) -> tuple[Label, ...]:
        """Put labels on an issue and return all that it carries then. A label that does not exist is made by this."""
        wanted = list(names)
        target, doing = self.path("issues", number, "labels"), f"label #{number}"
        asked = Asked(method="POST", target=target, doing=doing, need=_WRITE, json={"labels": wanted})
        made = tuple(each.answer() for each in self.session.read(asked, tuple[LabelShape, ...]))
        missing = {each.casefold(): each for each in wanted}.keys() - {each.name.casefold() for each in made}
        if missing:
            raise GitHubError(f"GitHub did not {doing}: {', '.join(sorted(missing))} is not there afterwards", "run again")
        return made

    def remove_label(self, number: int, name: str) -> None:
        """Take a label off an issue; one that is not there is as good."""
        target = self.path("issues", number, "labels", name)
        asked = Asked(method="DELETE", target=target, doing=f"take the label {name} off #{number}", need=_WRITE)
        self.session.ask(asked, fine=(404,))

    def paint_label(self, name: str, color: str, description: str) -> None:
        """Give a label a colour and a description."""
        asked = Asked(
            method="PATCH",
            target=self.path("labels", name),
            doing=f"paint the label {name}",
            need="issues: write",
            json={"color": color, "description": description},
        )
        self.session.read(asked, LabelShape)
