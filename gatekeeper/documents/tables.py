"""Reference tables in Markdown, generated from the rules, the structs and the commands."""

from __future__ import annotations

from inspect import isclass
from typing import TYPE_CHECKING

from gatekeeper import errors
from gatekeeper.documents.catalogue import category_keys, entries, other_keys
from gatekeeper.model import Verdict
from gatekeeper.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import click

    from gatekeeper.documents.catalogue import Entry, Key

_PYTEST = 5
_KEY_HEAD = ("key", "what it says", "written", "default")


def rules_table() -> str:
    """Return a row for every rule."""
    rows = [(f"`{each.id}`", each.title, _in_force(each), each.verdict, _waivable(each)) for each in entries()]
    return table(("rule", "what holds when it passes", "in force", "verdict on failure", "can be waived"), rows)


def always_on_table() -> str:
    """Return a row for every rule that is always on, whoever made the reports."""
    asked = {name for name, rule in all_rules().items() if rule.always and rule().concerns(witnessed=False)}
    rows = [(f"`{each.id}`", each.title, each.verdict) for each in entries() if each.id in asked]
    return table(("rule", "what holds when it passes", "verdict on failure"), rows)


def settings_table() -> str:
    """Return every key of the configuration: a category's own, those of the rules, and those of every other table."""
    parts = [
        ("`[categories.NAME]`, what belongs to no rule", table(_KEY_HEAD, map(_key, category_keys()))),
        ("`[categories.NAME]`, the settings of the rules", rule_settings_table()),
        *((f"`{heading}`", table(_KEY_HEAD, map(_key, keys))) for heading, keys in other_keys().items()),
    ]
    return "\n".join(f"### {title}\n\n{text}" for title, text in parts)


def rule_settings_table() -> str:
    """Return a row for every setting of every rule about categories."""
    settings = [(f"`{each.id}`", *_key(key)) for each in entries() for key in each.settings if not each.option]
    return table(("rule", *_KEY_HEAD), settings)


def exit_codes_table() -> str:
    """Return what every exit code means."""
    when: dict[int, list[str]] = {}
    for verdict in Verdict:
        when.setdefault(verdict.exit_code, []).append(f"`{verdict}`")
    told = {code: [f"the verdict is {_either(names)}"] for code, names in when.items()}
    for error in vars(errors).values():
        if isclass(error) and issubclass(error, errors.GatekeeperError) and error.exit_code not in when:
            told.setdefault(error.exit_code, []).append((error.__doc__ or "").partition("\n")[0].rstrip("."))
    told[_PYTEST] = ["never: it is pytest's code for no tests collected"]
    return table(("exit code", "when"), ((str(code), "; ".join(told[code])) for code in sorted(told)))


def options_table(command: click.Command) -> str:
    """Return a row for every argument and option of a command."""
    context = command.context_class(command, info_name=command.name)
    rows = [
        (f"`{record[0]}`", record[1]) if record else (f"`{parameter.make_metavar(context)}`", "")
        for parameter in command.get_params(context)
        for record in [parameter.get_help_record(context)]
    ]
    return table(("option", "what it does"), rows)


def rule_section(entry: Entry) -> str:
    """Return one rule as a section."""
    facts = [
        f"### `{entry.id}`",
        f"{entry.title} {entry.question}",
        f"In force: {_in_force(entry)}. On failure: {entry.verdict}, exit code {entry.exit_code}. Can be waived: {_waivable(entry)}.",
        f"Next: {entry.remedy}.",
    ]
    if entry.settings:
        facts.append(table(_KEY_HEAD, map(_key, entry.settings)).rstrip())
        facts.append("\n".join(("```toml", entry.heading, *(key.example for key in entry.settings), "```")))
    return "\n\n".join(facts) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; cells are Markdown already, but for bars and line breaks."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(_cell(cell) for cell in line)} |\n" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _key(key: Key) -> tuple[str, str, str, str]:
    default = f"`{key.default}`" if key.default else "required" if key.required else ""
    return f"`{key.name}`", key.text, key.written, default


def _in_force(entry: Entry) -> str:
    return entry.in_force if entry.always else f"when `{entry.in_force}` is given"


def _waivable(entry: Entry) -> str:
    if not entry.waivable:
        return "no"
    return "yes, single tests too" if entry.excuses_tests else "yes"


def _either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
