"""`review`: the questions only a person can settle, and the answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import AsJson, Home, Wrong, print_json, settings_of

if TYPE_CHECKING:
    from extractors.values import Value
    from pipeline.model import DecisionKind, ReviewItem
    from pipeline.store import Store

app = typer.Typer(help="The questions only a person can settle: list, read and answer them.")

FIELD = ("conflict", "missing", "doubt")
# reason of an item: how it is answered
ANSWERS: Mapping[str, str] = {
    "conflict": "--value VALUE, --accept or --not-provided",
    "missing": "--value VALUE or --not-provided",
    "doubt": "--value VALUE, --accept or --not-provided",
    "judgement": "--yes or --no",
    "finding": "--seen, or --value VALUE for the field it is about",
    "problem": "--seen",
    "ruleset": "--value RULESET",
}


@app.command("list")
def list_items(
    ctx: typer.Context,
    submission: Annotated[
        str | None, typer.Option(metavar="ID", help="Only this submission's.")
    ] = None,
    reason: Annotated[
        str | None, typer.Option(metavar="REASON", help=f"One of {', '.join(ANSWERS)}.")
    ] = None,
    limit: Annotated[int, typer.Option(min=0, help="How many at most; 0 for all.")] = 20,
    answered: Annotated[bool, typer.Option("--all", help="Answered ones as well.")] = False,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """List what is open, first what can turn an application's outcome."""
    from pipeline.cli.screen import messages, output, styled, table
    from pipeline.export.views import reviews_view
    from pipeline.model import ReviewReason
    from pipeline.store import open_store

    if reason is not None and reason not in ANSWERS:
        raise Wrong(f"--reason: {reason!r} is none of {', '.join(ANSWERS)}")
    wanted = ReviewReason(reason) if reason else None
    with open_store(settings_of(ctx, home).database) as store:
        items = store.review_items(submission, wanted, only_open=not answered)
        names = {row.id: row.name for row in store.overview()}
    if as_json:
        print_json(reviews_view(items))
        return
    shown = items[: limit or None]
    listing = table("item", "question")
    for item in shown:
        head = styled(item.id, "bold" if item.open else "dim")
        head.append("\n").append_text(styled(names.get(item.submission, ""), "dim"))
        listing.add_row(head, styled(item.question))
    if shown:
        output().print(listing)
    messages().print(
        styled(
            f"{len(shown)} of {len(items)} shown · answer with "
            "`zhongchuang review decide ITEM …`, see `review show ITEM` for how",
            "dim",
        )
        if items
        else styled("Nothing is left to review.", "green")
    )


