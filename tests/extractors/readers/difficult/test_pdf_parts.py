"""What a PDF holds beside its pages' text, and files that are updated, cut or locked."""

from __future__ import annotations

import io

import pytest

from extractors.model import Layer
from tests.extractors.readers.difficult.case import Case, document_of, lost
from tests.extractors.readers.difficult.pdf_objects import (
    chinese,
    one_page,
    pdf,
    shown,
    stream,
    updated,
)

MARK, OTHER = "标记甲一号", "标记乙二号"


def utf16(text: str) -> bytes:
    return b"<feff%s>" % text.encode("utf-16-be").hex().encode()


def field(entries: bytes, *, widget: bytes = b"", form: bytes = b"") -> bytes:
    """A page with a label and one form field under it; the field has no appearance of its own."""
    return one_page(
        shown(OTHER),
        {
            7: b"<< /Type /Annot /Subtype /Widget /Rect [80 680 300 700] /P 3 0 R /F 4 %s %s >>"
            % (entries, widget)
        },
        page=b"/Annots [7 0 R]",
        catalog=b"/AcroForm << /Fields [7 0 R] /NeedAppearances true %s >>" % form,
    )


def annotated(entries: bytes, more: dict[int, bytes] | None = None) -> bytes:
    return one_page(
        shown(OTHER),
        {
            7: b"<< /Type /Annot /Rect [80 600 300 660] /P 3 0 R %s >>" % entries,
            **(more or {}),
        },
        page=b"/Annots [7 0 R]",
    )


def attached(catalog: bytes = b"") -> bytes:
    """A text file in the document, under a Chinese name."""
    return one_page(
        shown(OTHER),
        {
            7: b"<< /Type /Filespec /F (a.txt) /UF %s /EF << /F 8 0 R >> >>" % utf16("附表一.txt"),
            8: stream(MARK.encode(), b"/Type /EmbeddedFile"),
        },
        catalog=b"/Names << /EmbeddedFiles << /Names [(a) 7 0 R] >> >> " + catalog,
    )


def pinned() -> bytes:
    """A file attached to a place on the page."""
    return annotated(
        b"/Subtype /FileAttachment /FS 8 0 R /Contents (x)",
        {
            8: b"<< /Type /Filespec /F (a.txt) /UF %s /EF << /F 9 0 R >> >>" % utf16("附表一.txt"),
            9: stream(MARK.encode(), b"/Type /EmbeddedFile"),
        },
    )


def optional(state: bytes) -> bytes:
    """A text in an optional layer that is switched on or off."""
    return one_page(
        shown(OTHER) + b"/OC /L BDC " + shown(MARK, top=200) + b" EMC",
        {7: b"<< /Type /OCG /Name (layer) >>"},
        resources=b"/Properties << /L 7 0 R >>",
        catalog=b"/OCProperties << /OCGs [7 0 R] /D << /%s [7 0 R] >> >>" % state,
    )


def superseded() -> bytes:
    """A file saved once more with other text on its page."""
    return updated(one_page(shown(OTHER)), {4: stream(shown(MARK))}, size=7)


def appearance(mark: str) -> dict[int, bytes]:
    return {
        8: stream(
            b"BT /F 12 Tf 2 4 Td <%s> Tj ET" % mark.encode("utf-16-be").hex().encode(),
            b"/Type /XObject /Subtype /Form /BBox [0 0 220 60] /Resources << /Font << /F 5 "
            b"0 R >> >>",
        )
    }


def compressed() -> bytes:
    """Objects in an object stream, the cross-references in a stream too, as PDF 1.5 has it."""
    inner = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F 5 0 R >> >> >>",
        **chinese(),
    }
    places, bodies = [], b""
    for number, body in inner.items():
        places.append(b"%d %d" % (number, len(bodies)))
        bodies += body + b"\n"
    head = b" ".join(places) + b"\n"
    entries = b"/Type /ObjStm /N %d /First %d" % (len(inner), len(head))
    out = bytearray(b"%PDF-1.5\n")
    rows = {0: (0, 0, 255)} | {n: (2, 7, i) for i, n in enumerate(inner)}
    for number, body in (
        (4, stream(shown(MARK))),
        (7, stream(head + bodies, entries, packed=True)),
    ):
        rows[number] = (1, len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    rows[8] = (1, start, 0)
    table = b"".join(
        bytes([k]) + a.to_bytes(4, "big") + bytes([b]) for _, (k, a, b) in sorted(rows.items())
    )
    entries = b"/Type /XRef /Size 9 /W [1 4 1] /Root 1 0 R"
    out += b"8 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        stream(table, entries),
        start,
    )
    return bytes(out)


