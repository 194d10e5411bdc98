"""What drawings refer to is read, or listed with its place."""

from __future__ import annotations

import io
import subprocess

import pytest
from PIL import Image, ImageDraw, ImageFont

from extractors.readers import Equipment, read_bytes
from extractors.readers.scan import engine
from tests.extractors.readers.word.made import (
    OFFICE,
    W,
    bare,
    changed,
    codes,
    p,
    places,
    t,
    texts,
    word_bytes,
)

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def chinese(size: int) -> ImageFont.FreeTypeFont:
    asked = ["fc-match", "-f", "%{file}", "Noto Sans CJK SC"]
    found = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    if "CJK" not in found:
        pytest.skip("no Chinese font on this machine")
    return ImageFont.truetype(found, size)


def drawing(content: str, width: int = 400, height: int = 600) -> str:
    """An inline drawing of so many points."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{width * 12700}" cy="{height * 12700}"/>'
        f"<a:graphic><a:graphicData>{content}</a:graphicData></a:graphic></wp:inline>"
        "</w:drawing></w:r>"
    )


def test_the_shapes_of_a_diagram_are_read() -> None:
    point = '<dgm:pt modelId="{}"><dgm:t><a:p><a:r><a:t>{}</a:t></a:r></a:p></dgm:t></dgm:pt>'
    data = (
        f'<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" {A}>'
        f"<dgm:ptLst>{point.format(1, '主任')}{point.format(2, '运营部')}</dgm:ptLst>"
        "</dgm:dataModel>"
    )
    body = p(t("组织架构")) + p(drawing('<dgm:relIds r:dm="diagramData"/>'))
    document = read_bytes(bare(body, diagramData=data), "材料.docx")
    assert texts(document) == ["组织架构", "主任", "运营部"]
    assert [str(block.anchor) for block in document.blocks] == ["第1段", "第2段", "第2段"]


def test_a_charts_title_is_read_and_its_figures_are_listed() -> None:
    chart = (
        f'<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" {A}>'
        "<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>入驻企业数</a:t></a:r></a:p></c:rich>"
        "</c:tx></c:title></c:chart></c:chartSpace>"
    )
    body = p(drawing('<c:chart r:id="chart"/>'))
    document = read_bytes(bare(body, chart=chart), "材料.docx")
    assert texts(document) == ["入驻企业数"]
    assert places(document) == ["第1段 图表「入驻企业数」的数据"]


def test_an_embedded_workbook_is_listed_by_name() -> None:
    shape = '<v:shape style="width:300pt;height:200pt"><v:imagedata r:id="image"/></v:shape>'
    ole = '<o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" r:id="package"/>'
    body = p(f"<w:r><w:object>{shape}{ole}</w:object></w:r>")
    document = read_bytes(bare(p(t("正文")) + body, package="<x/>", image="<x/>"), "材料.docx")
    assert places(document) == ["第2段 嵌入的Excel 表格「package.xml」"]


def test_words_of_a_watermark_are_read() -> None:
    mark = '<w:r><w:pict><v:shape><v:textpath string="内部资料"/></v:shape></w:pict></w:r>'
    header = f"<w:hdr {W}>{p(mark)}</w:hdr>"
    document = read_bytes(bare(p(t("正文")), header=header), "材料.docx")
    assert [block.text for block in document.blocks] == ["正文", "内部资料"]


def with_file(data: bytes, inner: bytes, kind: str) -> bytes:
    """The package with a file that Word takes into the text."""
    relation = f'<Relationship Id="chunk" Type="{OFFICE}aFChunk" Target="/word/chunk.{kind}"/>'
    types = {
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "html": "text/html",
    }

    def change(name: str, content: bytes) -> bytes:
        if name == "word/_rels/document.xml.rels":
            return content.replace(b"</Relationships>", f"{relation}</Relationships>".encode())
        if name == "[Content_Types].xml":
            default = f'<Default Extension="{kind}" ContentType="{types[kind]}"/>'
            return content.replace(b"<Override", f"{default}<Override".encode(), 1)
        return content

    return changed(data, change, **{f"word/chunk.{kind}": inner})


def test_an_inserted_word_file_is_read_in_its_place() -> None:
    outer = bare(p(t("前")) + '<w:altChunk r:id="chunk"/>' + p(t("后")))
    document = read_bytes(with_file(outer, word_bytes(p(t("附件正文"))), "docx"), "材料.docx")
    assert texts(document) == ["前", "附件正文", "后"]
    assert codes(document) == []


def test_an_inserted_file_of_another_kind_is_listed() -> None:
    outer = bare(p(t("前")) + '<w:altChunk r:id="chunk"/>')
    document = read_bytes(with_file(outer, b"<html>x</html>", "html"), "材料.docx")
    assert places(document) == ["第1段 插入的文件「chunk.html」"]


def test_a_file_inserted_in_itself_again_and_again_ends() -> None:
    inner = bare(p(t("底")))
    for _ in range(60):
        inner = with_file(bare('<w:altChunk r:id="chunk"/>'), inner, "docx")
    assert codes(read_bytes(inner, "材料.docx")) == ["limit_size"]


def test_pictures_that_say_something_are_counted_and_logos_are_not() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(buffer, "PNG")

    def pictures(*sizes: tuple[int, int]) -> str:
        blip = '<a:blip r:embed="image"/>'
        return "".join(p(drawing(blip, *size)) for size in sizes)

    def read(body: str) -> list[str]:
        data = bare(p(t("正文")) + body, image=buffer.getvalue())
        return places(read_bytes(data, "材料.docx", Equipment(recognise=False)))

    assert read(pictures((50, 50))) == []
    assert read(pictures((300, 200), (50, 50), (400, 600))) == ["第2段、第4段 图片"]


@pytest.mark.skipif(not engine.is_available(), reason="recognition is not installed")
def test_a_scan_in_a_word_file_is_recognised_where_it_hangs() -> None:
    image = Image.new("RGB", (1240, 1754), "white")
    ImageDraw.Draw(image).text((150, 300), "总面积820平方米", fill="black", font=chinese(60))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    body = p(t("附件")) + p(drawing('<a:blip r:embed="image"/>', 500, 700))
    document = read_bytes(bare(body, image=buffer.getvalue()), "材料.docx")
    assert [(str(b.anchor), b.text) for b in document.blocks] == [
        ("第1段", "附件"),
        ("第2段", "总面积820平方米"),
    ]
    evidence = document.quote(1)
    assert evidence.score is not None
    assert evidence.anchor.page is None  # a picture in a Word file has no page


def test_an_outside_picture_is_named_and_never_fetched() -> None:
    def change(name: str, content: bytes) -> bytes:
        relation = (
            f'<Relationship Id="far" Type="{OFFICE}image" Target="http://127.0.0.1/a.png" '
            'TargetMode="External"/>'
        )
        end = b"</Relationships>"
        if name == "word/_rels/document.xml.rels":
            return content.replace(end, relation.encode() + end)
        return content

    body = p(t("正文")) + p(drawing('<a:blip r:link="far"/>'))
    assert codes(read_bytes(changed(bare(body), change), "材料.docx")) == ["external_content"]


@pytest.mark.parametrize("style", ["", 'style="width:400pt;height:600pt"'])
def test_a_picture_of_old_word_is_listed_as_any_other(style: str) -> None:
    shape = f'<v:shape {style}><v:imagedata r:id="image"/></v:shape>'
    body = p(t("正文")) + p(f"<w:r><w:pict>{shape}</w:pict></w:r>")
    data = bare(body, image=b"\x89PNG")
    assert places(read_bytes(data, "材料.docx", Equipment(recognise=False))) == ["第2段 图片"]


@pytest.mark.parametrize(("other", "listed"), [("甲", []), ("另 文", ["替代内容「另文」"])])
def test_what_old_programs_would_show_instead_is_listed(other: str, listed: list[str]) -> None:
    body = p(
        f"<mc:AlternateContent><mc:Choice Requires='wps'>{t('甲')}</mc:Choice>"
        f"<mc:Fallback>{t(other)}</mc:Fallback></mc:AlternateContent>"
    )
    document = read_bytes(bare(body), "材料.docx")
    assert (texts(document), places(document)) == (["甲"], listed)
