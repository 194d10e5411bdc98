"""`rulesets` and `fields`: what is required and what may be known, listed, shown and checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.options import AsJson, Home, Wrong, print_json, settings_of

if TYPE_CHECKING:
    from pipeline.rules import Ruleset

rulesets = typer.Typer(help="The policies: list them, read one, check their files.")
fields = typer.Typer(help="The catalogue of fields: list it, check its examples.")


@rulesets.command("list")
def list_rulesets(ctx: typer.Context, as_json: AsJson = False, home: Home = None) -> None:
    """List the policies this installation knows."""
    from pipeline.cli.screen import output, styled, table
    from pipeline.rules import load_rulesets

    known = load_rulesets(settings_of(ctx, home).home)
    if as_json:
        print_json({"rulesets": [_head(one) for one in known.values()]})
        return
    heads = ["id", "title", "number", "in force from", "until", "conditions", "source"]
    listing = table(*heads, numbers=["conditions"], whole=["id", "in force from", "until"])
    for one in known.values():
        listing.add_row(
            styled(one.id),
            styled(one.title),
            styled(one.number),
            styled(one.in_force_from),
            styled(one.in_force_until or ""),
            str(len(one.conditions)),
            styled(one.source, "yellow" if one.overrides_shipped else ""),
        )
    output().print(listing)


def _head(one: Ruleset) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "number": one.number,
        "issuer": one.issuer,
        "level": one.level,
        "region": list(one.region.codes),
        "in_force_from": one.in_force_from.isoformat(),
        "in_force_until": one.in_force_until.isoformat() if one.in_force_until else None,
        "replaces": list(one.replaces),
        "source": one.source,
    }


def _in_force(one: Ruleset) -> str:
    until = one.in_force_until.isoformat() if one.in_force_until else ""
    return f"{one.in_force_from.isoformat()} – {until}"


@rulesets.command("show")
def show_ruleset(
    ctx: typer.Context,
    ruleset: Annotated[str, typer.Argument(metavar="ID")],
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Show one policy: every condition with its article, requirement and test."""
    from pipeline.cli.screen import output, styled, table
    from pipeline.rules import load_rulesets

    known = load_rulesets(settings_of(ctx, home).home)
    one = known.get(ruleset)
    if one is None:
        raise Wrong(f"no ruleset {ruleset!r}; there are {', '.join(known)}")
    if as_json:
        print_json({**_head(one), "conditions": [_condition(c) for c in one.conditions]})
        return
    console = output()
    console.print(styled(f"{one.title}  {one.number}", "bold"))
    console.print(styled(f"{one.issuer} · {one.level} · {_in_force(one)} · {one.source}", "dim"))
    listing = table("id", "article", "requirement", "test", whole=["id"])
    for condition in one.conditions:
        weight = "" if condition.binding == "binding" else f"（{condition.binding}）"
        limited = f"〔{condition.category}〕" if condition.category else ""
        listing.add_row(
            styled(condition.id),
            styled(condition.article),
            styled(f"{limited}{condition.says}{weight}"),
            styled(_test(condition), "dim"),
        )
    console.print(listing)
    for note in one.notes:
        console.print(styled(f"· {note}"))


def _condition(condition: Any) -> dict[str, Any]:
    return {
        "id": condition.id,
        "article": condition.article,
        "says": condition.says,
        "binding": condition.binding.value,
        "category": condition.category,
        "when": condition.when,
        "test": condition.test,
    }


def _test(condition: Any) -> str:
    return f"{condition.test}  when {condition.when}" if condition.when else condition.test


@rulesets.command("check")
def check_rulesets(
    ctx: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="One file [default: all of them].")
    ] = None,
    home: Home = None,
) -> None:
    """Check ruleset files: language, references, and their own cases."""
    from pipeline.cli.screen import messages, output, styled
    from pipeline.rules import check

    faults = check(file, settings_of(ctx, home).home)
    console = messages()
    for fault in faults:
        console.print(styled(fault), soft_wrap=True)
    if faults:
        raise Wrong(f"{len(faults)} fault(s) in the ruleset files, listed above")
    output().print(f"ruleset files are right{f': {file}' if file else ''}", markup=False)


@fields.command("list")
def list_fields(as_json: AsJson = False) -> None:
    """List every field: key, label, type, unit, window and meaning."""
    from extractors.catalogue import load_catalogue
    from pipeline.cli.screen import output, styled, table

    known = load_catalogue().fields.values()
    if as_json:
        print_json({"fields": [_field(spec) for spec in known]})
        return
    listing = table("key", "label", "type", "unit", "window", "meaning", whole=["key"])
    for spec in known:
        listing.add_row(*(styled(part or "") for part in _field(spec).values()))
    output().print(listing)


def _field(spec: Any) -> dict[str, Any]:
    return {
        "key": spec.key,
        "label": spec.label,
        "type": spec.kind.value,
        "unit": spec.unit,
        "window": spec.window.value,
        "meaning": spec.meaning,
    }


@fields.command("check")
def check_fields(ctx: typer.Context, home: Home = None) -> None:
    """Check the catalogue and the office's words: every entry, and that every example holds."""
    from extractors.catalogue import load_catalogue
    from extractors.examples import check
    from extractors.office_words import use_office_words
    from pipeline.cli.screen import messages, output, styled

    words = use_office_words(settings_of(ctx, home).words)
    faults = check()
    for fault in faults:
        messages().print(styled(fault), soft_wrap=True)
    if faults:
        raise Wrong(f"{len(faults)} example(s) of the catalogue do not hold, listed above")
    known = load_catalogue().fields.values()
    total = sum(len(spec.examples) for spec in known)
    own = f", {len(words.words)} words of the office" if words.words else ""
    output().print(f"the catalogue is right: {len(known)} fields, {total} examples{own}")
