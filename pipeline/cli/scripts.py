"""`extract`, `read`, `evaluate`: one thing in, JSON out, no database."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.options import SOME_FAILED, AsJson, Home, Wrong, print_json, settings_of

if TYPE_CHECKING:
    from extractors.model import Document
    from pipeline.model import Assessment, Record


def extract(
    ctx: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(
            exists=True, metavar="PATH", help="Files, a folder or an archive of one submission."
        ),
    ],
    explain: Annotated[
        str | None,
        typer.Option(
            metavar="FIELD", help="Show every candidate of one field, and why it won or lost."
        ),
    ] = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Say what the files of one submission state: fields with evidence, rosters, materials."""
    from extractors import REVISION
    from pipeline.cli.explain import explained, field_named
    from pipeline.cli.observing import warnings
    from pipeline.cli.screen import clean, progress
    from pipeline.confidence.trust import trusted
    from pipeline.export.views import extract_view
    from pipeline.reading.submission import findings_of
    from pipeline.record import assemble
    from pipeline.record.account import account

    settings = settings_of(ctx, home)
    key = None if explain is None else field_named(explain)
    trust = trusted(REVISION, settings.observations, settings.accept_above)
    with progress() as told:
        findings = [found for path in paths for found in findings_of(path, settings, told)]
    record = assemble(findings, trust=trust)
    if key is not None:
        explained(account(findings, record, key), as_json)
    elif as_json:
        print_json(extract_view(record))
    else:
        _show_record(record)
    for line in warnings(settings):
        print(clean(line), file=sys.stderr)
    _end_with(found.document for found in findings)


def read(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="One file.")],
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Show what a reader makes of one file: its text, block by block, each with its place."""
    from pipeline.cli.screen import output, progress, styled, table
    from pipeline.export.views import read_view
    from pipeline.reading.submission import document_of

    with progress() as told:
        document = document_of(file, settings_of(ctx, home), told)
    if as_json:
        print_json(read_view(document))
    else:
        listing = table("place", "layer", "text", whole=["layer"])
        for block in document.blocks:
            layer = "" if block.layer == "body" else block.layer.value
            listing.add_row(styled(block.anchor, "dim"), styled(layer), styled(block.text))
        output().print(listing)
    _end_with([document])


def _end_with(documents: Iterable[Document]) -> None:
    """List on standard error what could not be read, and where a finder that the office added
    failed; the exit status tells that there is some."""
    from pipeline.cli.screen import clean
    from pipeline.reading.sandbox import unread

    lines = []
    for document in documents:
        if unread(document):
            said = " ".join(dict.fromkeys(one.message_en for one in document.problems))
            lines.append(f"could not be read: {clean(document.name)}: {said}")
        failed = [one.place for one in document.problems if one.code == "finder_failed"]
        lines += [f"finder {clean(name)} failed: {clean(document.name)}" for name in failed]
    for line in lines:
        print(line, file=sys.stderr)
    if lines:
        raise typer.Exit(SOME_FAILED)


def _show_record(record: Record) -> None:
    from pipeline.cli.screen import outcome, output, styled, table
    from pipeline.wording import finding_words, label, quoted, value_words

    listing = table("field", "value", "status", "from", whole=["status"])
    for key, field in record.fields.items():
        if field.value is not None:
            listing.add_row(
                styled(label(key)),
                styled(value_words(key, field.value, field.approximate)),
                outcome(field.status.value),
                styled(quoted(field.evidence[0]) if field.evidence else "", "dim"),
            )
    console = output()
    console.print(listing)
    missing = [label(key) for key, field in record.fields.items() if field.value is None]
    console.print(styled(f"未找到：{'、'.join(missing) or '无'}"))
    for name, rows in record.rosters.items():
        console.print(styled(f"{label(name)}：{len(rows)} 行"))
    for finding in record.findings:
        console.print(styled(f"· {finding_words(finding)}", "yellow"))


# evaluate


def evaluate(
    ctx: typer.Context,
    facts: Annotated[
        Path, typer.Option(exists=True, dir_okay=False, help="One JSON object, or one a line.")
    ],
    ruleset: Annotated[
        str | None, typer.Option(metavar="ID", help="Judge under this policy, whatever FILE says.")
    ] = None,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day of evaluation, e.g. 2024-05-28.")
    ] = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Judge given facts under a policy; one result a facts object."""
    from extractors.errors import MakerspaceError
    from pipeline.export.views import evaluation
    from pipeline.facts import unknown_keys

    day = _day(on)
    known = _rulesets(settings_of(ctx, home).home)
    objects = list(_objects(facts))
    if all(isinstance(obj, Exception) for obj in objects):
        raise Wrong(f"{facts}: holds no JSON object, neither one nor one a line")
    failed = 0
    for number, obj in enumerate(objects, start=1):
        try:
            assessment = _judged(obj, known, ruleset, day)
        except MakerspaceError as error:
            if len(objects) == 1:
                raise Wrong(f"{facts}: {error}") from error
            failed += 1
            print(f"{facts}, object {number}: {error}", file=sys.stderr)
            if as_json:
                # One line each, so that line and object stay together.
                print_json({"object": number, "error": str(error)})
            continue
        _warn_of(unknown_keys(obj), f"{facts}, object {number}" if len(objects) > 1 else facts)
        if as_json:
            print_json(evaluation(assessment))
        else:
            _show_assessment(assessment)
    if failed:
        raise typer.Exit(SOME_FAILED)


