"""The rule language: one line that an official can read aloud. This page is its whole manual.

A rule is a test over the catalogue's fields. It is read and checked when a ruleset is loaded:
every name must be a field, a roster or a column, every comparison must hold like against like
(㎡ with ㎡, dates with dates). It is then judged three-valued: met, not_met or unknown, beside
them judgement, which only a person can turn into one of the others. There is no way to run code,
loop, or read a file in it, and every rule comes to an end.

Where rules stand in `rulesets/*.toml`:

    [[condition]]
    id      = "8.2a"                        # never changes once published
    article = "第八条第2项"                   # where the policy says it
    says    = "服务场地至少300平方米，或工位至少20个"   # in our own words
    test    = "total_area_m2 >= 300 or workstation_count >= 20"

    when     = "premises_tenure == '租赁'"    # asked only then; otherwise met, as not applicable
    shows    = "services holds ['工商注册']"   # decides nothing, helps the person who judges
    category = "综合服务类"                    # not asked at all of other categories
    binding  = "discretionary"              # 原则上, 一般: failing it asks a person
    asks     = "活动是否定期举办？"             # the question, where the test leaves a judgement
    note     = "…"                          # how an unclear wording is read

`binding` is one of

    binding         (the default) not met: the application fails
    discretionary   not met: a person decides; an answer of yes meets it, of no makes it bind
    veto            the test names an obstacle (a ban, a status that excludes): met is failing
    preference      told, never fails

A status that lets conditions pass is a table of its own. Its test may be any, also a judgement
that a person gives under the bypass's id; until it is met nothing is waived, and a note asks.

    [[bypass]]
    id     = "B1"
    article = "第六条"
    says   = "已获国家备案的，免予审查场地条件"
    test   = "judgement"
    waives = ["8.2a", "8.2c"]               # or ["all"]; a veto is never waived

A level (市级, 省级) for which thresholds differ is a [[category]] like any other.

Grammar, loosest first. [ ] may be left out, { } may be repeated.

    rule       = test [ "else" "judgement" ]
    test       = both { "or" both }
    both       = negation { "and" negation }
    negation   = [ "not" ] relation
    relation   = sum [ ">=" sum | "<=" sum | ">" sum | "<" sum | "==" sum | "!=" sum ]
               | sum [ "not" ] "in" list
               | sum "holds" [ "any" ] list
               | sum "within" window
    sum        = product { ("+" | "-") product }
    product    = factor { ("*" | "/") factor }
    factor     = [ "-" ] atom
    atom       = number | percent | date | text | "yes" | "no" | field | function | list
               | "(" test ")" | "judgement" | "reference_date"
               | "if" test "then" sum "else" sum
    list       = text | "[" text { "," text } "]"
    window     = "last_year" | "this_year" | "last_months" "(" sum ")"
               | "period" "(" sum "," sum ")" | "window"

Values

    500   100_000   0.7   70%          numbers; 70% is 0.7
    2021-04-04                         a day
    '租赁'                              a text, as the catalogue writes it
    total_area_m2                      a field; `zhongchuang fields list` shows them all
    reference_date                     the application date; without one, the day of evaluation

Tests

    independent_legal_person                         a field of yes or no is a test by itself
    total_area_m2 >= 500                             comparison; >= and <= include the number
    premises_tenure in ['自有', '租赁']               one of
    services holds ['工商注册', '政策咨询']            all of them
    services holds any ['金融服务', '融资对接']        one of them is enough
    total_area_m2 >= 500 and workstation_count >= 20  both
    new_company_count >= 3 or funded_count >= 1       either
    not_both(has_seed_fund, free_first_year)          not the two together
    known(seed_fund_yuan)                             it is stated at all; never unknown itself
    registered_in(region)                             by credit code or address, the ruleset's own
    registered_in('5301', '5303')                     by credit code, other divisions
    reported(year(reference_date) - 1)                the statistics hold that year, else unknown
    judgement                                         only a person can say
    event_count >= 1 and judgement                    the fact must hold, and a person agrees
    services holds '融资对接' else judgement           the fact settles it, otherwise a person does

Functions of values

    mentor_count >= ceil(tenant_count / 15)           a count that depends on another; also floor
    public_area_m2 / total_area_m2 >= 10%             a ratio of fields
    total_area_m2 >= (if category == '专业' then 300 else 500)    a threshold that depends
    least(a, b)  greatest(a, b)                       the smaller, the larger number
    months(operating_since, reference_date) >= 12     calendar months; also years, days
    months(reference_date, day_after(lease_ends_on)) >= 36       what remains of a lease
    years(lease_starts_on, day_after(lease_ends_on)) >= 3        the whole of it
    latest(registered_on, operating_since)            the later day; also earliest
    lease_ends_on >= last_day(year(reference_date) + 2)          31 December; first_day: 1 January
    add_months(operating_since, 6) <= reference_date  a day so many months later
    statistic(event_count, year(reference_date) - 1) >= 8        a figure of the statistics

Rows of rosters. Inside the brackets the roster's columns are names as well, before the fields.

    every(tenants, months(moved_in_on, reference_date) <= 24)
    every(tenants where kind == '企业', registered_in_space)      others are not asked
    some(mentors, full_time)
    count(tenants where headcount >= 3) >= 10
    share(tenants where kind == '企业') >= 50%         of all rows those that …
    share(tenants where kind == '企业', registered_in_space) >= 80%    of those rows the ones that …
    total(investments, amount_yuan) >= 500_000        the sum of a column

Windows, both ends included; `window` is the one being tried.

    count(events where held_on within last_year) >= 8
    count(events where held_on within last_months(12)) >= 8
    any_window(last_year, last_months(12), count(events where held_on within window) >= 8)

How doubt is treated

    - missing: unknown; but one met settles `or`, one not_met settles `and` (Kleene).
    - approximate: 余 at least, 近 at most, 约 ten per cent either way; arithmetic keeps bounds.
    - a date known to the month or year: met if every day of it meets the test, and so on.
    - witnesses that disagree: unknown where they stand on different sides of the threshold.
      A share stated and the same share computed from its areas are two witnesses.
    - a missing or empty roster: unknown, unless its count is stated as 0.
    - unknown beside judgement is unknown: a fact must be found before a person is asked.
"""

from __future__ import annotations

from pipeline.rules.kinds import check_test
from pipeline.rules.parser import parse
from pipeline.rules.syntax import Expression
from pipeline.rules.tokens import LanguageError
from pipeline.rules.vocabulary import Vocabulary

__all__ = ["LanguageError", "Vocabulary", "read_rule"]


def read_rule(line: str, vocabulary: Vocabulary) -> Expression:
    """The checked tree of one rule.

    Args:
        line: The rule as it stands in the file.
        vocabulary: The fields and rosters it may name.

    Raises:
        LanguageError: it is no rule; the message says what is wrong, where, and how to mend it.
    """
    tree = parse(line, vocabulary)
    check_test(tree)
    return tree
