"""Files from a browser in, one entry of the inbox out: the same way in as every other file.

They lie in the inbox as one archive, in which the names that the sender gave are members'
names only: none of them becomes a path here.
"""

from __future__ import annotations

import os
import secrets
import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from extractors.errors import MakerspaceError
from pipeline.intake.members import distinct, storable
from pipeline.settings import Settings

LONGEST_TITLE = 60  # characters: 180 bytes, below the 255 that file systems give a name
LONGEST_NAME = 120  # characters of one member's name; the end with its extension is kept
IN_TITLES = frozenset("（）()·-—_ 《》“”、&")
COPY_BYTES = 1 << 20


class HandingInError(MakerspaceError):
    """The files cannot be taken; the message says why and what to do, in Chinese."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """One file as sent: `name` with its folders as the browser gives it, never believed."""

    name: str
    content: BinaryIO
    size: int  # bytes


def hand_in(settings: Settings, title: str, ruleset: str | None, files: Sequence[SentFile]) -> Path:
    """Put the files into the inbox as one submission, whole or not at all.

    Args:
        title: What the submission is called; signs that no file system takes are replaced.
        ruleset: The policy to judge it under, by the id of one that is loaded; None: to be chosen.

    Returns:
        The entry of the inbox.

    Raises:
        HandingInError: nothing was sent, it is too much, or one of that name waits already.
    """
    named = entry_title(title)
    _refuse(settings, named, files)
    folder = settings.inbox / ruleset if ruleset else settings.inbox
    target = folder / f"{named}.zip"
    staging = settings.home / "uploads"
    staging.mkdir(parents=True, exist_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    partial = staging / f"{secrets.token_hex(8)}.part"
    try:
        with partial.open("xb") as handle:
            _write(handle, files)
            handle.flush()
            os.fsync(handle.fileno())
        # A link is made only where nothing of that name is there: nobody's file is replaced.
        os.link(partial, target)
    except FileExistsError as error:
        raise HandingInError(
            f"已有同名材料「{named}」在等待读取，请稍候再传，或换一个名称。"
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    return target


def entry_title(title: str) -> str:
    """The title as a file may be called.

    Example:
        >>> entry_title("../楚雄/彝绣坊众创空间*2024 ")
        '楚雄_彝绣坊众创空间_2024'
    """
    kept = "".join(c if c.isalnum() or c in IN_TITLES else "_" for c in storable(title))
    return kept.strip("_ ")[:LONGEST_TITLE].strip("_ ")


def member_name(name: str) -> str:
    """A sent name as a member of an archive: its folders kept, nothing that leads elsewhere.

    Example:
        >>> member_name("材料\\\\..\\\\附件/申请表.docx")
        '材料/附件/申请表.docx'
    """
    printable = "".join(c for c in storable(name).replace("\\", "/") if c.isprintable())
    parts = [part.strip() for part in printable.split("/")]
    kept = [part[-LONGEST_NAME:] for part in parts if part not in ("", ".", "..")]
    return "/".join(kept) or "未命名"


def _refuse(settings: Settings, named: str, files: Sequence[SentFile]) -> None:
    if not named:
        raise HandingInError("请填写申报单位或空间的名称，再上传。")
    if not files or not any(file.size for file in files):
        raise HandingInError("没有收到文件，或文件都是空的。请选择要上传的文件或文件夹。")
    if len(files) > settings.most_files:
        raise HandingInError(
            f"一次最多上传 {settings.most_files} 个文件，这里有 {len(files)} 个，请分次上传。"
        )
    whole = sum(file.size for file in files)
    if whole > settings.largest_file:
        most = settings.largest_file // 2**20
        raise HandingInError(f"一次最多上传 {most} MB，这里有 {whole // 2**20} MB，请拆分后上传。")


def _write(handle: BinaryIO, files: Sequence[SentFile]) -> None:
    if len(files) == 1 and member_name(files[0].name).lower().endswith(".zip"):
        shutil.copyfileobj(files[0].content, handle, COPY_BYTES)
        return
    names = distinct([member_name(file.name) for file in files])
    # Stored, not compressed: documents and pictures are compressed already.
    with zipfile.ZipFile(handle, "w", zipfile.ZIP_STORED) as archive:
        for name, file in zip(names, files, strict=True):
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as member:
                shutil.copyfileobj(file.content, member, COPY_BYTES)
