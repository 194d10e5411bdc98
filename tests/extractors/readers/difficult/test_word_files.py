"""Word: odd signs and odd packages."""

from __future__ import annotations

import pytest

from tests.extractors.readers.difficult.case import Case, document_of, lost
from tests.extractors.readers.difficult.office_parts import (
    docx,
    p,
    packed,
    part,
    r,
    repacked,
    replaced,
    tbl,
    tr,
)

MARK, OTHER, THIRD, FOURTH = "标记甲一号", "标记乙二号", "标记丙三号", "标记丁四号"
FILE = "方案.docx"


CHARACTERS = [
    Case(
        "ruby",
        lambda: docx(
            p(
                f"<w:r><w:ruby><w:rubyPr/><w:rt>{r('yi')}</w:rt><w:rubyBase>{r(MARK)}"
                f"</w:rubyBase></w:ruby></w:r>"
            )
        ),
        FILE,
        (MARK,),
    ),
    Case(
        "formula",
        lambda: docx(p(r(OTHER), f"<m:oMath><m:r><m:t>{MARK}</m:t></m:r></m:oMath>")),
        FILE,
        (MARK,),
    ),
    Case(
        "formula paragraph",
        lambda: docx(
            p(
                r(OTHER),
                f"<m:oMathPara><m:oMath><m:f><m:num><m:r><m:t>{MARK}</m:t></m:r></m:num>"
                f"<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath></m:oMathPara>",
            )
        ),
        FILE,
        (MARK,),
    ),
    Case(
        "soft and hard hyphens, tabs, breaks",
        lambda: docx(
            p(
                "<w:r><w:t>标记</w:t><w:softHyphen/><w:t>甲</w:t><w:tab/><w:t>一</w:t><w:br/"
                "><w:t>号</w:t></w:r>"
            )
        ),
        FILE,
        (MARK,),
    ),
    Case(
        "symbol font",
        lambda: docx(p(r(MARK), '<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>')),
        FILE,
        (MARK + "☑",),
    ),
    Case(
        "numbered by a list",
        lambda: docx(
            p(MARK, properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
            {
                "numbering.xml": part(
                    "numbering",
                    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/>'
                    '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%1）"/>'
                    "</w:lvl></w:abstractNum>"
                    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
                )
            },
        ),
        FILE,
        (MARK,),
    ),
]


def utf16() -> bytes:
    main = docx(p(MARK))
    import io
    import zipfile

    text = zipfile.ZipFile(io.BytesIO(main)).read("word/document.xml").decode()
    text = text.replace('encoding="UTF-8"', 'encoding="UTF-16"')
    return repacked(main, {"word/document.xml": text.encode("utf-16")})


def elsewhere() -> bytes:
    """The main part under a name and in a folder of its own, as some producers write."""
    data = docx(p(MARK))
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        held = {name: package.read(name) for name in package.namelist()}
    main = held.pop("word/document.xml")
    held["word/document2.xml"] = main
    held["word/_rels/document2.xml.rels"] = held.pop("word/_rels/document.xml.rels")
    for name in ("[Content_Types].xml", "_rels/.rels"):
        held[name] = held[name].replace(b"word/document.xml", b"word/document2.xml")
    return packed(held)


FILES = [
    Case(
        "strict namespaces",
        lambda: docx(p(MARK) + tbl(tr(OTHER)), strict=True),
        FILE,
        (MARK, OTHER),
    ),
    Case("utf-16 part", utf16, FILE, listed={MARK: ""}),
    Case("main part elsewhere", elsewhere, FILE, (MARK,)),
    Case(
        "macros",
        lambda: repacked(docx(p(MARK)), {"word/vbaProject.bin": b"x"}),
        "方案.docm",
        (MARK,),
        codes=frozenset({"contains_macros"}),
    ),
    Case(
        "outside template",
        lambda: repacked(
            docx(p(MARK), {"settings.xml": part("settings", "")}),
            {
                "word/_rels/settings.xml.rels": b'<Relationships xmlns="http://'
                b'schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
                b'Type="x" Target="http://127.0.0.1/x.dotm" TargetMode="External"/></Relationships>'
            },
        ),
        FILE,
        (MARK,),
        codes=frozenset({"external_content"}),
    ),
    Case(
        "under a workbook's name",
        lambda: docx(p(MARK)),
        "统计.xlsx",
        (MARK,),
        codes=frozenset({"wrong_extension"}),
    ),
    Case(
        "unknown elements",
        lambda: replaced(
            docx(p(MARK)),
            "word/document.xml",
            b"<w:body>",
            b'<w:body><x:odd xmlns:x="urn:x">1</x:odd>',
        ),
        FILE,
        (MARK,),
    ),
]

FAMILIES = {"characters": CHARACTERS, "files": FILES}


@pytest.mark.parametrize(
    "case",
    [pytest.param(c, id=f"{f}-{c}") for f, held in FAMILIES.items() for c in held],
)
def test_every_marked_text_is_read_or_listed(case: Case) -> None:
    assert lost(case, document_of(case)) == []
