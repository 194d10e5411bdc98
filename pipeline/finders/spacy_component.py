"""A spaCy pipeline of the office's own, whose entities are labelled with field keys.

    ZHONGCHUANG_FINDERS=pipeline.finders.spacy_component:finder
    ZHONGCHUANG_FINDER_SPACY=/srv/models/makerspace-ner    a folder, or an installed package

Any component that sets `doc.ents` serves: a trained `ner`, an `entity_ruler`. It sees a block at
a time, exactly as in the file. Labels that are no field are passed over, so a pipeline may find
more than is asked. Loading a pipeline runs what its configuration names: use only your own.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.catalogue import FieldSpec
from extractors.find.added.finder import Claim
from extractors.model import Document
from extractors.tables import READ_LAYERS
from pipeline.settings import SettingsError

if TYPE_CHECKING:
    from spacy.language import Language

PIPELINE = "ZHONGCHUANG_FINDER_SPACY"


def finder(environ: Mapping[str, str] = os.environ) -> Component:
    """The finder around the pipeline that the environment names.

    Raises:
        SettingsError: there is none, or it cannot be loaded.
    """
    import spacy

    named = environ.get(PIPELINE, "").strip()
    if not named:
        raise SettingsError(f"{PIPELINE} is not set; write the folder of a spaCy pipeline")
    try:
        nlp = spacy.load(named)
    except (OSError, ImportError, ValueError) as error:
        raise SettingsError(f"{PIPELINE}={named}: {error}") from error
    return Component(nlp, f"spacy-{nlp.meta['name']}"[:40], _revision(nlp))


@dataclass(frozen=True, slots=True)
class Component:
    """A loaded pipeline; its `revision` changes with anything in its folder."""

    nlp: Language
    name: str
    revision: str

    def find(self, document: Document, fields: Mapping[str, FieldSpec]) -> Iterator[Claim]:
        """One claim an entity, block by block; the value is left to our reading."""
        blocks = [
            (block.text, number)
            for number, block in enumerate(document.blocks)
            if block.layer in READ_LAYERS and block.text.strip()
        ]
        for doc, number in self.nlp.pipe(blocks, as_tuples=True):
            for entity in doc.ents:
                if entity.label_ in fields:
                    yield Claim(entity.label_, entity.text, block=number)


def _revision(nlp: Language) -> str:
    digest = hashlib.sha256(json.dumps(nlp.meta, sort_keys=True, default=str).encode())
    folder = Path(nlp.path) if nlp.path else None
    for path in sorted(folder.rglob("*")) if folder else ():
        if path.is_file():
            with path.open("rb") as file:
                digest.update(str(path.relative_to(folder)).encode() if folder else b"")
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:12]
