"""The catalogue in, the spaCy pipeline out that marks a text with its words.

A blank Chinese pipeline with one character a token: figures never follow the bounds of words
(jieba cuts 0.06万平方米 in the middle), so offsets of characters are the only ones that fit all
marks; jieba only checks them. Each component is a factory in spaCy's registry with
its words as configuration: an office with a trained component adds it to the same pipeline.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from extractors.catalogue import Catalogue, load_catalogue
from extractors.language.fold import fold
from extractors.language.marks.approximations import Approximations
from extractors.language.marks.changes import Changes
from extractors.language.marks.clauses import Clauses
from extractors.language.marks.comparisons import Comparisons
from extractors.language.marks.days import Days
from extractors.language.marks.limits import Limits
from extractors.language.marks.names import Names
from extractors.language.marks.negations import Negations
from extractors.language.marks.parts import Parts
from extractors.language.marks.plans import Plans
from extractors.language.marks.quantities import Quantities
from extractors.language.marks.spans import DISTRACTOR, FOLLOWS, GROUPS, LABEL, UNDER, value_of
from extractors.language.marks.subjects import Subjects
from extractors.language.marks.windows import Windows
from extractors.language.marks.words import Words

if TYPE_CHECKING:
    from spacy.language import Language

# Name in spaCy's registry → component, in the order in which they run: what looks at figures
# comes behind them, and words last, because they check the marks of all.
COMPONENTS: Mapping[str, type] = {
    "makerspace_clauses": Clauses,
    "makerspace_quantities": Quantities,
    "makerspace_dates": Days,
    "makerspace_approximations": Approximations,
    "makerspace_names": Names,
    "makerspace_changes": Changes,
    "makerspace_plans": Plans,
    "makerspace_windows": Windows,
    "makerspace_subjects": Subjects,
    "makerspace_limits": Limits,
    "makerspace_comparisons": Comparisons,
    "makerspace_parts": Parts,
    "makerspace_negations": Negations,
    "makerspace_words": Words,
}
TOKENIZER = "makerspace_characters"


@cache
def pipeline() -> Language:
    """The pipeline over the shipped catalogue, built once a process."""
    return build(load_catalogue())


def build(catalogue: Catalogue) -> Language:
    """A pipeline whose components know a catalogue's words."""
    words = vocabulary(catalogue)
    nlp = blank()
    for name in COMPONENTS:
        nlp.add_pipe(name, config=settings(name, words))
    return nlp


def blank() -> Language:
    """Chinese, one character a token, no component; every component of ours may be added."""
    import spacy

    _register()
    return spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})


def settings(component: str, words: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """The configuration of a component: the words of its kinds, or jieba's dictionary."""
    group = component.removeprefix("makerspace_")
    if group == "words":
        return {"dictionary": sorted({word for entries in words.values() for word in entries})}
    mine = {kind: list(words[kind]) for kind in GROUPS[group] if kind in words}
    return {"words": mine} if mine else {}


def vocabulary(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Kind of mark → its words, folded as the text is."""
    fields = catalogue.fields.values()
    words: dict[str, list[str]] = {
        LABEL: [word for spec in fields for word in spec.labels + spec.prose_labels],
        FOLLOWS: [word for spec in fields for word in spec.follows if "…" not in word],
        UNDER: [word for spec in fields for words in spec.under.values() for word in words],
        DISTRACTOR: list(catalogue.distractors),
        **{kind: list(entries) for kind, entries in catalogue.scopes.items()},
    }
    return {
        kind: tuple(dict.fromkeys(fold(entry).text for entry in entries if entry))
        for kind, entries in words.items()
    }


@cache
def _register() -> None:
    from spacy.language import Language
    from spacy.tokens import Doc, Span
    from spacy.util import registry

    for name, component in COMPONENTS.items():
        if not Language.has_factory(name):  # spaCy's registry outlives our caches
            Language.factory(name, func=component)
    if not Span.has_extension("value"):
        Span.set_extension("value", getter=value_of)

    def characters() -> Any:
        def tokenizer(nlp: Language) -> Any:
            def cut(text: str) -> Doc:
                doc = Doc(nlp.vocab, words=list(text), spaces=[False] * len(text))
                doc.user_data["text"] = text
                return doc

            return cut

        return tokenizer

    registry.tokenizers.register(TOKENIZER, func=characters)
