"""What a policy asks, as data: one edition of one policy, its conditions and what follows.

Everything an official may look up stands here with its article and in the project's own words:
conditions, materials, form rules, procedure, periods, bans, losses, duties, funding. Frozen;
holds no file, no clock and no record.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from pipeline.rules import syntax


class Entry(BaseModel):
    """Base of everything in a ruleset file: frozen, and nothing beside what is defined."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Binding(StrEnum):
    """What a condition that is not met does to the application."""

    BINDING = "binding"  # it fails
    DISCRETIONARY = "discretionary"  # 原则上, 一般: a person decides
    VETO = "veto"  # the test names an obstacle: where it is met, the application fails
    PREFERENCE = "preference"  # 优先, 鼓励: it is told and never fails


class Region(Entry):
    """Where the policy reaches.

    `codes` are prefixes of GB/T 2260, former ones included. `places` are names of divisions
    inside it, `within` the larger divisions around it: both serve to read addresses.
    """

    codes: tuple[str, ...] = Field(min_length=1)
    name: str
    places: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


class Cited(Entry):
    """A provision: where it stands and what it says, in our own words."""

    article: str
    says: str


class Category(Entry):
    """One of the kinds of space the policy tells apart; `also` are other ways to write it."""

    name: str
    also: tuple[str, ...] = ()
    article: str = ""
    note: str = ""  # what the policy leaves open for it; shown with the assessment


class Condition(Cited):
    """One condition for the title.

    `category` limits it to one category (in others it is not asked at all); `when` is a test
    that must hold for it to be asked (else it is met: not applicable). `shows` is a test that
    decides nothing and helps the person who judges. `rule`, `guard` and `exhibit` are the trees
    of `test`, `when` and `shows`.
    """

    id: str
    test: str
    when: str | None = None
    shows: str | None = None
    category: str | None = None
    binding: Binding = Binding.BINDING
    asks: str = ""  # the question to the person, where the test leaves one
    note: str = ""  # how an unclear wording is read
    rule: syntax.Expression = Field(exclude=True, repr=False)
    guard: syntax.Expression | None = Field(default=None, exclude=True, repr=False)
    exhibit: syntax.Expression | None = Field(default=None, exclude=True, repr=False)


class Bypass(Cited):
    """A status that waives conditions: where `test` is met, those of `waives` are met.

    `waives` holds condition ids, or `all`; vetoes are never waived.
    """

    id: str
    test: str
    waives: tuple[str, ...] = ("all",)
    rule: syntax.Expression = Field(exclude=True, repr=False)


class Material(Cited):
    """Something to hand in; `key` is one of the catalogue's kinds of material.

    One that is not `required` (其他, or proof in whatever form) is never said to be missing.
    """

    key: str
    required: bool = True


class Section(Cited):
    """A section that the operating plan must hold; `key` is one of the catalogue's."""

    key: str


class TextLimit(Cited):
    """The most characters a text of the form may have."""

    label: str
    characters: int


class Form(Entry):
    """Rules of the application form. `titles` are how the form's file or cover names itself."""

    titles: tuple[str, ...] = ()
    blanks_forbidden: Cited | None = None
    cover_number_empty: Cited | None = None
    limits: tuple[TextLimit, ...] = ()
    copies: int | None = None
    copies_article: str = ""


class Step(Cited):
    """One step of the procedure, in its order; `by` is who takes it."""

    by: str


class Period(Cited):
    """A period of time: days of public notice, months to report a change, years of a ban.

    `length` is None where the policy names the duty and leaves the period open.
    """

    length: int | None = None
    unit: str = "日"


class Funding(Cited):
    """Money for those recognised, in yuan; None where the amount is left open."""

    yuan: int | None = None


class Case(Entry):
    """A worked example: facts in, outcomes that must come out.

    `given` are fields; rosters, judgements and the day stand beside it, as in a facts file.
    """

    name: str
    on: dt.date | None = None
    given: dict[str, Any] = Field(default_factory=dict)
    rosters: dict[str, list[dict[str, Any]]] = Field(default_factory=dict)
    judgements: dict[str, Any] = Field(default_factory=dict)
    expect: dict[str, str] = Field(default_factory=dict)
    outcome: str | None = None
    absent: tuple[str, ...] = ()  # conditions that must not be asked


class Ruleset(Entry):
    """One edition of one policy. `digest` changes whenever its file does."""

    id: str
    title: str
    number: str  # 文号
    issuer: str
    level: str
    region: Region
    in_force_from: dt.date
    in_force_until: dt.date | None = None
    replaces: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    conditions: tuple[Condition, ...] = ()
    bypasses: tuple[Bypass, ...] = ()
    materials: tuple[Material, ...] = ()
    plan_sections: tuple[Section, ...] = ()
    form: Form = Form()
    steps: tuple[Step, ...] = ()
    notice: Period | None = None
    change_report: Period | None = None
    ban: Period | None = None
    loss_grounds: tuple[Cited, ...] = ()
    yearly_duties: tuple[Cited, ...] = ()
    funding: tuple[Funding, ...] = ()
    cases: tuple[Case, ...] = ()
    digest: str = ""
    source: str = ""  # "shipped" or the file of the office
    overrides_shipped: bool = False

    def in_force(self, on: dt.date) -> bool:
        """Whether this edition was in force on that day, both ends included."""
        return self.in_force_from <= on and (
            self.in_force_until is None or on <= self.in_force_until
        )

    def category(self, written: str) -> Category | None:
        """The category that a form names, by its name or another way to write it."""
        word = written.strip()
        return next((c for c in self.categories if word == c.name or word in c.also), None)
