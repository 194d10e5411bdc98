"""What a record says of one field, with everyone who says it: the way from facts to operands.

Enter: a Record, a reference to a field or column. Leave: an `Operand`, the possible values
that its witnesses leave open, and the words that show them. Rivals are witnesses; a share
computed from its own areas is one more. Never chooses between witnesses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from extractors.model import Approximate, Evidence, Method, RosterRow
from extractors.values import Division, PartialDate, Value, ValueKind
from pipeline.model import FieldValue, Record
from pipeline.rules.spans import months_of, next_day
from pipeline.rules.syntax import ColumnRef, FieldRef
from pipeline.rules.uncertain import (
    Days,
    Interval,
    approximately,
    calculated,
    days_of,
)
from pipeline.rules.words import shown

Option = Interval | Days | str | bool | tuple[str, ...]

TYPES: dict[ValueKind, type] = {
    ValueKind.NUMBER: Decimal,
    ValueKind.DATE: PartialDate,
    ValueKind.YES_NO: bool,
    ValueKind.NAMES: tuple,
    ValueKind.DIVISION: Division,
    ValueKind.TEXT: str,
    ValueKind.CHOICE: str,
}
# A share and the areas it is made of: (parts, whole). Both are witnesses to the same fact.
SHARES: dict[str, tuple[tuple[str, ...], str]] = {
    "usable_share": (("workstation_area_m2", "public_area_m2"), "total_area_m2"),
    "public_share": (("public_area_m2",), "total_area_m2"),
}


@dataclass(frozen=True, slots=True)
class Operand:
    """One side of a test: what it may be, how it reads, which keys stand behind it.

    `options` is empty where nothing is known. `doubts` are the keys that would have to be
    known better; `value` is the one stated value where there is exactly one.
    """

    options: tuple[Option, ...]
    label: str
    shown: str
    keys: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    unit: str | None = None
    fixed: bool = False  # a literal or the reference date: a threshold, not a fact
    evidence: tuple[Evidence, ...] = ()

    @property
    def missing(self) -> bool:
        return not self.options


def merged(*groups: Iterable[str]) -> tuple[str, ...]:
    """All keys once, in the order in which they first come."""
    return tuple(dict.fromkeys(key for group in groups for key in group))


def field_operand(ref: FieldRef, record: Record) -> Operand:
    """What the record says of a field: its value, its rivals, and what its areas compute to."""
    held = record.fields.get(ref.key)
    options, texts = _stated(ref, held)
    evidence = held.evidence if held is not None else ()
    keys: tuple[str, ...] = (ref.key,)
    computed = held is not None and held.method is Method.DERIVED and not held.rivals
    decided = held is not None and held.method is Method.DECISION
    extra = None if decided else _computed_share(ref.key, record)
    if extra is None and not decided and (computed or not options):
        extra = _computed_lease(ref.key, record)
    if extra is not None:
        if computed:
            # The same figure once more, rounded, and without what its sources leave open.
            options, texts = (), ()
        source = "按面积计算" if ref.key in SHARES else "按租期计算"
        options += tuple(o for o in extra.options if o not in options)
        if extra.shown not in texts:
            texts += (f"{extra.shown}（{source}）",)
        keys, evidence = merged(keys, extra.keys), evidence + extra.evidence
    doubtful = len(options) != 1 or not _is_exact(options[0])
    return Operand(
        options=options,
        label=ref.label,
        shown=" 或 ".join(dict.fromkeys(texts)) or "未知",
        keys=keys,
        doubts=_doubts(ref.key, options, extra, record) if doubtful else (),
        unit=ref.unit,
        evidence=evidence,
    )


def _doubts(
    key: str, options: tuple[Option, ...], extra: Operand | None, record: Record
) -> tuple[str, ...]:
    if options or key not in SHARES:
        return merged((key,), extra.doubts if extra is not None else ())
    parts, whole = SHARES[key]
    # A share that nobody states would be known from its areas as well.
    return merged((key,), (k for k in (*parts, whole) if _absent(k, record)))


def _absent(key: str, record: Record) -> bool:
    held = record.fields.get(key)
    return held is None or held.value is None


def _stated(
    ref: FieldRef | ColumnRef, held: FieldValue | None
) -> tuple[tuple[Option, ...], tuple[str, ...]]:
    """The options and texts of the value and its rivals, each once."""
    if held is None:
        return (), ()
    witnesses = [(held.value, held.approximate)]
    witnesses += [(rival.value, rival.approximate) for rival in held.rivals]
    options: dict[Option, str] = {}
    for value, how in witnesses:
        option = option_of(ref.kind, value, how)
        if option is not None:
            options.setdefault(option, shown(value, ref.unit, how))
    return tuple(options), tuple(options.values())


def option_of(kind: ValueKind, value: Value | None, how: Approximate | None) -> Option | None:
    """One witness's value as an option; None where it says nothing of this kind."""
    if value is None or not isinstance(value, TYPES[kind]):
        return None
    match value:
        case bool():
            return value
        case Decimal():
            return approximately(value, how) if value.is_finite() else None
        case PartialDate():
            return days_of(value)
        case Division():
            return value.code
        case tuple():
            return tuple(str(item).strip() for item in value)
        case _:
            text = str(value).strip()
            return text or None


