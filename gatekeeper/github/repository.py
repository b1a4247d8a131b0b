"""A repository on GitHub, and all that is ever done with one."""

from __future__ import annotations

from gatekeeper.github.artifacts import Artifacts
from gatekeeper.github.comments import Comments
from gatekeeper.github.commits import Commits
from gatekeeper.github.issues import Issues
from gatekeeper.github.labels import Labels


class Repository(Issues, Comments, Labels, Commits, Artifacts):
    """Every operation, each in the module of its kind. All raise GitHubError, and none asks more than it says."""

    @property
    def name(self) -> str:
        """Return OWNER/NAME."""
        return self.session.repository
