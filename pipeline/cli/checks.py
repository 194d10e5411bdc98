"""What `doctor` looks at: the settings in; one Check after another out.

Each check tries the real thing in the way a run would: a file is converted, recognised and
unpacked in the sandbox, not only its program looked for. Nothing of the installation changes.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.reading.sandbox import Sandbox


class State(StrEnum):
    """How a check came out; only FAILED changes the exit status."""

    OK = "ok"
    MISSING = "missing"  # not installed; what needs it is named as a problem of the file
    WARNING = "warning"
    OFF = "off"  # switched off by a setting
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: what was found, and what to do where it is not right."""

    name: str
    state: State
    found: str
    advice: str = ""


# The first version of each line whose zipfile is right about zip64 directories
# (CVE-2025-8291); the readers check overlaps themselves, so an older one is no failure.
PYTHON_FLOORS = {(3, 11): (3, 11, 14), (3, 12): (3, 12, 12), (3, 13): (3, 13, 10)}
ENOUGH_DISK, SOME_DISK = 5 * 1024**3, 512 * 1024**2
PROGRAM_SECONDS = 30.0  # fc-list on a cold cache

RTF = b"{\\rtf1\\ansi \\u20351?\\u29992?\\u24635?\\u38754?\\u31215?820\\u24179?\\u26041?\\u31859?}"
SENTENCE = "松果坡众创空间使用总面积820平方米。"  # invented, for finders that were added
FONTS = ("仿宋_GB2312", "方正小标宋简体", "楷体_GB2312", "SimSun", "SimHei")


def checks(settings: Settings) -> Iterator[Check]:
    """All checks, the slow ones last."""
    from pipeline.cli.observing import observing
    from pipeline.reading.sandbox import Sandbox

    yield _python()
    yield from _libraries()
    yield _home(settings)
    yield _disk(settings)
    yield _database(settings)
    yield from _fonts()
    yield _finders(settings)
    yield observing(settings)
    # No pages are kept: what was recognised before would show nothing of today.
    trial = Sandbox(1, settings.limits, tools=settings.tools)
    with trial as sandbox, tempfile.TemporaryDirectory() as folder:
        yield from _sandbox(sandbox, Path(folder))
        yield _unpacking(sandbox, Path(folder))
        yield _converting(settings, sandbox, Path(folder))
        yield _placing(settings, sandbox, Path(folder))
        yield _recognising(settings, sandbox, Path(folder))


def _python() -> Check:
    found = sys.version_info[:3]
    shown = ".".join(map(str, found))
    floor = PYTHON_FLOORS.get(found[:2])
    if floor is None or found >= floor:
        return Check("Python", State.OK, shown)
    wanted = ".".join(map(str, floor))
    return Check("Python", State.WARNING, shown, f"{wanted} mends faults in reading zip files")


