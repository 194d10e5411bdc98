"""Word: what lies beside the text: shapes, headers, notes, hidden text."""

from __future__ import annotations

import pytest

from extractors.model import Layer
from tests.extractors.readers.difficult.case import Case, document_of, lost
from tests.extractors.readers.difficult.office_parts import (
    docx,
    p,
    part,
    r,
    tbl,
    tr,
)
from tests.extractors.readers.difficult.pictures import png

MARK, OTHER, THIRD, FOURTH = "标记甲一号", "标记乙二号", "标记丙三号", "标记丁四号"
FILE = "方案.docx"


def drawing_box(inner: str) -> str:
    return (
        "<w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>"
        f"<w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData>"
        "</a:graphic></wp:anchor></w:drawing>"
    )


def vml_box(inner: str) -> str:
    return (
        f"<w:pict><v:shape><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox>"
        f"</v:shape></w:pict>"
    )


def alternate(choice: str, fallback: str) -> str:
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )


PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="5400000" cy="3600000"/><a:graphic><a:graphicData '
    'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill>'
    '<a:blip r:embed="rId1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
    "</w:drawing></w:r>"
)


def graphic(kind: str, inner: str) -> str:
    """What the body says of a chart or a diagram kept in a part of its own."""
    uri = f"http://schemas.openxmlformats.org/drawingml/2006/{kind}"
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="5400000" cy="3600000"/><a:graphic>'
        f'<a:graphicData uri="{uri}">{inner}</a:graphicData></a:graphic></wp:inline>'
        f"</w:drawing></w:r>"
    )


CHART = '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rId1"/>'
DIAGRAM = (
    '<d:relIds xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram" r:dm="rId1"/>'
)
OBJECT = (
    '<w:r><w:object><o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" r:id="rId1"/>'
    "</w:object></w:r>"
)


def styled(rule: str) -> bytes:
    """A paragraph whose style says how it looks."""
    style = f'<w:style w:type="paragraph" w:styleId="x"><w:name w:val="x"/>{rule}</w:style>'
    body = p(OTHER) + p(MARK, properties='<w:pStyle w:val="x"/>')
    return docx(body, {"styles.xml": part("styles", style)})


def noted(kind: str, element: str) -> bytes:
    """A foot- or endnote or a comment, with a table in it."""
    inner = f'<w:{element} w:id="2">{p(MARK)}{tbl(tr(THIRD, FOURTH))}</w:{element}>'
    reference = f'<w:r><w:{element}Reference w:id="2"/></w:r>'
    return docx(p(OTHER, reference), {f"{kind}.xml": part(kind, inner)})


SHAPES = [
    Case(
        "text box once",
        lambda: docx(p(r(OTHER), alternate(drawing_box(p(MARK)), vml_box(p(MARK))))),
        FILE,
        (MARK, OTHER),
    ),
    Case("text box of old word", lambda: docx(p(f"<w:r>{vml_box(p(MARK))}</w:r>")), FILE, (MARK,)),
    Case(
        "table in a text box",
        lambda: docx(p(f"<w:r>{drawing_box(tbl(tr(MARK, OTHER)) + p())}</w:r>")),
        FILE,
        (MARK, OTHER),
    ),
    Case(
        "text box in a text box",
        lambda: docx(p(f"<w:r>{drawing_box(p(f'<w:r>{vml_box(p(MARK))}</w:r>'))}</w:r>")),
        FILE,
        (MARK,),
    ),
    Case(
        "grouped boxes",
        lambda: docx(
            p(
                "<w:r><w:drawing><wp:anchor><a:graphic><a:graphicData><wpg:wgp>"
                + "".join(
                    f"<wps:wsp><wps:txbx><w:txbxContent>{p(m)}</w:txbxContent></wps:txbx></wps:wsp>"
                    for m in (MARK, OTHER)
                )
                + "</wpg:wgp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
            )
        ),
        FILE,
        (MARK, OTHER),
    ),
    Case(
        "word art",
        lambda: docx(
            p(
                r(OTHER),
                f'<w:r><w:pict><v:shape><v:textpath string="{MARK}"/></v:shape></w:pict></w:r>',
            )
        ),
        FILE,
        (OTHER,),
        listed={MARK: ""},
    ),
    Case(
        "only a fallback is readable",
        lambda: docx(p(alternate("<w:drawing/>", vml_box(p(MARK))))),
        FILE,
        listed={MARK: ""},
    ),
    Case("frame", lambda: docx(p(MARK, properties='<w:framePr w:w="900"/>')), FILE, (MARK,)),
    Case(
        "chart",
        lambda: docx(
            p(r(OTHER), graphic("chart", CHART)),
            {
                "charts/chart1.xml": '<c:chartSpace xmlns:c="http://'
                'schemas.openxmlformats.org/drawingml/2006/chart" '
                'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart>'
                "<c:title><c:tx><c:rich>"
                f"<a:p><a:r><a:t>{MARK}</a:t></a:r></a:p></c:rich></c:tx></c:title>"
                f"</c:chart></c:chartSpace>"
            },
        ),
        FILE,
        (OTHER,),
        listed={MARK: ""},
    ),
    Case(
        "smart art",
        lambda: docx(
            p(r(OTHER), graphic("diagram", DIAGRAM)),
            {
                "diagrams/data1.xml": '<dgm:dataModel xmlns:dgm="http://'
                'schemas.openxmlformats.org/drawingml/2006/diagram" '
                'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst>'
                "<dgm:pt><dgm:t><a:p><a:r>"
                f"<a:t>{MARK}</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>"
            },
        ),
        FILE,
        (OTHER,),
        listed={MARK: ""},
    ),
    Case(
        "embedded workbook",
        lambda: docx(p(r(OTHER), OBJECT), {"embeddings/book.xlsx": b"PK"}),
        FILE,
        (OTHER,),
        codes=frozenset({"unread_part"}),
    ),
    Case(
        "inserted document",
        lambda: docx(p(OTHER) + '<w:altChunk r:id="rId1"/>', {"afchunk.docx": docx(p(MARK))}),
        FILE,
        (OTHER,),
        listed={MARK: ""},
    ),
    Case(
        "picture",
        lambda: docx(p(r(OTHER), PICTURE), {"media/image1.png": png(MARK)}),
        FILE,
        (OTHER,),
        listed={MARK: ""},
    ),
    Case(
        "picture of old word",
        lambda: docx(
            p(
                r(OTHER),
                '<w:r><w:pict><v:shape><v:imagedata r:id="rId1"/></v:shape></w:pict></w:r>',
            ),
            {"media/image1.png": png(MARK)},
        ),
        FILE,
        (OTHER,),
        listed={MARK: ""},
    ),
]

