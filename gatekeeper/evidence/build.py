"""From a run and its judgement to a record. Nothing is decided here."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec

from gatekeeper import __version__
from gatekeeper.config.settings import settings_of
from gatekeeper.evidence import record as rows
from gatekeeper.junit.find import printable
from gatekeeper.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatekeeper.config.settings import CategoryConfig, Config
    from gatekeeper.evidence.inventory import Inventory
    from gatekeeper.model import Case, Category, Counts, File, Rate, Run
    from gatekeeper.policy import Judgement, Waiver


def build(run: Run, judgement: Judgement, config: Config, inventory: Inventory | None, environ: Mapping[str, str]) -> rows.Record:
    """Return the record of a judged run."""
    configs = {each.name: each for each in config.categories}
    files = {file.path: file for category in run.categories for file in category.files}
    return rows.Record(
        verdict=judgement.verdict,
        exit_code=judgement.verdict.exit_code,
        partial=run.partial,
        subject=rows.Subject(**{name: getattr(run.subject, name) for name in ("commit", "tree", "dirty", "ref")}),
        policy=policy_row(config),
        categories=[_category(each, judgement, configs[each.name]) for each in run.categories],
        rules=[
            rows.RuleRow(
                rule=each.rule, category=each.category, outcome=each.outcome, verdict=each.verdict, reason=each.reason, remedy=each.remedy
            )
            for each in judgement.results
        ],
        files=[_file(file) for file in files.values()],
        failures=[_failure(case) for category in run.categories for case in category.failures],
        inventory=inventory,
        waivers=[_waiver(each, judgement) for each in config.policy.waivers],
        tool=rows.ToolRow(name="gatekeeper", version=__version__),
        run=_run(environ),
        created=run.now.isoformat(timespec="seconds"),
        needs=msgspec.UNSET if run.needs is None else [rows.JobRow(name=each.name, result=each.result) for each in run.needs],
        witnesses=[witness for category in run.categories for witness in category.witnesses] or msgspec.UNSET,
    )


def policy_row(config: Config) -> rows.PolicyRow:
    """Return the policy in force: every setting in its written form, and the digest of what is written, whichever environment it was."""
    categories = {each.name: settings_row(each) for each in config.categories}
    written = {each.name: settings_row(each.in_environment(None)) for each in config.categories}
    waivers = [(each.rule, each.category, each.tests, str(each)) for each in config.policy.waivers]
    of_run = {name: _written(value) for name, value in settings_of(config.policy.rules).items() if value is not None}
    if config.baseline_ref:
        of_run["baseline_ref"] = config.baseline_ref
    canonical = msgspec.json.encode([config.gate, written, waivers, *([of_run] if of_run else [])], order="sorted")
    source = printable(config.source.name) if config.source else None
    return rows.PolicyRow(
        name=config.gate,
        source=source,
        sha256=sha256(canonical).hexdigest(),
        run=of_run,
        categories=categories,
        base=[*config.bases] or msgspec.UNSET,
    )


def settings_row(category: CategoryConfig) -> dict[str, Any]:
    """Return every setting in force in its written form, and those of single environments under their own names."""
    own = {
        "reports": category.reports,
        "tests": category.tests,
        "reruns": category.reruns,
        "same_bytes": category.same_bytes,
        "blocking": category.policy.blocking,
        "target": category.policy.target,
    }
    apart = {f"env.{name}.{key}": value for name, table in category.environments.items() for key, value in table.items()}
    settings = {**own, **settings_of(category.policy.rules), **apart, rows.IN_FORCE: category.environment}
    return {name: _written(value) for name, value in settings.items() if value not in (None, ())}


def _written(value: object) -> object:
    """Return a value as a configuration would write it; values of our own types have a text."""
    if type(value) in (bool, int, str):
        return value
    if isinstance(value, tuple):
        return list(value)
    return int(value) if isinstance(value, int) else str(value)


def _category(category: Category, judgement: Judgement, config: CategoryConfig) -> rows.CategoryRow:
    threshold = config.setting("pass_rate")
    return rows.CategoryRow(
        name=category.name,
        verdict=judgement.categories[category.name],
        blocking=config.policy.blocking,
        absent=category.absent,
        counts=_counts(category.counts),
        results=category.results,
        pass_rate=_rate(category.counts.rate),
        threshold=str(threshold) if threshold else None,
        target=str(config.policy.target) if config.policy.target else None,
        milliseconds=None if category.seconds is None else round(category.seconds * 1000),
        notes=list(category.notes.first),
    )


def _counts(counts: Counts) -> rows.CountsRow:
    return rows.CountsRow(**{name: getattr(counts, name) for name in rows.CountsRow.__struct_fields__})


def _rate(rate: Rate | None) -> rows.RateRow | None:
    return rows.RateRow(numerator=rate.numerator, denominator=rate.denominator, text=str(rate)) if rate else None


def _file(file: File) -> rows.FileRow:
    return rows.FileRow(
        path=file.path,
        sha256=file.sha256,
        bytes=file.bytes,
        status=file.status,
        reason=file.reason,
        dialect=file.dialect,
        counts=_counts(file.counts),
        witnessed=True if file.witnessed else msgspec.UNSET,
    )


def _failure(case: Case) -> rows.FailureRow:
    from gatekeeper.evidence.cause import cause, headline  # noqa: PLC0415 - a green report does not pay for it

    return rows.FailureRow(
        id=case.id,
        category=case.category,
        outcome=case.outcome,
        kind=case.kind,
        type=case.type,
        cause=cause(case),
        message=headline(case)[:1000],
        file=case.file,
        line=case.line,
    )


def _waiver(waiver: Waiver, judgement: Judgement) -> rows.WaiverRow:
    applied = any(
        result.outcome is Outcome.WAIVED and result.category is not None and waiver.covers(result.rule, result.category)
        for result in judgement.results
    )
    return rows.WaiverRow(
        rule=waiver.rule,
        category=waiver.category,
        tests=list(waiver.tests),
        reason=waiver.reason,
        owner=waiver.owner,
        expires=waiver.expires.isoformat(),
        applied=applied,
    )


def _run(environ: Mapping[str, str]) -> rows.RunRow | None:
    """Return the run as GitHub Actions names it."""
    names = ("SERVER_URL", "REPOSITORY", "RUN_ID", "RUN_ATTEMPT")
    server, repository, number, attempt = (printable(environ.get(f"GITHUB_{name}", "")) for name in names)
    if not number:
        return None
    url = f"{server}/{repository}/actions/runs/{number}" + (f"/attempts/{attempt}" if attempt else "")
    return rows.RunRow(url=url if server and repository else None, id=number, attempt=attempt or None)
