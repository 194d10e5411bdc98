"""Word: content controls, tables of any make, tracked changes, fields."""

from __future__ import annotations

import pytest

from extractors.model import Layer
from tests.extractors.readers.difficult.case import Case, document_of, lost
from tests.extractors.readers.difficult.office_parts import (
    docx,
    p,
    r,
    sdt,
    tbl,
    tc,
    tr,
)

MARK, OTHER, THIRD, FOURTH = "标记甲一号", "标记乙二号", "标记丙三号", "标记丁四号"
FILE = "方案.docx"
AUTHOR = 'w:id="1" w:author="a" w:date="2022-05-01T00:00:00Z"'


def field(code: str, result: str | None = None) -> str:
    """A field of begin, code, separator, result and end; None: never calculated."""
    runs = (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
    )
    if result is not None:
        runs += f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result)}'
    return runs + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def old_field(data: str, code: str, result: str | None = None) -> str:
    """A form field of Word 97."""
    return field(code, result).replace(
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar>',
        1,
    )


CONTROLS = [
    Case("around paragraphs", lambda: docx(sdt(p(MARK) + sdt(p(OTHER)))), FILE, (MARK, OTHER)),
    Case("within a line", lambda: docx(p(sdt(r(MARK)), sdt(sdt(r(OTHER))))), FILE, (MARK + OTHER,)),
    Case(
        "around cells and rows",
        lambda: docx(tbl(tr(sdt(tc(MARK)), tc(sdt(p(OTHER)))), sdt(tr(THIRD, FOURTH)))),
        FILE,
        cells={MARK: (1, 1), OTHER: (1, 2), THIRD: (2, 1), FOURTH: (2, 2)},
    ),
    Case(
        "around a table",
        lambda: docx(sdt(sdt(tbl(tr(MARK, OTHER))))),
        FILE,
        cells={MARK: (1, 1), OTHER: (1, 2)},
    ),
    Case(
        "custom xml and smart tags",
        lambda: docx(
            f'<w:customXml w:element="x">{p(MARK)}</w:customXml>'
            + p(f'<w:smartTag w:element="x">{r(OTHER)}</w:smartTag>')
        ),
        FILE,
        (MARK, OTHER),
    ),
    Case(
        "rows in custom xml",
        lambda: docx(tbl(f'<w:customXml w:element="x">{tr(MARK, OTHER)}</w:customXml>')),
        FILE,
        cells={MARK: (1, 1), OTHER: (1, 2)},
    ),
    Case(
        "ticked box",
        lambda: docx(
            p(r("独立法人"), sdt(r("☒"), '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'))
        ),
        FILE,
        ("独立法人☑",),
    ),
    Case(
        "text direction",
        lambda: docx(
            p(f'<w:dir w:val="ltr">{r(MARK)}</w:dir>', f'<w:bdo w:val="ltr">{r(OTHER)}</w:bdo>')
        ),
        FILE,
        (MARK, OTHER),
    ),
    Case(
        "link", lambda: docx(p(f'<w:hyperlink w:anchor="x">{r(MARK)}</w:hyperlink>')), FILE, (MARK,)
    ),
]