@app.command("show")
def show_item(
    ctx: typer.Context,
    item_id: Annotated[str, typer.Argument(metavar="ITEM")],
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Show one question with its places in the files and how to answer it."""
    from pipeline.cli.screen import output, styled
    from pipeline.export.views import review_view
    from pipeline.store import open_store
    from pipeline.wording import place, stated

    with open_store(settings_of(ctx, home).database) as store:
        item = _item(store, item_id)
        submission = store.submission(item.submission)
    if as_json:
        print_json(review_view(item))
        return
    console = output()
    name = submission.name if submission else ""
    console.print(styled(f"{name} · {item.reason.value}" + ("" if item.open else " · answered")))
    console.print(styled(item.question, "bold"))
    for evidence in item.evidence:
        console.print(styled(f"「{evidence.text}」", indent=2), styled(place(evidence), "dim"))
    for other in item.alternatives:
        words = stated(item.subject, other.value, other.approximate, other.evidence)
        kept = "另" if other.rival else "未采用"
        console.print(styled(f"{kept}：{words}：{other.reason}", indent=2))
    console.print(styled(f"Answer with {ANSWERS[item.reason]}; --note says why.", "dim"))


def _item(store: Store, item_id: str) -> ReviewItem:
    item = store.review_item(item_id)
    if item is None:
        import difflib

        known = [one.id for one in store.review_items(only_open=False)]
        near = difflib.get_close_matches(item_id, known, n=3)
        hint = f"; did you mean {' or '.join(near)}?" if near else "; see `zhongchuang review list`"
        raise Wrong(f"there is no item {item_id!r}{hint}")
    return item


@app.command()
def decide(
    ctx: typer.Context,
    item_id: Annotated[str, typer.Argument(metavar="ITEM")],
    value: Annotated[
        str | None, typer.Option(metavar="VALUE", help="The value, as a document may write it.")
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="The value as it was read.")] = False,
    yes: Annotated[bool | None, typer.Option("--yes/--no", help="The judgement.")] = None,
    not_provided: Annotated[
        bool, typer.Option("--not-provided", help="No file says; the condition stays unknown.")
    ] = False,
    seen: Annotated[bool, typer.Option("--seen", help="Looked at; nothing more to do.")] = False,
    note: Annotated[str, typer.Option(help="Why, for those who read it later.")] = "",
    by: Annotated[
        str | None, typer.Option(help="Who decides [default: the user logged in].")
    ] = None,
    home: Home = None,
) -> None:
    """Answer one question; the record and its verdicts follow at once."""
    from pipeline.cli.batch import overview
    from pipeline.cli.screen import output
    from pipeline.computation import installed
    from pipeline.export.processed import write_processed
    from pipeline.model import Decision
    from pipeline.stages import decide as settle
    from pipeline.store import open_store

    answers = {
        "--value": value is not None,
        "--accept": accept,
        "--yes or --no": yes is not None,
        "--not-provided": not_provided,
        "--seen": seen,
    }
    given = [option for option, used in answers.items() if used]
    settings = settings_of(ctx, home)
    with open_store(settings.database) as store:
        item = _item(store, item_id)
        if len(given) != 1:
            raise Wrong(f"give one answer to {item.id}: {ANSWERS[item.reason]}")
        if accept:
            kind, subject, answer = _accepted(store, item)
        else:
            kind, subject, answer = _answer(item, given[0], value, yes)
        decision = Decision(
            submission=item.submission,
            kind=kind,
            subject=subject,
            value=answer,
            note=note,
            by=by or _user(),
            at=dt.datetime.now(dt.UTC).replace(microsecond=0),
        )
        before = store.standings()
        row = settle(store, decision, installed(settings))
        after = store.standings()
        write_processed(store, settings.processed, {i for i in after if after[i] != before.get(i)})
    output().print(overview([row]))


Answer = tuple["DecisionKind", str, "Value | None"]


def _answer(item: ReviewItem, option: str, value: str | None, yes: bool | None) -> Answer:
    """What was answered, as kind, subject and value of the decision.

    Raises:
        Wrong: such an item is not answered so.
        AnswerError: the value is none of the field.
    """
    from pipeline.model import DecisionKind

    match item.reason.value, option:
        case ("ruleset", "--value"):
            return DecisionKind.RULESET, item.subject, value
        case ("judgement", "--yes or --no"):
            return DecisionKind.JUDGEMENT, item.subject, yes
        case ("judgement", "--value"):
            return DecisionKind.JUDGEMENT, item.subject, _yes_or_no(value or "")
        case ("finding" | "problem", "--seen"):
            return DecisionKind.ACKNOWLEDGE, item.subject, None
        case ("conflict" | "missing" | "doubt", "--not-provided"):
            return DecisionKind.NOT_PROVIDED, item.subject, None
        case ("conflict" | "missing" | "doubt" | "finding", "--value"):
            return _valued(item, value or "")
    raise Wrong(f"{item.id} is not answered with {option}, but with {ANSWERS[item.reason]}")


def _yes_or_no(text: str) -> bool:
    from extractors.values import ValueKind, from_plain

    try:
        return bool(from_plain(ValueKind.YES_NO, text))
    except ValueError as error:
        raise Wrong(f"a judgement is answered with yes or no, not {text!r}") from error


def _valued(item: ReviewItem, text: str) -> Answer:
    from extractors.catalogue import load_catalogue
    from pipeline.model import DecisionKind
    from pipeline.review.answers import parsed

    # A finding about a field is written code:field.
    key = item.subject.rpartition(":")[2]
    spec = load_catalogue().fields.get(key)
    if spec is None:
        raise Wrong(f"{item.id} is about no single field, so it takes no --value")
    return DecisionKind.VALUE, key, parsed(spec, text)


def _accepted(store: Store, item: ReviewItem) -> Answer:
    from pipeline.model import DecisionKind

    record = store.record(item.submission)
    field = record.fields.get(item.subject) if record and item.reason in FIELD else None
    if field is None or field.value is None:
        raise Wrong(f"{item.id} has no value to accept; answer with {ANSWERS[item.reason]}")
    return DecisionKind.VALUE, item.subject, field.value


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may run under a number without a name
        return "unknown"
