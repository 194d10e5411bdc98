"""The same name, code or telephone where different ones belong.

A mentor who also works for the space is nothing odd, and neither is a founder who mentors.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from extractors.language.fold import fold
from extractors.language.identifiers import credit_code_valid
from extractors.model import Finding, RosterRow
from pipeline.record.checks.gathered import Gathered, cell, place_in, shortened, spelled

# Two firms of one founder share a telephone; that three tenants have one owner is asked about.
_SHARED_BY = 3
# A list with more groups than these is misread or invented throughout, and the first tell it.
MOST_GROUPS = 10


def shared_telephones(gathered: Gathered) -> Iterator[Finding]:
    """One telephone for several tenants: often the space's own in place of theirs."""
    for roster in ("tenants", "graduates"):
        by_phone: dict[str, list[RosterRow]] = defaultdict(list)
        for row in gathered.rows(roster):
            digits = re.sub(r"\D", "", fold(str(cell(row, "phone") or "")).text)
            if len(digits) >= 7:
                by_phone[digits].append(row)
        key = f"{roster}.phone"
        found = (_shared(key, rows, _SHARED_BY) for rows in by_phone.values())
        yield from islice((one for one in found if one is not None), MOST_GROUPS)


def shared_codes(gathered: Gathered) -> Iterator[Finding]:
    """One credit code under two names: a code names one body."""
    by_code: dict[str, list[RosterRow]] = defaultdict(list)
    for row in gathered.rows("tenants"):
        code = cell(row, "credit_code")
        if isinstance(code, str) and credit_code_valid(code):
            by_code[code].append(row)
    found = (_shared("tenants.credit_code", rows, 2) for rows in by_code.values())
    yield from islice((one for one in found if one is not None), MOST_GROUPS)


def operator_as_tenant(gathered: Gathered) -> Iterator[Finding]:
    """The applicant among its own tenants."""
    operator = spelled(gathered.text("operator_name"))
    for row in gathered.rows("tenants"):
        name = str(cell(row, "name") or "")
        if operator and spelled(name) == operator:
            details = {"key": "tenants.name", "value": name, "beside": "operator_name"}
            yield Finding("value_implausible", details, place_in(row, "name"))
            return


def tenants_codes(gathered: Gathered) -> Iterator[Finding]:
    """Tenants' credit codes whose check character is wrong, where they were typed, not scanned."""
    wrong = [row for row in gathered.rows("tenants") if _is_wrong(row)]
    if not wrong:
        return
    codes = [str(cell(row, "credit_code")) for row in wrong]
    names = [str(cell(row, "name") or "") for row in wrong]
    places = tuple(place for row in wrong for place in place_in(row, "credit_code"))
    details = {"value": shortened(codes), "name": shortened(names)}
    yield Finding("credit_code_invalid", details, places)


def _is_wrong(row: RosterRow) -> bool:
    code = cell(row, "credit_code")
    typed = all(place.score is None for place in place_in(row, "credit_code"))
    return isinstance(code, str) and len(code) == 18 and typed and not credit_code_valid(code)


def _shared(key: str, rows: list[RosterRow], least: int) -> Finding | None:
    """The question about what the rows share, where at least so many names share it."""
    column = key.partition(".")[2]
    names = list(dict.fromkeys(str(cell(row, "name")) for row in rows))
    if len(names) < least:
        return None
    places = tuple(place for row in rows for place in place_in(row, column))
    value = str(cell(rows[0], column))
    return Finding("value_implausible", {"key": key, "value": value, "names": names}, places)