TABLES = [
    Case(
        "nested tables",
        lambda: docx(tbl(tr(tc(p(MARK) + tbl(tr(OTHER, tc(tbl(tr(THIRD)) + p()))) + p(FOURTH))))),
        FILE,
        (MARK, OTHER, THIRD, FOURTH),
    ),
    Case(
        "merged whole sheet",
        lambda: docx(
            tbl(
                tr(tc(MARK, '<w:gridSpan w:val="4"/>')),
                tr(tc(OTHER, '<w:vMerge w:val="restart"/>'), tc(THIRD, '<w:gridSpan w:val="3"/>')),
                tr(tc("", "<w:vMerge/>"), tc(FOURTH, '<w:gridSpan w:val="3"/>')),
            )
        ),
        FILE,
        cells={MARK: (1, 1), OTHER: (2, 1), THIRD: (2, 2), FOURTH: (3, 2)},
    ),
    Case(
        "columns left out",
        lambda: docx(
            tbl(tr("甲", "乙", "丙"), tr(tc(MARK), properties='<w:gridBefore w:val="2"/>'))
        ),
        FILE,
        cells={MARK: (2, 3)},
    ),
    Case(
        "old horizontal merge",
        lambda: docx(
            tbl(tr(tc(MARK, '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc(OTHER)))
        ),
        FILE,
        (MARK, OTHER),
    ),
    Case(
        "covered cell with text",
        lambda: docx(
            tbl(tr(tc(MARK, '<w:vMerge w:val="restart"/>')), tr(tc(OTHER, "<w:vMerge/>")))
        ),
        FILE,
        (MARK,),
        listed={OTHER: ""},
    ),
    Case(
        "merge without a start",
        lambda: docx(tbl(tr(tc(MARK, "<w:vMerge/>"), tc(OTHER)))),
        FILE,
        listed={MARK: "", OTHER: ""},
    ),
    Case(
        "more columns than word knows",
        lambda: docx(tbl(tr(tc(MARK, '<w:gridSpan w:val="900"/>')))),
        FILE,
        listed={MARK: ""},
    ),
    Case("a cell without a paragraph", lambda: docx(tbl(tr("<w:tc/>", tc(MARK)))), FILE, (MARK,)),
    Case(
        "paragraph between rows",
        lambda: docx(
            f"<w:tbl><w:tblPr/>{tr(MARK)}<w:bookmarkStart w:id='1' w:name='a'/>{tr(OTHER)}</w:tbl>"
        ),
        FILE,
        (MARK, OTHER),
    ),
    Case(
        "characters one to a line",
        lambda: docx(tbl(tr(tc(p("团") + p("队") + p("成") + p("员")), MARK))),
        FILE,
        ("团队成员", MARK),
    ),
]

CHANGES = [
    Case(
        "inserted and deleted",
        lambda: docx(
            p(
                f"<w:ins {AUTHOR}>{r(MARK)}</w:ins>",
                f"<w:del {AUTHOR}><w:r><w:delText>{OTHER}</w:delText></w:r></w:del>",
            )
        ),
        FILE,
        (MARK,),
        {OTHER: Layer.DELETED},
        codes=frozenset({"tracked_changes"}),
    ),
    Case(
        "moved",
        lambda: docx(
            p(f"<w:moveFrom {AUTHOR}>{r(MARK)}</w:moveFrom>")
            + p(f"<w:moveTo {AUTHOR}>{r(OTHER)}</w:moveTo>")
        ),
        FILE,
        (OTHER,),
        {MARK: Layer.DELETED},
    ),
    Case(
        "inserted row, deleted row",
        lambda: docx(
            tbl(
                tr(MARK, properties=f"<w:ins {AUTHOR}/>"),
                tr(OTHER, properties=f"<w:del {AUTHOR}/>"),
            )
        ),
        FILE,
        (MARK,),
        {OTHER: Layer.DELETED},
    ),
    Case(
        "deleted cell",
        lambda: docx(tbl(tr(MARK, tc(OTHER, f"<w:cellDel {AUTHOR}/>")))),
        FILE,
        (MARK,),
        {OTHER: Layer.DELETED},
    ),
    Case(
        "deleted within inserted",
        lambda: docx(
            p(
                MARK,
                f"<w:ins {AUTHOR}><w:del {AUTHOR}><w:r><w:delText>{OTHER}</w:delText></w:r>"
                f"</w:del></w:ins>",
            )
        ),
        FILE,
        (MARK,),
        {OTHER: Layer.DELETED},
    ),
    Case(
        "insertion around a control",
        lambda: docx(f"<w:ins {AUTHOR}>{sdt(p(MARK))}</w:ins>"),
        FILE,
        (MARK,),
    ),
    Case(
        "paragraph mark deleted",
        lambda: docx(p(MARK, properties=f"<w:rPr><w:del {AUTHOR}/></w:rPr>") + p(OTHER)),
        FILE,
        (MARK, OTHER),
    ),
]

FIELDS = [
    Case("result", lambda: docx(p(field(" REF x ", MARK))), FILE, (MARK,)),
    Case(
        "nested fields",
        lambda: docx(
            p(
                field(" IF ", None)[: -len('<w:r><w:fldChar w:fldCharType="end"/></w:r>')]
                + field(" REF x ", THIRD)
                + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
                + r(MARK)
                + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            )
        ),
        FILE,
        (MARK,),
    ),
    Case(
        "simple field",
        lambda: docx(p(f'<w:fldSimple w:instr=" REF x ">{r(MARK)}</w:fldSimple>')),
        FILE,
        (MARK,),
    ),
    Case("without a result", lambda: docx(p(r(MARK), field(" DOCPROPERTY 面积 "))), FILE, (MARK,)),
    Case(
        "form field",
        lambda: docx(p(old_field("<w:textInput/>", " FORMTEXT ", MARK))),
        FILE,
        (MARK,),
    ),
    Case(
        "form field with a default only",
        lambda: docx(
            p(old_field(f'<w:textInput><w:default w:val="{MARK}"/></w:textInput>', " FORMTEXT "))
        ),
        FILE,
        listed={MARK: ""},
    ),
    Case(
        "choice of a list",
        lambda: docx(
            p(
                r(OTHER),
                old_field(
                    f'<w:ddList><w:result w:val="1"/><w:listEntry w:val="甲"/><w:listEntry '
                    f'w:val="{MARK}"/></w:ddList>',
                    " FORMDROPDOWN ",
                ),
            )
        ),
        FILE,
        (MARK,),
    ),
    Case(
        "box of word 97",
        lambda: docx(
            p(
                r(MARK),
                old_field(
                    '<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', " FORMCHECKBOX "
                ),
            )
        ),
        FILE,
        (MARK + "☑",),
    ),
    Case(
        "field over paragraphs",
        lambda: docx(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC '
            "</w:instrText></w:r>"
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(MARK)}</w:p>{p(OTHER)}'
            '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        ),
        FILE,
        (MARK, OTHER),
    ),
    Case(
        "field never ended",
        lambda: docx(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF '
            "</w:instrText></w:r></w:p>" + p(MARK)
        ),
        FILE,
        (MARK,),
    ),
]

FAMILIES = {"controls": CONTROLS, "tables": TABLES, "changes": CHANGES, "fields": FIELDS}


@pytest.mark.parametrize(
    "case",
    [pytest.param(c, id=f"{f}-{c}") for f, held in FAMILIES.items() for c in held],
)
def test_every_marked_text_is_read_or_listed(case: Case) -> None:
    assert lost(case, document_of(case)) == []
