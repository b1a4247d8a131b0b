"""Whether the text of an issue claims what a record does not say: what the label key ``audit`` asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.errors import AuditError

if TYPE_CHECKING:
    from gatekeeper.config.settings import Config
    from gatekeeper.evidence.record import Record


def blocked(body: str, record: Record, digest: str, config: Config) -> bool:
    """Say whether a claim in a text would fail the audit; a text that cannot be read does."""
    from gatekeeper.audit.audit import audit  # noqa: PLC0415 - few publish such a label
    from gatekeeper.audit.claim import Kind  # noqa: PLC0415
    from gatekeeper.audit.detect import claims  # noqa: PLC0415
    from gatekeeper.audit.document import document_of  # noqa: PLC0415
    from gatekeeper.audit.evidence import Evidence, of_record  # noqa: PLC0415
    from gatekeeper.audit.scope import Scopes  # noqa: PLC0415
    from gatekeeper.audit.source import read  # noqa: PLC0415
    from gatekeeper.audit.words import Words  # noqa: PLC0415

    held = Evidence(now=of_record(record, digest))
    words = Words(extra={Kind(kind): phrases for kind, phrases in config.audit.words.items()})
    try:
        source = read(body.encode("utf-8", "ignore"), "the issue")
        document = document_of(source, claims(source, words))
    except AuditError:
        return True
    scopes = Scopes(held.categories | {each.name for each in config.categories}, config.audit.categories, (config.gate,))
    return bool(audit([document], held, scopes, config.audit.block).blocking)
