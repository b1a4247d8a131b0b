"""The environment that loads templates: sandboxed, without any function, and with honest templates alone."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from jinja2 import Undefined, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from gatekeeper.documents.apart import DishonestError
from gatekeeper.documents.filters import FILTERS as OURS
from gatekeeper.documents.honest import FILTERS, ROWS, check

if TYPE_CHECKING:
    from collections.abc import Callable


class HonestEnvironment(ImmutableSandboxedEnvironment):
    """Refuses every template, while it is loaded, that could print a number of its own. ``html`` is a page with a style sheet."""

    def __init__(self, *, finalize: Callable[[object], object], html: bool = False, **more: Any) -> None:  # noqa: ANN401 - jinja's own
        super().__init__(finalize=_shown(finalize), **more)
        self.html = html
        self.globals.clear()
        self.filters = {**{name: self.filters[name] for name in FILTERS if name in self.filters}, **OURS, "length": _length, "rows": _rows}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        try:
            check(tree, html=self.html)
        except DishonestError as error:
            raise TemplateSyntaxError(str(error), error.line, name, filename) from None
        return _guarded(tree)

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - jinja's own
        """Return an attribute; numbers and texts have none, because theirs are numbers of their own."""
        return self.undefined(obj=obj, name=attribute) if _is_leaf(obj) else super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:  # noqa: ANN401 - jinja's own
        """Return what stands under a name; a text has no parts."""
        return self.undefined(obj=obj, name=argument) if _is_leaf(obj) else super().getitem(obj, argument)


def _shown(finalize: Callable[[object], object]) -> Callable[[object], object]:
    """Return what prints a value; a function is none, and would show its address."""

    def show(value: object) -> object:
        if callable(value) and not isinstance(value, Undefined):
            raise TypeError("a function is no value: print a value of the record")
        return finalize(value)

    return show


def _is_leaf(value: object) -> bool:
    return isinstance(value, (int, float, str)) and not isinstance(value, Enum)


def _rows(value: Any) -> Any:  # noqa: ANN401 - whatever a template asks about
    """Return what has rows; the letters of a text are none."""
    if isinstance(value, (str, bytes)):
        raise TypeError("a text has no rows")
    return value


def _length(value: Any) -> int:  # noqa: ANN401 - whatever a template asks about
    return len(_rows(value))


def _guarded(tree: nodes.Template) -> nodes.Template:
    """Let nothing go through the letters of a text: its digits are not its numbers."""
    for each in list(tree.find_all(nodes.For)):
        each.iter = _asked(each.iter)
    for found in list(tree.find_all(nodes.Filter)):
        if found.name in ROWS and isinstance(found.node, nodes.Expr):
            found.node = _asked(found.node)
    return tree


def _asked(node: nodes.Node) -> nodes.Filter:
    return nodes.Filter(node, "rows", [], [], None, None, lineno=node.lineno, environment=node.environment)
