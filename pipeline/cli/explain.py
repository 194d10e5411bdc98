"""`extract --explain FIELD`: why a field has the value it has, candidate by candidate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.cli.options import Wrong, print_json

if TYPE_CHECKING:
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    from pipeline.record.account import Account, Passage, Testimony

STYLES = {"chosen": "green", "agrees": "green", "rival": "yellow", "refused": "dim"}
PARTS = {"chosen": "采用", "agrees": "印证", "rival": "另说", "refused": "不采用"}


def field_named(wanted: str) -> str:
    """The key of a field that is named by its key or by its Chinese name.

    Raises:
        Wrong: no field is named so; the message says which names come near.
    """
    from difflib import get_close_matches

    from extractors.catalogue import load_catalogue

    fields = load_catalogue().fields
    by_label = {spec.label: key for key, spec in fields.items()}
    key = wanted if wanted in fields else by_label.get(wanted)
    if key is not None:
        return key
    near = get_close_matches(wanted, [*fields, *by_label], n=3, cutoff=0.5)
    hint = f"did you mean {', '.join(near)}?" if near else "`zhongchuang fields list` names them"
    raise Wrong(f"--explain: there is no field {wanted!r}; {hint}")


def explained(account: Account, as_json: bool) -> None:
    """Print the account, for people or as JSON."""
    if as_json:
        from pipeline.export.accounts import account_view

        print_json(account_view(account))
    else:
        from pipeline.cli.screen import output

        show(account, output())


def show(account: Account, console: Console) -> None:
    """Print the account as wide as the terminal is."""
    from pipeline.cli.screen import styled

    for line, indent in _head(account):
        console.print(_indented(line, indent))
    if not account.testimonies:
        found = account.field.value is not None
        nobody = "没有材料直接写明。" if found else "没有任何材料提到。"
        console.print(_indented(styled(nobody), 2))
    for testimony in account.testimonies:
        console.print()
        for line, indent in _lines(account.field.key, testimony):
            console.print(_indented(line, indent))


def _indented(line: Text, indent: int) -> Padding:
    """The line, broken where it must be, every part of it indented."""
    from rich.padding import Padding

    return Padding(line, (0, 0, 0, indent), expand=False)


def _head(account: Account) -> Iterator[tuple[Text, int]]:
    """The field's value, what it counts and what it rests on, each line with its indent."""
    from extractors.catalogue import load_catalogue
    from extractors.model import Method, Window
    from pipeline.cli.screen import STYLES as COLOURS
    from pipeline.cli.screen import styled
    from pipeline.signal_words import METHODS, confidence_words
    from pipeline.wording import STATUSES, finding_words, places, value_words

    field = account.field
    spec = load_catalogue().fields[field.key]
    found = field.value is not None
    said = value_words(field.key, field.value, field.approximate) if found else "未找到"
    head = styled(f"{spec.label} {field.key}：{said}", "bold").append(" · ")
    status = styled(STATUSES[field.status], COLOURS.get(field.status.value, ""))
    yield head.append_text(status), 0
    yield styled(f"口径：{spec.meaning}"), 2
    if found:
        yield styled(f"置信：{confidence_words(field.measured)}"), 2
    if field.method in (Method.COUNTED, Method.DERIVED):
        yield styled(f"来源：{METHODS[field.method]}（{places(field.evidence)}）"), 2
    if spec.window is Window.YEAR and account.year is not None:
        yield styled(f"申报上一年度：{account.year}年"), 2
    for finding in account.findings:
        yield styled(f"核对：{finding_words(finding)}", "yellow"), 2


def _lines(key: str, testimony: Testimony) -> Iterator[tuple[Text, int]]:
    """One candidate's lines, each with its indent."""
    from pipeline.cli.screen import styled
    from pipeline.signal_words import signal_words
    from pipeline.wording import value_words

    part, candidate = testimony.part.value, testimony.witness.candidate
    value = value_words(key, candidate.value, candidate.approximate)
    head = styled(PARTS[part], STYLES[part]).append(" ").append_text(styled(value, "bold"))
    yield head.append("　").append_text(styled(testimony.reason)), 0
    for passage in testimony.passages:
        yield _quoted(passage), 2
    words = " · ".join(word for word in signal_words(testimony.signals, candidate) if word)
    yield styled(words, "dim"), 2


def _quoted(passage: Passage) -> Text:
    """申请表.docx 表1第3行第2列　使用总面积【820】平方米: marked also where there is no colour."""
    from pipeline.cli.screen import styled
    from pipeline.wording import place

    evidence = passage.evidence
    line = styled(place(evidence), "dim").append("　").append_text(styled(passage.before))
    line.append_text(styled(f"【{evidence.text}】", "bold")).append_text(styled(passage.after))
    doubts = ["印章压字"] if evidence.sealed else []
    if evidence.score is not None:
        doubts.append(f"识别分 {evidence.score:.2f}")
    return line.append_text(styled(f"（{'，'.join(doubts)}）" if doubts else "", "yellow"))