def locked(user: str) -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption(user, "owner", strength=128))
    canvas.drawString(80, 700, "marker-one")
    canvas.save()
    return buffer.getvalue()


def xfa() -> bytes:
    form = stream(f'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><a>{MARK}</a></xdp:xdp>'.encode())
    return one_page(shown(OTHER), {7: form}, catalog=b"/AcroForm << /Fields [] /XFA 7 0 R >>")


def several(kids: bytes) -> bytes:
    """A page tree with kids that are none, or that lead back to it."""
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [%s] /Count 3 /MediaBox [0 0 595 842] "
            b"/Resources << /Font << /F 5 0 R >> >> >>" % kids,
            3: b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
            4: stream(shown(MARK)),
            **chinese(),
        }
    )


FIELDS = [
    Case("text field", lambda: field(b"/FT /Tx /T (a) /V %s" % utf16(MARK)), read=(MARK, OTHER)),
    Case(
        "text field with a default only",
        lambda: field(b"/FT /Tx /T (a) /DV %s" % utf16(MARK)),
        listed={OTHER: ""},
    ),
    Case(
        "choice",
        lambda: field(b"/FT /Ch /T (a) /Ff 131072 /Opt [%s] /V %s" % (utf16(MARK), utf16(MARK))),
        read=(MARK,),
    ),
    Case(
        "choice by export value",
        lambda: field(b"/FT /Ch /T (a) /Ff 131072 /Opt [[(x1) %s]] /V (x1)" % utf16(MARK)),
        read=(MARK,),
    ),
    Case(
        "long text in a stream",
        lambda: one_page(
            shown(OTHER),
            {
                7: b"<< /Type /Annot /Subtype /Widget /Rect [80 680 300 700] /P 3 0 R /F 4 /FT /Tx "
                b"/T (a) /V 8 0 R >>",
                8: stream(b"\xfe\xff" + MARK.encode("utf-16-be")),
            },
            page=b"/Annots [7 0 R]",
            catalog=b"/AcroForm << /Fields [7 0 R] >>",
        ),
        read=(MARK,),
    ),
    Case(
        "value at the parent",
        lambda: one_page(
            shown(OTHER),
            {
                7: b"<< /Type /Annot /Subtype /Widget /Rect [80 680 300 700] /P 3 0 R /F 4 /"
                b"Parent 8 0 R >>",
                8: b"<< /FT /Tx /T (a) /V %s /Kids [7 0 R] >>" % utf16(MARK),
            },
            page=b"/Annots [7 0 R]",
            catalog=b"/AcroForm << /Fields [8 0 R] >>",
        ),
        read=(MARK,),
    ),
    Case(
        "field in gbk bytes",
        lambda: field(b"/FT /Tx /T (a) /V <%s>" % MARK.encode("gbk").hex().encode()),
        listed={MARK: "第1页"},
    ),
    Case(
        "field drawn and with a value",
        lambda: one_page(
            shown(OTHER),
            {
                7: b"<< /Type /Annot /Subtype /Widget /Rect [80 680 300 740] /P 3 0 R /F 4 /"
                b"FT /Tx /T (a) "
                b"/V %s /AP << /N 8 0 R >> >>" % utf16(MARK),
                **appearance(MARK),
            },
            page=b"/Annots [7 0 R]",
            catalog=b"/AcroForm << /Fields [7 0 R] >>",
        ),
        read=(MARK,),
    ),
    Case(
        "hidden field",
        lambda: field(b"/FT /Tx /T (a) /V %s /F 2" % utf16(MARK)),
        listed={OTHER: ""},
    ),
    Case("xfa form", xfa, read=(OTHER,), codes=frozenset({"unread_part"})),
]

