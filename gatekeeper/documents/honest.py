"""A template has no way to print a number that is not in the record: whatever could make one is refused before it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import nodes

from gatekeeper.documents.apart import Apart, DishonestError
from gatekeeper.documents.filters import FILTERS as OURS
from gatekeeper.documents.numerals import says_number, typed, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_RECORD = "print a value of the record"
_LEAST_CUT = 50  # a text that is cut to less could be a number's first digits
_CUTTING = ("code", "words", "plain")
ROWS = ("first", "items", "join", "last", "list", "map", "reject", "rejectattr", "select", "selectattr", "sort", "unique")
_ASKING = ("reject", "rejectattr", "select", "selectattr")
FILTERS = frozenset((*ROWS, *OURS, "d", "default", "length", "rows"))
_LOOP = ("first", "last", "previtem", "nextitem")
_MEANT = ("caller", "super")
_NAMED = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
_ASKED = (nodes.Compare, nodes.Operand, nodes.Test, *_NAMED)
_REFUSED: dict[type[nodes.Node], tuple[str, str]] = {
    **dict.fromkeys(
        (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Neg, nodes.Pos),
        ("a template does not calculate", _RECORD),
    ),
    nodes.Slice: ("a template does not cut texts and lists", "print all of it, with | short where it is a digest"),
    nodes.Dict: ("a template makes no table of its own", _RECORD),
    nodes.FilterBlock: ("a filter stands behind a value, not around text", "write {{ value | filter }}"),
    nodes.NSRef: ("a template does not count", _RECORD),
}
_Place = tuple[nodes.Node, tuple[nodes.Node, ...]]


def check(tree: nodes.Template, *, html: bool) -> None:
    """Raise DishonestError for what could print a number of a template's own; ``html`` is a page with a style sheet."""
    modules = frozenset(each.target for each in tree.find_all(nodes.Import))
    macros = {each.name for each in tree.find_all(nodes.Macro)} | set(_imported(tree))
    for node, above in _walk(tree, ()):
        if type(node) in _REFUSED:
            raise DishonestError(node.lineno, *_REFUSED[type(node)])
        if isinstance(node, nodes.TemplateData):
            _text(node, html=html)
        elif isinstance(node, nodes.Const):
            _constant(node, above)
        elif isinstance(node, nodes.Name):
            _name(node, above, modules, macros)
        else:
            _shape(node, above)
    Apart(modules).check(tree)


def _imported(tree: nodes.Template) -> Iterator[str]:
    for each in tree.find_all(nodes.FromImport):
        yield from (name if isinstance(name, str) else name[1] for name in each.names)


def _walk(node: nodes.Node, above: tuple[nodes.Node, ...]) -> Iterator[_Place]:
    yield node, above
    for child in node.iter_child_nodes():
        yield from _walk(child, (node, *above))


def _text(node: nodes.TemplateData, *, html: bool) -> None:
    place, problem = typed(node.data, html=html)
    if place >= 0:
        raise DishonestError(node.lineno + node.data.count("\n", 0, place), problem)


def _constant(node: nodes.Const, above: tuple[nodes.Node, ...]) -> None:
    parent = above[0]
    if isinstance(parent, (nodes.List, nodes.Tuple)):
        parent = above[1]
    if isinstance(parent, _ASKED) or (isinstance(parent, nodes.Getitem) and isinstance(node.value, str)) or _is_asking(node, parent):
        return
    if isinstance(node.value, str) and says_number(node.value):
        raise DishonestError(node.lineno, "a number is typed here")
    if not isinstance(node.value, (str, bool, type(None))) and not _is_bound(node, parent):
        raise DishonestError(node.lineno, "a number is typed here")


def _is_asking(node: nodes.Const, parent: nodes.Node) -> bool:
    return isinstance(parent, nodes.Filter) and parent.name in _ASKING and node in parent.args


def _is_bound(node: nodes.Const, parent: nodes.Node) -> bool:
    """Say whether a number only bounds how much of a long text is shown."""
    if isinstance(parent, nodes.Keyword):
        return parent.key == "most"
    return isinstance(parent, nodes.Filter) and parent.name in _CUTTING and node in parent.args


