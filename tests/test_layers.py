"""Imports go one way: command → stages → store → judging → model → extractors."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# A row may import rows below it and its own; a module is named by the longest name that fits.
# What computes knows nothing of the store; what stores knows nothing of what computes.
ROWS: tuple[frozenset[str], ...] = (
    frozenset({"pipeline.__main__"}),
    frozenset({"pipeline.cli"}),
    frozenset({"pipeline.web"}),
    frozenset({"pipeline.schedule", "pipeline.watch"}),
    frozenset({"pipeline.desk"}),
    frozenset({"pipeline.stages"}),
    frozenset({"pipeline.learning"}),
    frozenset({"pipeline.calibration"}),
    frozenset({"pipeline.recompute", "pipeline.computation"}),
    frozenset({"pipeline.reading.submission"}),
    frozenset({"pipeline.showing"}),
    frozenset({"pipeline.intake"}),
    frozenset({"pipeline.export"}),
    frozenset({"pipeline.reading"}),
    frozenset({"pipeline.reading.tasks"}),
    frozenset({"pipeline.accounts"}),
    frozenset({"pipeline.store"}),
    frozenset({"pipeline.accounts.attempts", "pipeline.accounts.passwords"}),
    frozenset({"pipeline.accounts.model"}),
    frozenset({"pipeline.finders"}),
    frozenset({"pipeline.review"}),
    frozenset({"pipeline.record", "pipeline.rules", "pipeline.compare"}),
    frozenset({"pipeline.confidence"}),
    frozenset({"pipeline.facts", "pipeline.wording", "pipeline.signal_words"}),
    frozenset({"pipeline.model"}),
    frozenset({"pipeline.settings", "pipeline.crash_points"}),
    frozenset({"pipeline"}),
    frozenset({"rulesets"}),
    frozenset({"extractors"}),
)

READERS = "extractors.readers"
# The same among readers: what lays a page out knows no format, what reads a picture no file.
READER_ROWS: tuple[frozenset[str], ...] = tuple(
    frozenset(f"{READERS}.{name}" if name else READERS for name in names.split(","))
    for names in (
        "",
        "legacy.reader",
        "word",
        "pdf,sheet",
        "scan",
        "layout",
        "packages.archive",
        "packages.compressed,packages.office,text,unsupported",
        "kinds",
        "decoding,legacy,packages,reading",
        "cells,equipment,symbols",
    )
)


def modules() -> Iterator[tuple[str, Path]]:
    """Every module of the packages, by its dotted name."""
    for package in ("extractors", "pipeline", "rulesets"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def imports(path: Path) -> Iterator[str]:
    """What a module imports, anywhere in it, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            module = node.module or ""
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def row(module: str, rows: tuple[frozenset[str], ...] = ROWS) -> int | None:
    """The row of a module; None where it is none of them."""
    parts = module.split(".")
    for length in range(len(parts), 0, -1):
        name = ".".join(parts[:length])
        for number, names in enumerate(rows):
            if name in names:
                return number
    return None


MODULES = dict(modules())


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_module_imports_only_rows_below_it(module: str) -> None:
    own = row(module)
    assert own is not None, f"{module} stands in no row"
    upward = sorted(
        name
        for name in imports(MODULES[module])
        if (other := row(name)) is not None and other < own
    )

    assert upward == []


@pytest.mark.parametrize(
    "module", sorted(name for name in MODULES if name.startswith("extractors"))
)
def test_extractors_never_import_the_pipeline(module: str) -> None:
    assert [name for name in imports(MODULES[module]) if name.startswith("pipeline")] == []


@pytest.mark.parametrize(
    "module", sorted(name for name in MODULES if not name.startswith("pipeline.store"))
)
def test_only_the_store_knows_sql(module: str) -> None:
    known = ("sqlalchemy", "alembic", "sqlite3", "psycopg")

    assert [name for name in imports(MODULES[module]) if name.split(".")[0] in known] == []


@pytest.mark.parametrize(
    "module",
    sorted(
        name
        for name in MODULES
        if name.startswith(("pipeline.record", "pipeline.rules", "pipeline.review"))
    ),
)
def test_what_computes_knows_no_store_and_no_clock(module: str) -> None:
    text = MODULES[module].read_text("utf-8")

    assert [name for name in imports(MODULES[module]) if name.startswith("pipeline.store")] == []
    assert "today()" not in text and ".now(" not in text


def test_every_module_stands_in_a_row_of_its_own_or_its_folder() -> None:
    """`pipeline` alone is the empty package: it must not take in whatever is put into it."""
    named = {name for names in ROWS for name in names} - {"pipeline"}

    assert [
        module
        for module in MODULES
        if module != "pipeline" and not any(f"{module}.".startswith(f"{name}.") for name in named)
    ] == []


def test_every_row_names_something_that_is_there() -> None:
    """A row whose modules were renamed would hold nothing back."""
    named = {name for names in ROWS for name in names}

    assert named - set(MODULES) == set()


@pytest.mark.parametrize("module", sorted(name for name in MODULES if name.startswith(READERS)))
def test_a_reader_imports_only_readers_below_it(module: str) -> None:
    own = row(module, READER_ROWS)
    assert own is not None
    upward = sorted(
        name
        for name in imports(MODULES[module])
        if (other := row(name, READER_ROWS)) is not None and other < own
    )
    assert upward == [], f"{module} imports {', '.join(upward)}"