LAYERS = [
    Case(
        "hidden run",
        lambda: docx(p(r(OTHER), r(MARK, "<w:vanish/>"))),
        FILE,
        (OTHER,),
        {MARK: Layer.HIDDEN},
    ),
    Case(
        "hidden by its style",
        lambda: styled("<w:rPr><w:vanish/></w:rPr>"),
        FILE,
        (OTHER,),
        {MARK: Layer.HIDDEN},
    ),
    Case(
        "hidden switched off again",
        lambda: docx(p(r(MARK, '<w:vanish w:val="0"/>'))),
        FILE,
        (MARK,),
    ),
    Case(
        "white on white",
        lambda: docx(p(r(OTHER), r(MARK, '<w:color w:val="FFFFFF"/>'))),
        FILE,
        (OTHER,),
        listed={MARK: ""},
    ),
    Case(
        "hidden row",
        lambda: docx(tbl(tr(OTHER), tr(MARK, properties="<w:hidden/>"))),
        FILE,
        (OTHER,),
        listed={MARK: ""},
    ),
    Case(
        "header",
        lambda: docx(p(OTHER), {"header1.xml": part("hdr", p(MARK) + tbl(tr(THIRD, FOURTH)))}),
        FILE,
        (OTHER,),
        {MARK: Layer.HEADER_FOOTER, THIRD: Layer.HEADER_FOOTER},
    ),
    Case(
        "footer with a text box",
        lambda: docx(p(OTHER), {"footer2.xml": part("ftr", p(f"<w:r>{vml_box(p(MARK))}</w:r>"))}),
        FILE,
        (OTHER,),
        {MARK: Layer.HEADER_FOOTER},
    ),
    Case(
        "footnote",
        lambda: noted("footnotes", "footnote"),
        FILE,
        (OTHER,),
        {MARK: Layer.NOTE, THIRD: Layer.NOTE},
    ),
    Case(
        "endnote",
        lambda: noted("endnotes", "endnote"),
        FILE,
        (OTHER,),
        {MARK: Layer.NOTE, FOURTH: Layer.NOTE},
    ),
    Case("comment", lambda: noted("comments", "comment"), FILE, (OTHER,), {MARK: Layer.NOTE}),
    Case(
        "building blocks",
        lambda: docx(p(OTHER), {"glossary/document.xml": part("glossaryDocument", p(MARK))}),
        FILE,
        (OTHER,),
        gone=(MARK,),
    ),
]

FAMILIES = {"shapes": SHAPES, "layers": LAYERS}


@pytest.mark.parametrize(
    "case",
    [pytest.param(c, id=f"{f}-{c}") for f, held in FAMILIES.items() for c in held],
)
def test_every_marked_text_is_read_or_listed(case: Case) -> None:
    assert lost(case, document_of(case)) == []


def test_a_text_box_with_a_fallback_is_read_once() -> None:
    case = SHAPES[0]
    texts = [block.text for block in document_of(case).blocks]
    assert sum(MARK in text for text in texts) == 1
