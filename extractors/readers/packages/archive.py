"""Archives (.zip) a submitter sends. A zip file in; its members' names and bytes out.

Names are text for people: nothing is ever written under them. Nested archives are opened
in place. What cannot be unpacked is a member without data and with its problem, so one bad
member costs only itself.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.errors import FileError, LimitReached
from extractors.limits import LIMITS
from extractors.model import Problem
from extractors.problems import problem
from extractors.readers.kinds import kind_of
from extractors.readers.packages.zipped import UTF8_FLAG, Budget, Package, open_package

# What file managers and office programs leave behind; no submitter means to send it.
LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$|\.~|\._)", re.I)
SYMLINK = 0o120000


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive; `folder` is text for people, never a path to open."""

    folder: str
    name: str
    data: bytes | None
    problems: tuple[Problem, ...] = ()


def unpack(path: Path) -> tuple[Member, ...]:
    """All files of a zip archive, those of nested archives included, in archive order.

    A damaged, encrypted or too large archive gives one member without data that carries
    the archive's own name and the problem.
    """
    size = path.stat().st_size
    if size > LIMITS.file_bytes:
        return (Member("", path.name, None, (problem("limit_size"),)),)
    return tuple(_members(path.read_bytes(), path.name, "", Budget(), 1))


def _members(data: bytes, name: str, folder: str, budget: Budget, depth: int) -> Iterator[Member]:
    try:
        package = open_package(data, name, budget)
    except FileError as error:
        yield Member(folder, name, None, (problem(error.code),))
        return
    for info in package.entries:
        shown = member_name(info)
        if info.is_dir() or shown.endswith("/") or LITTER.search(shown):
            continue
        where, _, base = safe_name(shown).rpartition("/")
        inside = "/".join(part for part in (folder, where) if part)
        try:
            yield from _member(package, info, inside, base, depth)
        except FileError as error:
            yield Member(inside, base, None, (problem(error.code),))
            if isinstance(error, LimitReached) and budget.left < 0:
                return


def _member(
    package: Package, info: zipfile.ZipInfo, folder: str, name: str, depth: int
) -> Iterator[Member]:
    if (info.external_attr >> 16) & 0o170000 == SYMLINK:
        yield Member(folder, name, None, (problem("unsupported"),))
        return
    data = package.inflate(info)
    if kind_of(data, name) != "zip":
        yield Member(folder, name, data)
    elif depth >= LIMITS.zip_depth:
        yield Member(folder, name, None, (problem("limit_size"),))
    else:
        inside = "/".join(part for part in (folder, _stem(name)) if part)
        yield from _members(data, name, inside, package.budget, depth + 1)


def _stem(name: str) -> str:
    return name[:-4] if name.lower().endswith(".zip") else name


def member_name(info: zipfile.ZipInfo) -> str:
    """The name as the submitter wrote it.

    Chinese Windows programs store names in GBK without saying so; zipfile then decodes the
    bytes as code page 437, which is undone here without loss.
    """
    if info.flag_bits & UTF8_FLAG:
        return info.orig_filename
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.orig_filename
    for encoding in ("utf-8", "gb18030", "big5"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.orig_filename


def safe_name(name: str) -> str:
    """The name with forward slashes, without drive, leading slash, `.`, `..` or controls.

    Example:
        >>> safe_name("C:\\\\材料\\\\..\\\\表.docx"), safe_name("/../../etc/passwd")
        ('材料/表.docx', 'etc/passwd')
    """
    text = "".join(sign for sign in name.replace("\\", "/") if sign.isprintable())
    text = re.sub(r"^[A-Za-z]:", "", text)
    parts = [part.strip() for part in text.split("/")]
    kept = [part for part in parts if part not in {"", ".", ".."}]
    return "/".join(kept) or "unnamed"
