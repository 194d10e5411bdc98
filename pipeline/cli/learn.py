"""`learn`: what the office's corrections speak for, and the words that a person accepted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.options import AsJson, Home, Wrong, print_json, settings_of

if TYPE_CHECKING:
    from pipeline.computation import Computation
    from pipeline.learning import Lesson
    from pipeline.learning.proposals import Proposal
    from pipeline.learning.trial import Change, Outcome
    from pipeline.settings import Settings
    from pipeline.store import Store

app = typer.Typer(
    help="What corrections teach: words to add to the catalogue, for a person to accept.",
    invoke_without_command=True,
)

# What an addition to each list of the catalogue is, in words.
MEANS: Mapping[str, str] = {
    "labels": "a name of",
    "form_labels": "a label that forms use for",
    "prose_labels": "a name in sentences for",
    "proof_labels": "a label on licences for",
    "follows": "words behind the number of",
    "not_near": "words before a number that make it another thing's than",
    "not_labels": "a label that does not mean",
    "distractors": "the name of a thing that is counted and is no field",
    "scopes.ever": "words for all years so far",
    "scopes.plan": "words for what is planned",
    "scopes.foreign": "words for somebody else",
    "scopes.part_of_year": "words for a part of the year",
}
SIGNS = {"gained": "+", "cleared": "+", "lost": "-", "changed": "~"}
STYLES = {"gained": "green", "cleared": "green", "lost": "red", "changed": "yellow"}
# Of more sentences that say the same nobody reads the rest; `--json` has all of them.
SHOWN = 4

Ids = Annotated[list[str], typer.Argument(metavar="ID…", help="As `learn` lists them.")]
By = Annotated[str | None, typer.Option(help="Who accepts [default: the user logged in].")]


@app.callback()
def learn(ctx: typer.Context, as_json: AsJson = False, home: Home = None) -> None:
    """List what the corrections speak for, and what each word would have done. Changes nothing."""
    ctx.obj = home or ctx.obj
    if ctx.invoked_subcommand is not None:
        return
    from pipeline.cli.screen import messages, output, progress, styled
    from pipeline.learning import decided as known
    from pipeline.learning import lessons
    from pipeline.reading.sandbox import Sandbox

    settings = settings_of(ctx, home)
    with (
        _opened(settings) as (store, computation),
        Sandbox.of(settings, workers=1) as sandbox,
        progress() as told,
    ):
        decided = len(known(store))
        found = lessons(store, computation, sandbox.find_again, told) if decided else ()
    if as_json:
        print_json({"submissions": decided, "proposals": [_plain(lesson) for lesson in found]})
        return
    for lesson in found:
        _show(lesson.proposal)
        _show_outcome(lesson.outcome)
        output().print()
    if not decided:
        said = (
            "Nothing to learn from yet: nobody has decided on a value. Corrections are made with "
            "`zhongchuang review decide ITEM --value VALUE`."
        )
    elif not found:
        said = (
            f"{_count(decided, 'decided submission')}, and no word that two of them speak for "
            "would have mended anything."
        )
    else:
        said = (
            f"{_count(len(found), 'proposal')} from {_count(decided, 'decided submission')} · "
            "accept with `zhongchuang learn accept ID …`; until then nothing changes"
        )
    messages().print(styled(said, "dim"))


@app.command()
def accept(
    ctx: typer.Context,
    ids: Ids,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Also where right values would be lost.")
    ] = False,
    by: By = None,
    home: Home = None,
) -> None:
    """Add proposed words to the office's own; the next run finds again with them."""
    from pipeline.cli.desk import _user
    from pipeline.cli.screen import messages, output, styled
    from pipeline.learning import proposed, tried
    from pipeline.learning.accepted import accept as add
    from pipeline.learning.trial import Effect
    from pipeline.reading.sandbox import Sandbox

    settings = settings_of(ctx, home)
    with (
        _opened(settings) as (store, computation),
        Sandbox.of(settings, workers=1) as sandbox,
    ):
        known = proposed(store, computation)
        chosen = [_named(one, known) for one in dict.fromkeys(ids)]
        outcome = tried(store, computation, chosen, sandbox.find_again)
    for proposal in chosen:
        _show(proposal, sentences=False)
    _show_outcome(outcome)
    lost = outcome.of(Effect.LOST)
    if lost and not anyway:
        raise Wrong(
            f"{_count(len(lost), 'right value')} would be lost, so nothing was accepted; "
            "accept fewer, or all the same with --anyway"
        )
    today = dt.datetime.now().astimezone().date()
    signed = by or _user()
    add(settings.words, [_signed(proposal, signed, today) for proposal in chosen])
    output().print(styled(f"accepted into {settings.words}", "green"))
    messages().print(
        styled("The next `zhongchuang run` finds again in all files; then learn on.", "dim")
    )