def _is_exact(option: Option) -> bool:
    return option.low == option.high if isinstance(option, Interval | Days) else True


def _number(key: str, record: Record) -> tuple[Option, ...]:
    held = record.fields.get(key)
    return _stated(FieldRef(key, key, ValueKind.NUMBER), held)[0]


def _computed_share(key: str, record: Record) -> Operand | None:
    """The share that the areas make, as one more witness; None where an area is missing."""
    if key not in SHARES:
        return None
    parts, whole = SHARES[key]
    found: list[Interval] = []
    for combination in combinations([_number(k, record) for k in (*parts, whole)]):
        numbers = [n for n in combination if isinstance(n, Interval)]
        share = _share(numbers[:-1], numbers[-1])
        if share is not None and share not in found:
            found.append(share)
    if not found:
        return None
    keys = (*parts, whole)
    fields = [record.fields[k] for k in keys]
    doubts = tuple(k for k in keys if not _settled(_number(k, record)))
    texts = [shown(share.nominal, "1") for share in found]
    text = " 或 ".join(("约" if doubts else "") + text for text in texts)
    evidence = tuple(e for held in fields for e in held.evidence)
    return Operand(tuple(found), "", text, keys, doubts, "1", evidence=evidence)


def _share(parts: list[Interval], whole: Interval) -> Interval | None:
    total: Interval | None = parts[0]
    for part in parts[1:]:
        total = calculated("+", total, part) if total is not None else None
    share = calculated("/", total, whole) if total is not None else None
    vague = [n for n in (*parts, whole) if n.low != n.high]
    about = len(vague) == 1 and vague[0].low > 0 and vague[0].high.is_finite()
    if about and share is not None and share.nominal is not None:
        # A share of one area that is "about" is itself "about", ten per cent either way.
        return approximately(share.nominal, Approximate.ABOUT)
    return share


def _settled(options: tuple[Option, ...]) -> bool:
    return len(options) == 1 and _is_exact(options[0])


def _computed_lease(key: str, record: Record) -> Operand | None:
    """The years of a lease from its two dates; for years that no witness states."""
    if key != "lease_years":
        return None
    keys = ("lease_starts_on", "lease_ends_on")
    both = [_stated(FieldRef(k, k, ValueKind.DATE), record.fields.get(k))[0] for k in keys]
    found: list[Interval] = []
    for start, end in combinations(both):
        assert isinstance(start, Days) and isinstance(end, Days)
        # A lease runs to the end of its last day.
        months = months_of(start, Days(next_day(end.low), next_day(end.high)))
        years = Interval(
            months.low / 12, months.high / 12, None if months.nominal is None else months.low / 12
        )
        if years not in found:
            found.append(years)
    if not found:
        return None
    texts = [
        shown(y.low, "年") if y.nominal is not None else "约" + shown(y.low, "年") for y in found
    ]
    doubts = tuple(k for k, options in zip(keys, both, strict=True) if not _settled(options))
    evidence = tuple(e for k in keys for e in record.fields[k].evidence)
    return Operand(tuple(found), "", " 或 ".join(texts), keys, doubts, "年", evidence=evidence)


# Rivals multiply when several fields are combined; beyond this many nobody could read them.
MOST_COMBINATIONS = 64


def combinations(groups: list[tuple[Option, ...]]) -> list[tuple[Option, ...]]:
    """Every way to take one option from each group; empty where a group is empty or too many."""
    found: list[tuple[Option, ...]] = [()]
    for group in groups:
        found = [(*taken, option) for taken in found for option in group]
        if len(found) > MOST_COMBINATIONS:
            return []
    return found


def column_operand(ref: ColumnRef, row: RosterRow) -> Operand:
    """What a roster row says in one column."""
    cell = row.cells.get(ref.key)
    value = cell.value if cell is not None else None
    if ref.path == "tenants.kind" and value is None:
        value = _kind_by_name(row.cells)
    option = option_of(ref.kind, value, None)
    evidence = (cell.evidence,) if cell is not None and cell.evidence is not None else ()
    exact = option is not None and _is_exact(option)
    return Operand(
        options=() if option is None else (option,),
        label=ref.label,
        shown="未知" if option is None else shown(value, ref.unit),
        keys=(ref.path,),
        doubts=() if exact else (ref.path,),
        unit=ref.unit,
        evidence=evidence,
    )


def _kind_by_name(cells: Mapping[str, object]) -> str | None:
    """A tenant called …公司 is a company, whatever the list leaves out; others are not guessed."""
    cell = cells.get("name")
    name = getattr(cell, "value", None)
    return "企业" if isinstance(name, str) and name.strip().endswith("公司") else None