def _name(node: nodes.Name, above: tuple[nodes.Node, ...], modules: frozenset[str], macros: set[str]) -> None:
    if node.ctx != "load":
        return
    parent = above[0]
    called = isinstance(parent, nodes.Call) and parent.node is node
    member = isinstance(parent, nodes.Getattr) and isinstance(above[1], nodes.Call) and above[1].node is parent
    if node.name == "loop" and not (isinstance(parent, nodes.Getattr) and parent.attr in _LOOP and not member):
        raise DishonestError(node.lineno, "a template does not count what it prints", f"ask loop for nothing but {', '.join(_LOOP)}")
    if node.name in ("varargs", "kwargs"):
        raise DishonestError(node.lineno, f"{node.name} would count what a macro was given", "name the macro's parameters")
    if called and node.name not in macros and node.name not in _MEANT:
        raise DishonestError(node.lineno, f"{node.name} is no macro, and nothing else is called")
    if member and node.name not in modules and node.name != "self":
        raise DishonestError(node.lineno, "a value's own function is not called", "print the value, with a filter")
    if (not called and node.name in macros | {*_MEANT}) or (not member and node.name in modules | {"self"}):
        raise DishonestError(node.lineno, f"{node.name} is no value", f"call it: {node.name}()")


def _shape(node: nodes.Node, above: tuple[nodes.Node, ...]) -> None:
    """Look at what is neither text nor constant nor name."""
    if isinstance(node, nodes.Filter):
        _filter(node)
    elif isinstance(node, nodes.Call):
        _call(node)
    elif isinstance(node, nodes.Getitem) and not (isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str)):
        if not isinstance(node.arg, nodes.Slice):  # which says more about itself
            raise DishonestError(node.lineno, "only a name in quotes stands in brackets", 'write value.name, or value["name"]')
    elif isinstance(node, (nodes.List, nodes.Tuple)) and getattr(node, "ctx", "load") == "load" and not isinstance(above[0], nodes.Operand):
        raise DishonestError(node.lineno, "a template makes no list of its own", "go through a list of the record")
    elif isinstance(node, nodes.Assign) and not isinstance(node.target, nodes.Name):
        raise DishonestError(node.lineno, "a value is not taken apart", "give each name its own {% set %}")
    elif isinstance(node, nodes.AssignBlock) and node.filter is not None:
        raise DishonestError(node.lineno, *_REFUSED[nodes.FilterBlock])


def _call(node: nodes.Call) -> None:
    called = node.node
    if not isinstance(called, nodes.Name) and not (isinstance(called, nodes.Getattr) and isinstance(called.node, nodes.Name)):
        raise DishonestError(node.lineno, "a value's own function is not called", "print the value, with a filter")
    if node.dyn_args or node.dyn_kwargs:
        raise DishonestError(node.lineno, "a macro is given its values one by one", "write each of them")


def _filter(node: nodes.Filter) -> None:
    arguments = [*node.args, *(each.value for each in node.kwargs)]
    constants = [each.value for each in arguments if isinstance(each, nodes.Const)]
    if node.name not in FILTERS:
        raise DishonestError(node.lineno, f"the filter {node.name} is none of ours", f"use one of {', '.join(sorted(FILTERS))}")
    if node.dyn_args or node.dyn_kwargs or (node.name not in ("d", "default") and len(constants) != len(arguments)):
        raise DishonestError(node.lineno, f"{node.name} takes only what is written there", "write a name in quotes")
    if node.name in _CUTTING and not all(type(each) is int and each >= _LEAST_CUT for each in constants):
        raise DishonestError(node.lineno, "a text that is cut to so little could be a number's first digits", f"write {node.name}(200)")
    if node.name == "duration" and not (isinstance(node.node, nodes.Getattr) and node.node.attr.endswith("milliseconds")):
        raise DishonestError(node.lineno, "only milliseconds of the record are a duration", "write value.milliseconds | duration")
    if node.name == "join" and not _parts(constants):
        raise DishonestError(node.lineno, "join would make one number of two", 'write join(", ")')
    if node.name == "map" and node.args and not set(constants) <= {*_CUTTING, "short"}:
        raise DishonestError(node.lineno, "map takes an attribute", 'write map(attribute="name")')


def _parts(constants: Iterable[object]) -> bool:
    between = next(iter(constants), "")
    return isinstance(between, str) and len(visible(between).strip(".,'\u2019_eE-")) > 0
