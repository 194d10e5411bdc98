"""The vocabulary of the samples: field keys by kind, and the conditions of the five policies.

Written out a second time on purpose: the samples check the catalogue and the rulesets, so they
must not take their words from them.
"""

from __future__ import annotations

FIELDS = (
    "space_name",
    "operator_name",
    "operator_kind",
    "credit_code",
    "legal_representative",
    "contact_name",
    "contact_phone",
    "contact_mobile",
    "contact_email",
    "registered_address",
    "space_address",
    "division",
    "registered_on",
    "operating_since",
    "independent_legal_person",
    "category",
    "applied_on",
    "total_area_m2",
    "workstation_count",
    "workstation_area_m2",
    "public_area_m2",
    "usable_share",
    "public_share",
    "premises_tenure",
    "lease_starts_on",
    "lease_ends_on",
    "lease_years",
    "tenant_count",
    "team_count",
    "company_count",
    "new_company_count",
    "funded_count",
    "funding_total_yuan",
    "incubation_case_count",
    "graduate_count",
    "staff_count",
    "full_time_staff_count",
    "mentor_count",
    "event_count",
    "training_count",
    "has_seed_fund",
    "seed_fund_yuan",
    "has_investor_partnership",
    "invested_project_count",
    "transfer_count",
    "jobs_count",
    "ip_count",
    "has_online_platform",
    "separate_accounting",
    "free_first_year",
    "rent_share_second_year",
    "rent_share_third_year",
    "services",
    "management_rules",
    "budget_total_yuan",
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


YES_NO = _words(
    """independent_legal_person has_seed_fund has_investor_partnership has_online_platform
    separate_accounting free_first_year"""
)
SETS = frozenset({"services", "management_rules"})
DATES = _words("registered_on operating_since applied_on lease_starts_on lease_ends_on")
NUMBERS = frozenset(
    key
    for key in FIELDS
    if key.endswith(("_count", "_m2", "_yuan", "_share", "_years", "_second_year", "_third_year"))
)
COUNTED_OVER_A_YEAR = _words(
    """new_company_count funded_count funding_total_yuan incubation_case_count event_count
    training_count transfer_count"""
)


def _conditions(text: str) -> dict[str, bool]:
    """Condition ids; an asterisk marks those that only a person can judge."""
    return {word.rstrip("*"): word.endswith("*") for word in text.split()}


JUDGEMENTS = {
    "yunnan-2021": _conditions("1a 1b 1c 2a 2b 3* 4* 5 6 7 8a 8b 8c* 9a 9b 9c 9d 10 T1 T2 T3"),
    "kunming-2017": _conditions(
        """5.1a 5.1b 5.2* 5.3 5.4* 5.5 5.6* 6.1* 6.2* 6.3
        7.1a 7.1b 7.1c 7.1d* 7.2a 7.2b* 7.3a 7.3b* 7.4"""
    ),
    "mile-2017": _conditions(
        "5.1a 5.1b 5.2a 5.2b 5.2c* 5.2d 5.2e* 5.3a* 5.3b 5.4 5.5 5.6a* 5.6b* 5.7 5.8*"
    ),
    "wenzhou-2021": _conditions(
        "8.1a* 8.1b* 8.1c 8.1d* 8.2a 8.2b 8.2c 8.2d 8.3a 8.3b 8.3c* 8.4a 8.4b 8.5 9"
    ),
    "xinjiang-2019": _conditions(
        """6.1* 6.2a* 6.2b 6.3a 6.3b* 6.4a 6.4b 6.4c 6.5 6.6 6.7 6.8a 6.8b 6.8c*
        6.9 6.10* 7"""
    ),
}