@app.command()
def words(ctx: typer.Context, as_json: AsJson = False, home: Home = None) -> None:
    """List the office's own words: where each counts, who accepted it and when."""
    from extractors.office_words import read_office_words
    from pipeline.cli.screen import messages, output, styled, table

    settings = settings_of(ctx, home)
    own = read_office_words(settings.words).words
    if as_json:
        rows = [
            {
                "id": _id(word),
                "place": word.place,
                "word": word.word,
                "by": word.by,
                "on": str(word.on or ""),
            }
            for word in own
        ]
        print_json({"words": rows})
        return
    listing = table("id", "word", "is", "accepted by", "on", whole=["id", "on"])
    for word in own:
        listing.add_row(
            styled(_id(word)),
            styled(word.word),
            styled(_means(word.place)),
            styled(word.by or "by hand", "" if word.by else "dim"),
            styled(word.on or ""),
        )
    if own:
        output().print(listing)
    messages().print(
        styled(
            f"{_count(len(own), 'word')} in {settings.words}"
            if own
            else f"The office has no words of its own yet; accepted ones go to {settings.words}",
            "dim",
        )
    )


@app.command()
def withdraw(ctx: typer.Context, ids: Ids, home: Home = None) -> None:
    """Take accepted words out again; the next run finds again without them."""
    from extractors.office_words import read_office_words
    from pipeline.cli.screen import messages, output, styled
    from pipeline.learning.accepted import withdraw as take_out

    settings = settings_of(ctx, home)
    own = {_id(word): word for word in read_office_words(settings.words).words}
    for one in dict.fromkeys(ids):
        if one not in own:
            raise Wrong(f"there is no word {one!r}; see `zhongchuang learn words`")
    for one in dict.fromkeys(ids):
        take_out(settings.words, own[one])
        output().print(styled(f"withdrawn: {own[one].word} ({_means(own[one].place)})"))
    messages().print(
        styled("The next `zhongchuang run` finds again in all files without them.", "dim")
    )


# What stands behind the commands


@contextmanager
def _opened(settings: Settings) -> Iterator[tuple[Store, Computation]]:
    """The store, and what computes with the office's words as they are now."""
    from pipeline.computation import installed
    from pipeline.store import open_store

    computation = installed(settings)
    with open_store(settings.database) as store:
        yield store, computation


def _named(one: str, known: Sequence[Proposal]) -> Proposal:
    for proposal in known:
        if proposal.id == one:
            return proposal
    raise Wrong(f"there is no proposal {one!r}; see `zhongchuang learn`")


def _signed(proposal: Proposal, by: str, on: dt.date) -> Any:
    from dataclasses import replace

    return replace(proposal.office_word, by=by, on=on)


def _id(word: Any) -> str:
    from pipeline.learning.proposals import id_of

    return id_of(word.place, word.word)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _means(place: str) -> str:
    """What an addition at that place is: a label that forms use for 总面积 (total_area_m2)."""
    from pipeline.wording import label

    field, _, key = place.partition(".")
    if place in MEANS or field in ("scopes", "distractors"):
        return MEANS.get(place, f"words of {place}")
    return f"{MEANS.get(key, f'words of {key} of')} {label(field)} ({field})"


