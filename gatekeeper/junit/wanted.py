"""What a category's configuration wants from its files."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from gatekeeper.junit.want import Want, with_usual
from gatekeeper.rules.require_properties import split

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatekeeper.config.settings import CategoryConfig, Config

_APART = ("category", "selections", "keep")
_MORE = ("properties", "forbid")


def want_of(category: CategoryConfig, config: Config) -> Want:
    """Return what is asked of the files of a category."""
    return Want(
        category=category.name,
        tests=category.tests,
        selections=config.policy.selections(category.policy),
        reruns=category.reruns,
        properties=with_usual(tuple(split(each)[0] for each in _texts(category, "require_properties"))),
        forbid=_texts(category, "forbid_output"),
        canary=_texts(category, "canary"),
    )


def _texts(category: CategoryConfig, name: str) -> tuple[str, ...]:
    """Return a setting that is a list of texts; not given is none."""
    return category.setting(name) or ()  # type: ignore[return-value] # a tuple of texts or None


def as_asked(want: Want) -> dict[str, Any]:
    """Return what decides how a file is read, in values that JSON has; which tests are counted apart is not among it."""
    asked = {each.name: getattr(want, each.name) for each in fields(want) if each.name not in _APART}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asked.items()}


def differing(asked: Mapping[str, object], want: Want) -> str:
    """Return what would have to be asked anew of files that were read with ``asked``, or an empty text. More may have been asked."""
    now = as_asked(want)
    other = [name for name in sorted({*asked, *now}) if not _covers(name, asked.get(name), now.get(name))]
    return ", ".join(other)


def _covers(name: str, asked: object, now: object) -> bool:
    if name in _MORE and isinstance(asked, list) and isinstance(now, list):
        return set(now) <= set(asked)
    return asked == now
