"""A finding in, the fields whose values it speaks against out.

Whoever takes a value without a person has to know that a check disagrees with it.
"""

from __future__ import annotations

from extractors.catalogue import load_catalogue
from extractors.model import Finding

# Codes that speak about one field's value; others are about the applicant, a document, the form.
ABOUT_A_VALUE = frozenset(
    {
        "claimed_count_differs",
        "ratio_differs",
        "sum_differs",
        "dates_out_of_order",
        "value_implausible",
        "credit_code_invalid",
        "threshold_copied",
        "documents_differ",
    }
)
# Findings about a value that their own details do not name as a field.
_ITS_FIELD = {"credit_code_invalid": "credit_code"}


def fields_concerned(finding: Finding) -> tuple[str, ...]:
    """The keys of the fields, in the finding's order; none where it is about rows or files.

    Example:
        >>> fields_concerned(Finding("dates_out_of_order", {"keys": ["registered_on"]}))
        ('registered_on',)
        >>> fields_concerned(Finding("value_implausible", {"key": "tenants.phone"}))
        ()
    """
    details = finding.details
    keys = details.get("keys", ())
    named = [details.get("key"), details.get("part"), details.get("beside")]
    named += keys if isinstance(keys, list | tuple) else ()
    if finding.code in _ITS_FIELD and "name" not in details:
        named.append(_ITS_FIELD[finding.code])
    found = [str(key) for key in named if key]
    known = load_catalogue().fields
    # What a row is out of step with is not what is wrong with it.
    return tuple(dict.fromkeys(found)) if all(key in known for key in found) else ()
