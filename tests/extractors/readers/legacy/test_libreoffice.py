"""LibreOffice converts, is checked, and neither hangs, nor fetches, nor runs anything."""

from __future__ import annotations

import io
import os
import socket
import threading
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from extractors.errors import LimitReached, Unreadable, Unsupported
from extractors.readers.legacy import libreoffice
from extractors.readers.legacy.libreoffice import converted
from extractors.readers.legacy.profile import make_profile

needs_libreoffice = pytest.mark.skipif(
    libreoffice.program() is None, reason="LibreOffice is not installed"
)


def running() -> list[str]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            name = (process / "comm").read_text()
            parent = (process / "stat").read_text().rsplit(")", 1)[1].split()[1]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if name.startswith("soffice") and parent == str(os.getpid()):
            found.append(process.name)
    return found


@needs_libreoffice
def test_a_document_is_converted_and_nothing_is_left(form: bytes) -> None:
    assert converted(form, "docx", "pdf", "a.docx").startswith(b"%PDF-")
    assert running() == []


@needs_libreoffice
def test_several_at_once_all_give_something(form: bytes) -> None:
    """Two instances on one profile silently give nothing; calls of one process wait."""
    with ThreadPoolExecutor(3) as pool:
        results = list(pool.map(lambda _: converted(form, "docx", "docx", "a.docx"), range(3)))
    assert all(result.startswith(b"PK") for result in results)


def test_without_the_program_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    with pytest.raises(Unsupported) as told:
        converted(b"", "doc", "docx", "a.doc")
    assert told.value.code == "no_converter"


def stub(tmp_path: Path, script: str) -> Path:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return program


def gone(argument: str) -> bool:
    """Whether no process was started with `argument`, or the last one ends within seconds."""
    for _ in range(100):
        if not any(argument.encode() in words for words in command_lines()):
            return True
        time.sleep(0.1)
    return False


def command_lines() -> Iterator[bytes]:
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            yield process.read_bytes()


@pytest.mark.parametrize(
    "script",
    [
        "exit 0",  # its status says nothing
        "exit 1",
        "kill -9 $$",
        'for word; do last=$word; done; mkdir -p "$(dirname "$last")/out"; '
        'echo rubbish > "$(dirname "$last")/out/in.docx"',
    ],
)
def test_what_it_gave_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: stub(tmp_path, script))
    with pytest.raises(Unreadable) as told:
        converted(b"x", "doc", "docx", "a.doc")
    assert told.value.code == "conversion_failed"


def test_one_that_hangs_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "SECONDS", 1)
    child = f"sh -c 'sleep 600' {tmp_path}/child"
    monkeypatch.setattr(libreoffice, "program", lambda: stub(tmp_path, f"{child} & sleep 600"))
    began = time.monotonic()
    with pytest.raises(LimitReached) as told:
        converted(b"x", "doc", "docx", "a.doc")

    assert told.value.code == "limit_time"
    assert time.monotonic() - began < 60
    assert gone(f"{tmp_path}/child")


PICTURE = """<w:p><w:r><w:drawing>
<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">
<wp:extent cx="914400" cy="914400"/><wp:docPr id="1" name="1"/>
<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">
<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">
<pic:nvPicPr><pic:cNvPr id="1" name="1"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:link="rId99"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>
<a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="914400" cy="914400"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>
</wp:inline></w:drawing></w:r></w:p>"""


def linked(port: int) -> bytes:
    """A docx with a picture, a template and a field that lead to this machine."""
    import docx

    document = docx.Document()
    document.add_paragraph("使用总面积820平方米")
    buffer = io.BytesIO()
    document.save(buffer)
    url = f"http://127.0.0.1:{port}"
    picture = (
        PICTURE + '<w:p><w:fldSimple w:instr=" INCLUDEPICTURE &quot;'
        f'{url}/field.png&quot; \\d "><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
    )
    relation = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/image" Target="{url}/picture.png" TargetMode="External"/>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "word/document.xml":
                content = content.replace(b"<w:sectPr", picture.encode() + b"<w:sectPr", 1)
            if info.filename == "word/_rels/document.xml.rels":
                content = content.replace(
                    b"</Relationships>", relation.encode() + b"</Relationships>"
                )
            new.writestr(info, content)
    return out.getvalue()


@needs_libreoffice
@pytest.mark.parametrize("own_network", [True, False])
def test_nothing_outside_is_fetched(monkeypatch: pytest.MonkeyPatch, own_network: bool) -> None:
    """Neither through the network, nor where the system permits no network of one's own."""
    if not own_network:
        monkeypatch.setattr(libreoffice, "leave_network", lambda: False)
    met: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    connection, address = listener.accept()
                except TimeoutError:
                    continue
                met.append(str(address))
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        result = converted(linked(listener.getsockname()[1]), "docx", "pdf", "a.docx")
        stop.set()
        thread.join()
    assert result.startswith(b"%PDF-")
    assert met == []


MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"
 xmlns:ooo="http://openoffice.org/2004/office" xmlns:xlink="http://www.w3.org/1999/xlink"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:scripts><office:script script:language="ooo:Basic"><ooo:libraries>
<ooo:library-embedded ooo:name="Standard"><ooo:module ooo:name="M">
<ooo:source-code>Sub Main
  Open "{mark}" For Output As #1
  Close #1
End Sub</ooo:source-code></ooo:module></ooo:library-embedded></ooo:libraries></office:script>
<office:event-listeners><script:event-listener script:language="ooo:script"
 script:event-name="dom:load"
 xlink:href="vnd.sun.star.script:Standard.M.Main?language=Basic&amp;location=document"
 xlink:type="simple"/></office:event-listeners></office:scripts>
<office:body><office:text><text:p>正文</text:p></office:text></office:body></office:document>
"""


@needs_libreoffice
def test_a_macro_that_starts_with_the_document_does_not_run(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    data = MACRO.replace("{mark}", str(mark)).encode()
    assert converted(data, "fodt", "pdf", "a.doc").startswith(b"%PDF-")
    assert not mark.exists()


@needs_libreoffice
def test_forms_in_fonts_that_are_missing_are_set_in_chinese_ones(tmp_path: Path) -> None:
    """DejaVu has no Chinese signs; with the stand-ins every font of the result has them."""
    import docx
    import pypdfium2
    from docx.oxml.ns import qn

    document = docx.Document()
    for font in ("仿宋_GB2312", "方正小标宋简体", "楷体_GB2312", "SimSun", "黑体"):
        run = document.add_paragraph().add_run(f"使用总面积820平方米 {font}")
        run.font.name = font
        run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    buffer = io.BytesIO()
    document.save(buffer)

    data = converted(buffer.getvalue(), "docx", "pdf", "a.docx")

    assert b"DejaVu" not in data
    assert b"NotoSerifCJK" in data or b"NotoSansCJK" in data
    assert len(pypdfium2.PdfDocument(data)) == 1


def test_a_profile_is_well_formed(tmp_path: Path) -> None:
    from lxml import etree

    make_profile(tmp_path / "profile")
    for place in ("user/registrymodifications.xcu", "fonts.conf"):
        etree.parse(tmp_path / "profile" / place)
