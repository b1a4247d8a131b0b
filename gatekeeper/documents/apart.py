"""Numbers that a template would make of two: printed side by side, or with a percent sign, a point or a minus beside one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2 import nodes

from gatekeeper.documents.numerals import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# What was printed last: text that parts values, a value, or a value and a character that joins it with the next.
_APART, _VALUE, _JOINED, _SIGN = "apart", "value", "joined", "sign"
States = frozenset[str]
_START: States = frozenset({_APART})
_JOINS = re.compile(r"[.,'\u2019_\u00a0\u2009\u202f\u066b\u066c\u00b7]|[eE][-+]?")
_PERCENT = re.compile(
    r"[ \u00a0\u2009\u202f]?[%\u2030\u2031\u066a\ufe6a\uff05]|[kKMBG]\b|\s+(?i:per ?cent|hundred|thousand|[mb]illion|dozen)\b"
)
_SIGNED = re.compile(r"(?:^|[\s(\[>])[-\u2212\u2010-\u2013\ufe63\uff0d.,]\Z")
_SPLIT = "write a word or a blank between the two values"
_INLINE = (nodes.With, nodes.Scope, nodes.ScopedEvalContextModifier)
_TEXT_FILTERS = ("code", "words", "plain", "short", "default", "d")


class DishonestError(Exception):
    """A template could print a number that is not in the record; ``line`` is where."""

    def __init__(self, line: int, problem: str, remedy: str = "print a value of the record") -> None:
        super().__init__(f"{problem}: {remedy}")
        self.line = line


class Apart:
    """Walks through what a template prints, in order; ``modules`` are the names of imported templates, whose macros stand alone."""

    def __init__(self, modules: frozenset[str]) -> None:
        self._modules = modules
        self._macros: dict[str, nodes.Macro] = {}
        self._inside: tuple[str, ...] = ()
        self._loop: dict[str, bool] = {}

    def check(self, tree: nodes.Template) -> None:
        """Raise DishonestError for the first two values that touch; each macro and block stands alone."""
        self._macros = {each.name: each for each in tree.find_all(nodes.Macro)}
        self._bodies(tree.body, _START)
        for kind in (nodes.Macro, nodes.Block, nodes.CallBlock, nodes.AssignBlock):
            for made in tree.find_all(kind):
                self._bodies(getattr(made, "body", []), _START)

    def _bodies(self, body: Iterable[nodes.Node], states: States) -> States:
        for node in body:
            states = self._statement(node, states)
        return states

    def _statement(self, node: nodes.Node, states: States) -> States:
        if isinstance(node, nodes.Output):
            return self._bodies(node.nodes, states)
        if isinstance(node, nodes.If):
            return self._branches(node, states)
        if isinstance(node, nodes.For):
            return self._repeated(node, states)
        if isinstance(node, _INLINE):
            inner: list[nodes.Node] = getattr(node, "body", [])
            return self._bodies(inner, states)
        if isinstance(node, (nodes.Include, nodes.Block, nodes.CallBlock)):
            return self._value(node, states)
        return self._printed(node, states) if isinstance(node, nodes.Expr) else states

    def _branches(self, node: nodes.If, states: States) -> States:
        ways = [(node.test, node.body), *((each.test, each.body) for each in node.elif_)]
        known = [(self._known(test), body) for test, body in ways]
        possible = [body for holds, body in known if holds is not False]
        if not any(holds for holds, _ in known):
            possible.append(node.else_)
        return frozenset().union(*(self._bodies(each, states) for each in possible))

    def _known(self, test: nodes.Node) -> bool | None:
        """Return what is known of ``loop.first`` and ``loop.last``; None for any other question."""
        if isinstance(test, nodes.Not):
            inner = self._known(test.node)
            return None if inner is None else not inner
        is_loop = isinstance(test, nodes.Getattr) and isinstance(test.node, nodes.Name) and test.node.name == "loop"
        return self._loop.get(test.attr) if is_loop else None  # type: ignore[attr-defined]

    def _repeated(self, node: nodes.For, states: States) -> States:
        """Follow a body that is printed once, and one that is printed again behind itself."""
        outer = self._loop
        self._loop = {}
        once = self._bodies(node.body, states)
        self._loop = {"last": False}
        before = self._bodies(node.body, states)
        self._loop = {"first": False, "last": False}
        before |= self._bodies(node.body, before)
        self._loop = {"first": False}
        again = self._bodies(node.body, before)
        self._loop = outer
        return once | again | self._bodies(node.else_, states)

    def _printed(self, node: nodes.Expr, states: States) -> States:
        """Follow an expression that is printed."""
        kinds: dict[type[nodes.Expr], Callable[..., States]] = {
            nodes.TemplateData: lambda: self._text(node, visible(node.data), states),  # type: ignore[attr-defined]
            nodes.Const: lambda: self._constant(node, states),
            nodes.Concat: lambda: self._bodies(node.nodes, states),  # type: ignore[attr-defined]
            nodes.CondExpr: lambda: self._either(states, node.expr1, node.expr2),  # type: ignore[attr-defined]
            nodes.Or: lambda: self._either(states, node.left, node.right),  # type: ignore[attr-defined]
            nodes.And: lambda: self._either(states, node.left, node.right),  # type: ignore[attr-defined]
            nodes.Filter: lambda: self._filtered(node, states),
            nodes.Call: lambda: self._called(node, states),
        }
        follow = kinds.get(type(node))
        return follow() if follow else self._value(node, states)

    def _either(self, states: States, *ways: nodes.Expr | None) -> States:
        return frozenset().union(*(self._printed(each, states) if each else states for each in ways))

    def _filtered(self, node: nodes.Expr, states: States) -> States:
        through = isinstance(node, nodes.Filter) and node.name in _TEXT_FILTERS and isinstance(node.node, nodes.Expr)
        return self._printed(node.node, states) if through else self._value(node, states)  # type: ignore[attr-defined]

    def _constant(self, node: nodes.Expr, states: States) -> States:
        return self._text(node, str(node.value), states)  # type: ignore[attr-defined]

    def _called(self, node: nodes.Expr, states: States) -> States:
        called = node.node if isinstance(node, nodes.Call) else None
        if isinstance(called, nodes.Getattr) and isinstance(called.node, nodes.Name) and called.node.name in self._modules:
            return _START
        macro = self._macros.get(called.name) if isinstance(called, nodes.Name) else None
        if macro is None or macro.name in self._inside:
            return self._value(node, states)
        self._inside = (*self._inside, macro.name)
        states = self._bodies(macro.body, states)
        self._inside = self._inside[:-1]
        return states

    def _value(self, node: nodes.Node, states: States) -> States:
        if _SIGN in states:
            raise DishonestError(
                node.lineno, "a sign stands right before a value", "write a word or a blank between the sign and the value"
            )
        if states - {_APART}:
            raise DishonestError(node.lineno, "two values would be read as one number", _SPLIT)
        return frozenset({_VALUE})

    def _text(self, node: nodes.Node, text: str, states: States) -> States:
        if not text:
            return states
        if _VALUE in states and _PERCENT.match(text):
            raise DishonestError(
                node.lineno, "what follows makes another number of a value", "print a value of the record that is one already"
            )
        joins = _JOINS.fullmatch(text) is not None
        other = _SIGN if _SIGNED.search(text) else _APART
        return frozenset(_JOINED if joins and state == _VALUE else other for state in states)