ANNOTATIONS = [
    Case(
        "text typed over the page",
        lambda: annotated(b"/Subtype /FreeText /Contents %s /DA (/F 12 Tf 0 g)" % utf16(MARK)),
        listed={MARK: "第1页"},
    ),
    Case(
        "typed over, drawn",
        lambda: annotated(
            b"/Subtype /FreeText /Contents %s /AP << /N 8 0 R >>" % utf16(MARK), appearance(MARK)
        ),
        listed={MARK: "第1页"},
    ),
    Case(
        "stamp with text",
        lambda: annotated(b"/Subtype /Stamp /AP << /N 8 0 R >>", appearance(MARK)),
        listed={MARK: "第1页"},
    ),
    Case(
        "sticky note",
        lambda: annotated(b"/Subtype /Text /Contents %s" % utf16(MARK)),
        read=(OTHER,),
        listed={MARK: "第1页"},
        gone=(MARK,),
    ),
    Case(
        "highlight with a remark",
        lambda: annotated(
            b"/Subtype /Highlight /QuadPoints [80 660 300 660 80 600 300 600] /Contents %s"
            % utf16(MARK)
        ),
        listed={MARK: "第1页"},
        gone=(MARK,),
    ),
    Case(
        "hidden note",
        lambda: annotated(b"/Subtype /Text /F 2 /Contents %s" % utf16(MARK)),
        gone=(MARK,),
    ),
    Case(
        "file attached",
        attached,
        read=(OTHER,),
        listed={MARK: "附表一.txt"},
        codes=frozenset({"unread_part"}),
    ),
    Case(
        "portfolio",
        lambda: attached(b"/Collection << /Type /Collection >>"),
        listed={MARK: "附表一.txt"},
        codes=frozenset({"unread_part"}),
    ),
    Case(
        "file pinned to the page", pinned, listed={MARK: "第1页"}, codes=frozenset({"unread_part"})
    ),
    Case(
        "layer switched off",
        lambda: optional(b"OFF"),
        read=(OTHER,),
        gone=(MARK,),
        listed={MARK: "第1页"},
    ),
    Case("layer switched on", lambda: optional(b"ON"), read=(OTHER, MARK)),
]

FILES = [
    Case("saved once more", superseded, read=(MARK,), gone=(OTHER,)),
    Case(
        "junk before the header",
        lambda: b"\r\n<!-- mail -->\r\n" * 20 + one_page(shown(MARK)),
        read=(MARK,),
    ),
    Case("junk behind the end", lambda: one_page(shown(MARK)) + b"\0" * 5000, read=(MARK,)),
    Case("packed objects", compressed, read=(MARK,)),
    Case(
        "cross-references gone",
        lambda: one_page(shown(MARK)).partition(b"xref")[0],
        listed={MARK: ""},
    ),
    Case(
        "cross-references wrong",
        lambda: one_page(shown(MARK)).replace(b"startxref\n", b"startxref\n9"),
        read=(MARK,),
    ),
    Case(
        "length wrong",
        lambda: one_page(shown(MARK)).replace(b"/Length ", b"/Length 1"),
        listed={MARK: ""},
    ),
    Case("locked for changes only", lambda: locked(""), read=("marker-one",)),
    Case("locked", lambda: locked("secret"), codes=frozenset({"encrypted"})),
    Case("a page that is none", lambda: several(b"3 0 R 9 0 R"), read=(MARK,)),
    Case("a page tree that leads back", lambda: several(b"3 0 R 2 0 R"), listed={MARK: ""}),
    Case("the same page twice", lambda: several(b"3 0 R 3 0 R"), read=(MARK,)),
    Case(
        "no type at the page",
        lambda: several(b"3 0 R").replace(b"/Type /Page /Parent", b"/Parent"),
        listed={MARK: ""},
    ),
    Case(
        "under a word name",
        lambda: one_page(shown(MARK)),
        "方案.docx",
        read=(MARK,),
        codes=frozenset({"wrong_extension"}),
    ),
]


@pytest.mark.parametrize("case", FIELDS, ids=str)
def test_what_a_form_was_filled_with_is_read(case: Case) -> None:
    assert lost(case, document_of(case)) == []


@pytest.mark.parametrize("case", ANNOTATIONS, ids=str)
def test_what_lies_over_and_beside_the_pages_is_read_or_listed(case: Case) -> None:
    assert lost(case, document_of(case)) == []


@pytest.mark.parametrize("case", FILES, ids=str)
def test_odd_files_are_read_or_refused_with_a_reason(case: Case) -> None:
    assert lost(case, document_of(case)) == []


def test_a_seen_attachment_is_never_read_as_the_applicants_text() -> None:
    document = document_of(Case("attached", attached))
    assert all(MARK not in b.text for b in document.blocks if b.layer is Layer.BODY)