def _warn_of(unknown: Sequence[str], where: object) -> None:
    """Facts under names that no field has are not looked at, which nobody should overlook."""
    if unknown:
        from pipeline.cli.screen import clean

        print(clean(f"{where}: not looked at: {', '.join(unknown)}"), file=sys.stderr)


def _day(on: str | None) -> dt.date | None:
    try:
        return None if on is None else dt.date.fromisoformat(on)
    except ValueError as error:
        raise Wrong(f"--on: {on!r} is not a day such as 2024-05-28") from error


def _rulesets(home: Path) -> Any:
    from pipeline.rules import load_rulesets

    return load_rulesets(home)


def _objects(path: Path) -> Iterator[Any]:
    """The whole file as one object, else one a line; a broken line is told apart later."""
    from decimal import Decimal

    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Wrong(f"{path}: is not UTF-8 text; save it as UTF-8") from error
    try:
        yield json.loads(text, parse_float=Decimal)
        return
    except (ValueError, RecursionError):
        lines = [line for line in text.split("\n") if line.strip()]
    for line in lines:
        try:
            yield json.loads(line, parse_float=Decimal)
        except (ValueError, RecursionError) as error:
            yield error


def _judged(obj: Any, known: Any, ruleset: str | None, day: dt.date | None) -> Assessment:
    """The facts judged; the day is given, else the facts' own, else today's.

    Raises:
        FactsError: the facts have the wrong shape or name no policy that is known.
    """
    from pipeline.facts import FactsError, dated, read_facts
    from pipeline.rules import judge

    if isinstance(obj, Exception):
        raise FactsError(f"is not JSON: {obj}")
    named, on, record = read_facts(obj)
    wanted = ruleset or named
    if wanted is None:
        raise FactsError('names no ruleset; add "ruleset" or give --ruleset ID')
    if wanted not in known:
        raise FactsError(f"ruleset {wanted!r} is not known; there are {', '.join(known)}")
    if day is not None:
        record = dated(record, day)
    return judge(record, known[wanted], day or on or dt.date.today())


def _show_assessment(assessment: Assessment) -> None:
    from pipeline.cli.screen import outcome, output, styled, table
    from pipeline.wording import ELIGIBILITIES

    console = output()
    head = styled(f"{assessment.ruleset} · {assessment.on.isoformat()} · ", "bold")
    head.append_text(outcome(assessment.outcome.value))
    head.append_text(styled(f" {ELIGIBILITIES[assessment.outcome]}"))
    console.print(head)
    listing = table("id", "outcome", "requirement", "why", whole=["id", "outcome"])
    for verdict in assessment.verdicts:
        listing.add_row(
            styled(verdict.id),
            outcome(verdict.outcome.value),
            styled(verdict.requirement),
            styled(verdict.why, "dim"),
        )
    console.print(listing)
    for note in assessment.notes:
        console.print(styled(f"· {note}"))
