"""Who applies: a code that checks out, a legal person of its own."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.language.identifiers import credit_code_valid
from extractors.model import Finding
from pipeline.record.checks.gathered import Gathered

_BRANCHES = ("分公司", "办事处", "分校", "分院")


def credit_code(gathered: Gathered) -> Iterator[Finding]:
    """A credit code whose check character is wrong."""
    code = gathered.fields["credit_code"]
    if code.value is not None and not credit_code_valid(str(code.value)):
        yield Finding("credit_code_invalid", {"value": str(code.value)}, code.evidence[:1])


def branch_office(gathered: Gathered) -> Iterator[Finding]:
    """An applicant that is part of another legal person."""
    name = gathered.fields["operator_name"]
    if name.value is not None and str(name.value).endswith(_BRANCHES):
        yield Finding("branch_office", {"name": str(name.value)}, name.evidence[:1])
