"""Comments: every page of them, and one more at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.github.errors import GitHubError, UncertainError
from gatekeeper.github.exchange import Asked
from gatekeeper.github.people import People
from gatekeeper.github.shapes import CommentShape

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatekeeper.github.answers import Comment

_READ, _WRITE = "issues: read (pull-requests: read on a pull request)", "issues: write (pull-requests: write on a pull request)"
_ABSENT = (404, 410)


class Comments(People):
    """What is asked about comments."""

    def comments(self, number: int) -> tuple[Comment, ...]:
        """Return every comment of an issue, oldest first."""
        asked = Asked(method="GET", target=self.path("issues", number, "comments"), doing=f"read the comments of #{number}", need=_READ)
        return tuple(each.answer() for each in self.session.pages(asked, tuple[CommentShape, ...], iter))

    def find_comment(self, comment: int) -> Comment | None:
        """Return a comment, or None where it is gone."""
        asked = Asked(method="GET", target=self.path("issues", "comments", comment), doing=f"read comment {comment}", need=_READ)
        found = self.session.find(asked, CommentShape, _ABSENT)
        return found.answer() if found else None

    def create_comment(self, number: int, body: str, mine: Callable[[Comment], bool]) -> Comment:
        """Comment once, whatever becomes of the answer; ``mine`` knows the comment when it is there after all.

        A POST that may have been done is not sent again before every comment was looked at, and then only once.
        """
        login = self.login()
        for last in (False, True):
            try:
                made = self._post(number, body)
            except UncertainError:
                found = next(filter(mine, self.comments(number)), None)
                if found:
                    return found
                if last:
                    raise
            else:
                return self._ours(made, login)
        raise AssertionError  # the second time returns or raises

    def edit_comment(self, comment: int, body: str) -> Comment:
        """Change the text of a comment."""
        target, doing = self.path("issues", "comments", comment), f"edit comment {comment}"
        made = self.session.read(Asked(method="PATCH", target=target, doing=doing, need=_WRITE, json={"body": body}), CommentShape)
        if made.id != comment:
            raise GitHubError(f"GitHub did not {doing}: it answers for comment {made.id}", "run again")
        return made.answer()

    def delete_comment(self, comment: int) -> None:
        """Delete a comment; one that is gone already is as good."""
        target = self.path("issues", "comments", comment)
        self.session.ask(Asked(method="DELETE", target=target, doing=f"delete comment {comment}", need=_WRITE), _ABSENT)

    def _post(self, number: int, body: str) -> Comment:
        target, doing = self.path("issues", number, "comments"), f"comment on #{number}"
        asked = Asked(method="POST", target=target, doing=doing, need=_WRITE, json={"body": body}, repeatable=False)
        return self.session.read(asked, CommentShape).answer()

    def _ours(self, made: Comment, login: str) -> Comment:
        """Take back a comment that somebody else than we think has written: the next run would not find it."""
        if made.author.casefold() != login.casefold():
            self.delete_comment(made.id)
            message = f"the token writes as {made.author or 'nobody'} and not as {login}, so its comment was deleted again"
            raise GitHubError(message, f"say whom it writes as: --login {made.author}")
        return made
