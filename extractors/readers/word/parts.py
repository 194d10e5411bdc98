"""A Word package taken apart. Its bytes in; parts and the relations between them out.

python-docx's package reader follows the relations from the package's root, so the main part
is found wherever it lies. Its document object is not made: that parses every part into
classes of its own, which takes longer than reading the text.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from extractors.errors import LimitReached, Unreadable
from extractors.readers.packages.xml import Element, parse_part
from extractors.readers.packages.zipped import Package

RELS = ".rels"
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


def parts_of(package: Package, data: bytes) -> Parts:
    """Open a package whose parts were checked against the limits.

    Raises:
        Unreadable: it has no main part, or its list of contents is damaged.
    """
    try:
        return _parts(package.name, data)
    except KeyError:  # WPS and old Word leave relations to parts they never wrote
        mended = _without_dangling(package)
    try:
        return _parts(package.name, mended, mended=True)
    except KeyError as error:
        raise Unreadable(package.name, "damaged", f"no part: {error}"[:200]) from error


def _parts(name: str, data: bytes, mended: bool = False) -> Parts:
    from docx.opc.pkgreader import PackageReader

    try:
        opened = PackageReader.from_file(io.BytesIO(data))  # type: ignore[no-untyped-call]
        relations: dict[str, dict[str, Relation]] = {}
        for source, found in opened.iter_srels():
            target = found.target_ref if found.is_external else str(found.target_partname)
            kind = found.reltype.rpartition("/")[2]
            relation = Relation(kind, target, found.is_external)
            relations.setdefault(str(source), {})[found.rId] = relation
        parts = {
            str(part): Part(str(part), content_type, blob, relations.get(str(part), {}))
            for part, content_type, _, blob in opened.iter_sparts()
        }
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise LimitReached(name, "limit_size", "XML depth") from error
        raise Unreadable(name, "damaged", "XML is not well-formed") from error
    # python-docx raises these for wrong content types and relations without a target.
    except (ValueError, AttributeError, IndexError, TypeError) as error:
        raise Unreadable(name, "damaged", f"{type(error).__name__}: {error}"[:200]) from error
    for relation in relations.get("/", {}).values():
        if relation.kind == MAIN and relation.target in parts:
            return Parts(name, parts[relation.target], parts, mended)
    raise Unreadable(name, "damaged", "no main part")


def _without_dangling(package: Package) -> bytes:
    """The package without the relations that lead to no part of it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for info in package.entries:
            content = package.inflate(info)
            if info.filename.endswith(RELS):
                content = _kept(content, info.filename, package)
            new.writestr(info.filename, content)
    return out.getvalue()


def _kept(content: bytes, entry: str, package: Package) -> bytes:
    from docx.opc.packuri import PackURI

    root = parse_part(content, package.name)
    folder = "/" + entry.rpartition("_rels/")[0].rstrip("/")
    for relation in list(root):
        if relation.get("TargetMode") == "External":
            continue
        target = PackURI.from_rel_ref(folder, relation.get("Target") or "NULL")
        if not package.has(target.membername):
            root.remove(relation)
    return etree.tostring(root)