def _libraries() -> Iterator[Check]:
    """The installed versions against the ones this version of ours asks for."""
    from packaging.requirements import Requirement

    wrong = []
    wanted = [Requirement(line) for line in metadata.requires("zhongchuang") or ()]
    core = [one for one in wanted if one.marker is None or one.marker.evaluate({"extra": ""})]
    for one in core:
        try:
            version = metadata.version(one.name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{one.name} is not installed")
            continue
        if not one.specifier.contains(version, prereleases=True):
            wrong.append(f"{one.name} {version}, wanted {one.specifier}")
    if wrong:
        yield Check(
            "libraries", State.FAILED, "; ".join(wrong), "pip install --upgrade zhongchuang"
        )
    else:
        yield Check("libraries", State.OK, f"{len(core)} as wanted")


def _finders(settings: Settings) -> Check:
    """The finders that the office added, each asked about one invented sentence."""
    from extractors.model import Anchor, AnchorKind, Block, Document, DocumentFindings
    from pipeline.finders import load
    from pipeline.finders.asking import AddedFinders
    from pipeline.settings import SettingsError

    if not settings.finders:
        return Check("added finders", State.OFF, "none; see docs/finders.md")
    try:
        finders = load(settings.finders)
    except SettingsError as error:
        return Check("added finders", State.FAILED, str(error), "no run begins until it loads")
    block = Block(SENTENCE, Anchor(AnchorKind.PARAGRAPH, paragraph=1))
    said = AddedFinders(finders, min(settings.finder_seconds, 60.0)).ask(
        DocumentFindings(Document("doctor.txt", "0" * 64, "txt", (block,)))
    )
    if silent := [problem.place for problem in said.document.problems]:
        return Check(
            "added finders",
            State.FAILED,
            f"no answer from {', '.join(silent)}",
            "files are read without it until it answers; the log says why",
        )
    names = ", ".join(finder.name for finder in finders)
    return Check("added finders", State.OK, f"{names}: {len(said.candidates)} found in a sentence")


def _home(settings: Settings) -> Check:
    place = settings.home
    if not place.exists():
        place = next(parent for parent in place.parents if parent.exists())
        if os.access(place, os.W_OK):
            return Check("home", State.OK, f"{settings.home}: the first run makes it")
        return Check(
            "home", State.FAILED, f"{place} may not be written", "choose another one by --home"
        )
    try:
        with tempfile.TemporaryFile(dir=place):
            return Check("home", State.OK, str(place))
    except OSError as error:
        found = f"{place} may not be written ({error.strerror})"
        return Check("home", State.FAILED, found, "give the right to write, or use --home")


def _disk(settings: Settings) -> Check:
    place = settings.home
    place = place if place.exists() else next(one for one in place.parents if one.exists())
    free = shutil.disk_usage(place).free
    found = f"{free / 1024**3:.1f} GiB free"
    if free >= ENOUGH_DISK:
        return Check("disk", State.OK, found)
    state = State.WARNING if free >= SOME_DISK else State.FAILED
    return Check("disk", state, found, "every submission is kept as it came: make room")


def _database(settings: Settings) -> Check:
    from pipeline.store.opening import is_there
    from pipeline.store.rows import StoreError

    try:
        there = is_there(settings.database)
    except StoreError as error:
        told = str(error).partition("\n")[0]
        return Check("database", State.FAILED, told, "see --home and ZHONGCHUANG_DATABASE")
    return Check("database", State.OK, "reached" if there else "the first run makes it")


def _fonts() -> Iterator[Check]:
    if shutil.which("fc-list") is None:
        yield Check("fonts", State.MISSING, "no fontconfig", "apt install fontconfig")
        return
    chinese = {line.partition(",")[0] for line in _said("fc-list", ":lang=zh", "family")}
    if not chinese:
        yield Check(
            "Chinese fonts",
            State.MISSING,
            "none: converted forms show boxes and break lines elsewhere",
            "apt install fonts-noto-cjk",
        )
        return
    yield Check("Chinese fonts", State.OK, f"{len(chinese)} families, {min(chinese)} …")
    strange = [name for name in FONTS if not _is_chinese(name)]
    if strange:
        yield Check(
            "fonts of forms",
            State.WARNING,
            f"other programs show {'、'.join(strange)} in fonts without Chinese signs; "
            "conversions here use stand-ins of their own",
            "zhongchuang doctor --fonts-conf > ~/.config/fontconfig/conf.d/60-zhongchuang.conf",
        )
    else:
        yield Check("fonts of forms", State.OK, "、".join(FONTS))


def _is_chinese(font: str) -> bool:
    """Whether what fontconfig answers for the name has Chinese signs."""
    return any("zh-cn" in line.split("|") for line in _said("fc-match", "-f", "%{lang}", font))


def _said(*command: str) -> list[str]:
    try:
        ended = subprocess.run(
            command, capture_output=True, text=True, timeout=PROGRAM_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [line for line in ended.stdout.splitlines() if line.strip()]


def _sandbox(sandbox: Sandbox, folder: Path) -> Iterator[Check]:
    from pipeline.reading.process import SandboxError

    file = folder / "text"
    file.write_text("使用总面积：820平方米", "utf-8")
    try:
        found = sandbox.read_and_find(file, "", "说明.txt").document
    except SandboxError as error:
        yield Check("sandbox", State.FAILED, str(error))
        return
    if not found.blocks:
        yield Check("sandbox", State.FAILED, _why(found.problems), "install zhongchuang anew")
        return
    yield Check("sandbox", State.OK, "a file is read in a process with limits")
    if _own_network():
        yield Check("network of readers", State.OK, "taken away")
    else:
        yield Check(
            "network of readers",
            State.WARNING,
            "the system permits no network namespace; readers fetch nothing by themselves",
            "permit unprivileged user namespaces, or cut the network off outside",
        )


def _own_network() -> bool:
    words = (
        "import sys; from extractors.isolation import leave_network; sys.exit(not leave_network())"
    )
    return subprocess.run([sys.executable, "-c", words], check=False).returncode == 0


def _unpacking(sandbox: Sandbox, folder: Path) -> Check:
    import tarfile

    name, wanted = (
        "7z and rar archives",
        "apt install libarchive13; pip install 'zhongchuang[archives]'",
    )
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        archive.add(folder / "text", "说明.txt")
    (folder / "tar").write_bytes(buffer.getvalue())
    (folder / "into").mkdir()
    members = sandbox.examine(folder / "tar", "材料.tar", folder / "into").members or ()
    codes = [code for member in members for code in member.problems]
    if "no_unpacker" in codes:
        return Check(name, State.MISSING, "libarchive is not installed", wanted)
    if [member.name for member in members] != ["说明.txt"]:
        return Check(name, State.FAILED, f"libarchive gave {codes or 'nothing'}", wanted)
    return Check(name, State.OK, "libarchive")


def _converting(settings: Settings, sandbox: Sandbox, folder: Path) -> Check:
    from extractors.readers.legacy.libreoffice import program

    name = "old office formats"
    if not settings.tools.convert:
        return Check(name, State.OFF, "ZHONGCHUANG_CONVERT is off")
    found = program()
    if found is None:
        wanted = "apt install libreoffice-writer libreoffice-calc"
        return Check(name, State.MISSING, "LibreOffice is not installed", wanted)
    (folder / "rtf").write_bytes(RTF)
    document = sandbox.read_and_find(folder / "rtf", "", "说明.rtf").document
    if [block.text for block in document.blocks] != ["使用总面积820平方米"]:
        return Check(name, State.FAILED, f"{found}: {_why(document.problems)}", "install it anew")
    return Check(name, State.OK, f"{found} converts")


def _placing(settings: Settings, sandbox: Sandbox, folder: Path) -> Check:
    """A Word file as applicants write them: is its text read, and its page found?"""
    import docx

    from extractors.readers.legacy.libreoffice import program

    written = docx.Document()
    written.add_paragraph("使用总面积820平方米")
    written.save(str(folder / "docx"))
    document = sandbox.read_and_find(folder / "docx", "", "方案.docx").document
    name = "pages of Word files"
    if [block.text for block in document.blocks] != ["使用总面积820平方米"]:
        return Check(name, State.FAILED, _why(document.problems), "install zhongchuang anew")
    if not settings.tools.place:
        return Check(name, State.OFF, "ZHONGCHUANG_PLACE is off")
    if program() is None:
        return Check(name, State.MISSING, "LibreOffice is not installed; quotes have no page")
    if not any(block.lines for block in document.blocks):
        return Check(name, State.WARNING, "the text was not found on the rendered page")
    return Check(name, State.OK, "text is found on the rendered page")


def _recognising(settings: Settings, sandbox: Sandbox, folder: Path) -> Check:
    from extractors.readers.scan import engine

    name = "scans and photos"
    if not settings.tools.recognise:
        return Check(name, State.OFF, "ZHONGCHUANG_RECOGNISE is off")
    if not engine.is_available():
        wanted = "pip install 'zhongchuang[ocr]'"
        return Check(name, State.MISSING, "the recogniser is not installed", wanted)
    (folder / "png").write_bytes(_picture("820"))
    document = sandbox.read_and_find(folder / "png", "", "照片.png").document
    if not any("820" in block.text for block in document.blocks):
        return Check(name, State.FAILED, _why(document.problems), "install the [ocr] extra anew")
    return Check(name, State.OK, "a picture is recognised")


def _picture(text: str) -> bytes:
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (1240, 877), "white")
    ImageDraw.Draw(image).text((400, 380), text, "black", ImageFont.load_default(64))
    buffer = io.BytesIO()
    image.save(buffer, "PNG", dpi=(150, 150))
    return buffer.getvalue()


def _why(problems: tuple[object, ...]) -> str:
    said = [str(getattr(one, "message_en", one)) for one in problems]
    return " ".join(said) or "nothing came out"
