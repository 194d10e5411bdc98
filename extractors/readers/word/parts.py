"""A Word package taken apart. Its unpacked parts in; parts and the relations between them out.

Relations are followed from the package's root, so the main part is found wherever it lies, and
a part that nothing refers to is none.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from extractors.errors import Unreadable
from extractors.readers.packages.office import OfficePackage
from extractors.readers.packages.xml import Element, parse_part

CONTENT_TYPES = "[Content_Types].xml"
MAIN = "officeDocument"


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to. `kind` is the last word of the relation's type: header, image."""

    kind: str
    target: str  # a part's name from the package's root, or an address outside
    outside: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One part as stored, with its relations by their id."""

    name: str
    content_type: str
    data: bytes
    relations: Mapping[str, Relation] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """The part's own name without folders."""
        return self.name.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Parts:
    """All parts that relations lead to; `mended` says that some led nowhere."""

    name: str  # the submitted file's
    main: Part
    by_name: Mapping[str, Part]
    mended: bool = False

    def target(self, part: Part, relation: str | None) -> Part | None:
        """The part that a relation of `part` leads to, inside the package."""
        found = part.relations.get(relation or "")
        return None if found is None or found.outside else self.by_name.get(found.target)

    def of_kind(self, part: Part, kind: str) -> Iterator[Part]:
        """The parts that `part` refers to as that kind, each once, in the order of its list."""
        names = [r.target for r in part.relations.values() if r.kind == kind and not r.outside]
        for name in dict.fromkeys(names):
            if name in self.by_name:
                yield self.by_name[name]

    def root(self, part: Part) -> Element:
        """The part's XML.

        Raises:
            Unreadable: it is not well-formed.
            LimitReached: it nests deeper than the parser goes.
        """
        return parse_part(part.data, self.name)


def parts_of(package: OfficePackage) -> Parts:
    """Take a package apart whose parts were checked against the limits.

    Raises:
        Unreadable: it has no main part, or its list of contents is damaged.
        LimitReached: a list nests deeper than the parser goes.
    """
    links = _Links(package)
    types = _content_types(package)
    parts: dict[str, Part] = {}
    root = links.of("/")
    waiting = [relation.target for relation in root.values() if not relation.outside]
    while waiting:
        name = waiting.pop()
        if name in parts:
            continue
        relations = links.of(name)
        parts[name] = Part(name, types(name), package.parts[name[1:]], relations)
        waiting += [relation.target for relation in relations.values() if not relation.outside]
    for relation in root.values():
        if relation.kind == MAIN and relation.target in parts:
            return Parts(package.name, parts[relation.target], parts, links.dangling)
    raise Unreadable(package.name, "damaged", "no main part")


@dataclass(slots=True)
class _Links:
    """The relations of a package's parts. WPS and old Word write some to parts they never do."""

    package: OfficePackage
    dangling: bool = False

    def of(self, part: str) -> dict[str, Relation]:
        """The relations of a part by their id; those left out that lead nowhere."""
        folder, base = posixpath.split(part)
        stored = self.package.parts.get(posixpath.join(folder, "_rels", f"{base}.rels")[1:])
        if stored is None:
            return {}
        relations = {}
        for link in parse_part(stored, self.package.name).iter("{*}Relationship"):
            outside = link.get("TargetMode") == "External"
            target = link.get("Target", "")
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target))
                if target[1:] not in self.package.parts:
                    self.dangling = True
                    continue
            kind = link.get("Type", "").rpartition("/")[2]
            relations[link.get("Id", "")] = Relation(kind, target, outside)
        return relations


def _content_types(package: OfficePackage) -> Callable[[str], str]:
    """What leads from a part's name to its type, by its own entry or by its extension.

    Raises:
        Unreadable: the list is missing or not well-formed.
    """
    if CONTENT_TYPES not in package.parts:
        raise Unreadable(package.name, "damaged", "no list of content types")
    root = parse_part(package.parts[CONTENT_TYPES], package.name)
    own = {
        one.get("PartName", "").lower(): one.get("ContentType", "")
        for one in root.iter("{*}Override")
    }
    usual = {
        one.get("Extension", "").lower(): one.get("ContentType", "")
        for one in root.iter("{*}Default")
    }

    def content_type(part: str) -> str:
        name = part.lower()
        return own.get(name) or usual.get(posixpath.splitext(name)[1][1:], "")

    return content_type
