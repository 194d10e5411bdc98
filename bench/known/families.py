"""The documents of each family: which tables, in which looks. Seeds fixed, bytes out."""

from __future__ import annotations

from bench.known import office
from bench.known.contents import SHORT, events, mentors, tenants, yearly
from bench.known.drawn import Look, drawn
from bench.known.office import Part, Style, document
from bench.known.table import Specimen, Table

NOTICE = (
    "根据《众创空间认定管理办法》的规定，现将本单位运营情况填报如下，所填数据真实、准确、完整，"
    "如有虚假，愿承担相应责任。"
)
AFTER = "填报单位对上述数据的真实性负责，相关证明材料附后，并按要求加盖公章。"


def ruled(quick: bool) -> list[Specimen]:
    """Tables between rules, a page each: spans, missing sides, double borders, wide pages."""
    seeds = range(1, 2 if quick else 4)
    held = [
        _drawn(f"drawn {seed}", [(make(seed), Look(size=9 + seed % 2)) for make in SHORT])
        for seed in seeds
    ]
    styles = {
        "full borders": Style(),
        "double outer borders": Style("double", size=9),
        "open at the sides": Style("open", centred=False),
        "on a page turned by 90°": Style(wide=True),
        "narrow, in small type": Style(size=8, share=0.8, centred=False),
    }
    for number, (name, style) in enumerate(styles.items()):
        tables = [make(10 + number) for make in SHORT]
        held.append(_written(name, tables, style, apart=True))
        if quick and number:
            break
    return _printed(held)


def long(quick: bool) -> list[Specimen]:
    """Rosters of 60 to 90 rows over pages: heads repeated or not, rows cut, captions between."""
    looks = {
        "nothing repeated": Look(),
        "rows cut by the page break": Look(splits=True),
        "head repeated": Look(repeated=True),
        "head repeated, captioned": Look(repeated=True, caption="续表", splits=True),
        "captioned, a note below": Look(
            caption="续表1 入驻企业（团队）名单", note="注：数据截至2023年12月31日。"
        ),
        "head repeated, a note below": Look(repeated=True, note="注：数据截至2023年12月31日。"),
    }
    held = []
    for seed, (name, look) in enumerate(looks.items(), start=30):
        tables = [tenants(60 + seed, seed), events(70, seed, total="merged"), mentors(85, seed)]
        held.append(_drawn(name, [(table, look) for table in tables[: 1 if quick else 3]]))
    styles = {
        "Word, plain": Style(size=9),
        "Word, head repeated": Style(heads=True, size=9),
        "Word, rows kept whole": Style(heads=True, whole=True, centred=False),
        "Word, open at the sides": Style("open", heads=True, size=9),
    }
    for seed, (name, style) in enumerate(styles.items(), start=50):
        tables = [tenants(62, seed), events(90, seed, total="merged")]
        held.append(_written(name, tables[: 1 if quick else 2], style))
        if quick:
            break
    return _printed(held)


def unruled(quick: bool) -> list[Specimen]:
    """Tables of three lines and of none, between paragraphs.

    No cell is merged: without rules nobody sees which are.
    """
    held = []
    for seed in range(70, 72 if quick else 75):
        tables = [mentors(14, seed), events(12, seed, total="plain"), tenants(12, seed)]
        for rules in ("three", "none"):
            look = Look(rules=rules, size=9, centred=seed % 2 == 0, title="表1 入驻情况")
            held.append(_drawn(f"drawn, {rules} {seed}", [(table, look) for table in tables]))
    styles = {
        "Word, three lines": Style("three", loose=3),
        "Word, three lines, not centred": Style("three", centred=False, loose=3),
        "Word, none": Style("none", loose=4),
        "Word, none, not centred, small": Style("none", centred=False, size=9, loose=3),
        "Word, three lines, no room between rows": Style("three", size=9),
    }
    for seed, (name, style) in enumerate(styles.items(), start=80):
        tables = [events(14, seed, total="plain"), mentors(12, seed), yearly(seed)]
        held.append(_written(name, tables, style))
        if quick and seed > 80:
            break
    return _printed(held)


def _drawn(name: str, tables: list[tuple[Table, Look]]) -> Specimen:
    return Specimen(f"{name}.pdf", drawn(tables), tuple(table for table, _ in tables))


def _written(name: str, tables: list[Table], style: Style, apart: bool = False) -> Specimen:
    """Tables in a Word file between paragraphs; `apart` begins a page with each."""
    parts: list[Part] = []
    for number, table in enumerate(tables, start=1):
        parts += [
            Part(NOTICE, breaks=apart and number > 1),
            Part(f"表{number}  申报情况"),
            Part(table, style),
            Part(AFTER),
        ]
    data = document(parts, header="众创空间认定申报材料", footer="云岭众创")
    return Specimen(f"{name}.docx", data, tuple(tables))


def _printed(held: list[Specimen]) -> list[Specimen]:
    """Word files as LibreOffice prints them, left out where it is missing; others unchanged."""
    files = {one.name: one.data for one in held if one.name.endswith(".docx")}
    made = office.printed(files)
    return [
        Specimen(f"{one.name}.pdf", made[one.name], one.tables) if one.name in made else one
        for one in held
        if one.name in made or not one.name.endswith(".docx")
    ]