# What is shown


def _show(proposal: Proposal, sentences: bool = True) -> None:
    from pipeline.cli.screen import output, styled
    from pipeline.wording import place

    console = output()
    head = styled(proposal.id, "bold")
    head.append("  ").append_text(styled(proposal.word, "bold cyan"))
    head.append("  ").append_text(styled(_means(proposal.place)))
    console.print(head)
    if not sentences:
        return
    console.print(styled(f"spoken for by {_count(proposal.submissions, 'submission')}:", indent=2))
    for one in proposal.sentences[:SHOWN]:
        console.print(styled(f"{one.name} · {place(one.evidence)}", "dim", indent=4))
        console.print(styled(f"「{one.text}」", indent=6))
    if len(proposal.sentences) > SHOWN:
        console.print(styled(f"and {len(proposal.sentences) - SHOWN} more", "dim", indent=4))


def _show_outcome(outcome: Outcome) -> None:
    from pipeline.cli.screen import output, styled
    from pipeline.learning.trial import Effect

    console = output()
    numbers = {effect: len(outcome.of(effect)) for effect in Effect}
    gained = numbers[Effect.GAINED]
    words = [f"{gained} gained", f"{numbers[Effect.LOST]} lost"]
    if numbers[Effect.CLEARED]:
        words.insert(1, f"{numbers[Effect.CLEARED]} cleared")
    if numbers[Effect.CHANGED]:
        words.append(f"{numbers[Effect.CHANGED]} changed")
    tried_on = f"on {_count(outcome.submissions, 'decided submission')} it would have"
    style = "red" if numbers[Effect.LOST] else "green"
    console.print(styled(f"{tried_on}: {' · '.join(words)}", style, indent=2))
    for name, document in outcome.untried:
        console.print(styled(f"! {name} · {document}: could not be tried", "red", indent=4))
    for effect in Effect:
        for change in outcome.of(effect):
            sign, colour = SIGNS[effect.value], STYLES[effect.value]
            console.print(styled(f"{sign} {_changed(change)}", colour, indent=4))


def _changed(change: Change) -> str:
    """甲众创空间 · 总面积: nothing → 820 ㎡ (decided: 820 ㎡)."""
    from pipeline.wording import label, value_words

    def shown(values: Sequence[Any]) -> str:
        return " or ".join(value_words(change.field, value) for value in values) or "nothing"

    decided = shown(() if change.said is None else (change.said,))
    said = f" (decided: {decided})" if change.decided else " (not decided)"
    both = f"{shown(change.before)} → {shown(change.after)}"
    return f"{change.name} · {label(change.field)}: {both}{said}"


def _plain(lesson: Lesson) -> dict[str, Any]:
    from extractors.values import to_plain
    from pipeline.learning.proposals import named
    from pipeline.learning.trial import Effect

    proposal, outcome = lesson.proposal, lesson.outcome
    changes = {
        effect.value: [
            {
                "submission": change.submission,
                "name": change.name,
                "field": change.field,
                "before": [to_plain(value) for value in change.before],
                "after": [to_plain(value) for value in change.after],
                "decided": to_plain(change.said) if change.decided else None,
            }
            for change in outcome.of(effect)
        ]
        for effect in Effect
    }
    return {
        "id": proposal.id,
        "kind": proposal.kind.value,
        "field": named(proposal) or None,
        "place": proposal.place,
        "word": proposal.word,
        "sentences": [
            {
                "submission": one.submission,
                "name": one.name,
                "document": one.evidence.document,
                "place": str(one.evidence.anchor),
                "text": one.text,
            }
            for one in proposal.sentences
        ],
        "submissions": outcome.submissions,
        "untried": [{"name": name, "document": document} for name, document in outcome.untried],
        **changes,
    }
