"""Text and comma-separated files of any encoding and make."""

from __future__ import annotations

import pytest

from tests.extractors.readers.difficult.case import Case, document_of, lost

MARK = "标记甲一号"


def field(text: str, encoding: str, bom: bytes = b"") -> bytes:
    return bom + f"名称,面积\r\n{text},12\r\n".encode(encoding)


CSV = "名单.csv"
TEXTS = [
    Case("utf-8", lambda: field(MARK, "utf-8"), CSV, cells={MARK: (2, 1)}),
    Case("utf-8 with mark", lambda: field(MARK, "utf-8-sig"), CSV, ("名称",), cells={MARK: (2, 1)}),
    Case("gbk", lambda: field(MARK, "gbk"), CSV, cells={MARK: (2, 1)}),
    Case(
        "gb18030 beyond gbk",
        lambda: field("标记㐀甲𠀀", "gb18030"),
        CSV,
        cells={"标记㐀甲𠀀": (2, 1)},
    ),
    Case("utf-16", lambda: field(MARK, "utf-16"), CSV, cells={MARK: (2, 1)}),
    Case(
        "utf-16 big end first",
        lambda: field(MARK, "utf-16-be", b"\xfe\xff"),
        CSV,
        cells={MARK: (2, 1)},
    ),
    Case(
        "tabs of excel's unicode text",
        lambda: "名称\t面积\r\n标记甲一号\t12\r\n".encode("utf-16"),
        CSV,
        read=(MARK,),
    ),
    Case("semicolons", lambda: "名称;面积\r\n标记甲一号;12\r\n".encode(), CSV, read=(MARK,)),
    Case(
        "break within quotes",
        lambda: '名称,"面积\n（㎡）"\r\n标记甲一号,"1,200"\r\n'.encode("gbk"),
        CSV,
        cells={MARK: (2, 1), "1,200": (2, 2)},
    ),
    Case(
        "quote never closed",
        lambda: '名称,"面积\r\n标记甲一号,12\r\n'.encode(),
        CSV,
        listed={MARK: ""},
    ),
    Case("old line ends", lambda: "名称,面积\r标记甲一号,12\r".encode(), CSV, cells={MARK: (2, 1)}),
    Case(
        "nul bytes", lambda: "名称,面积\r\n标记甲一号,1\x002\r\n".encode(), CSV, listed={MARK: ""}
    ),
    Case("one bad byte", lambda: field(MARK, "utf-8") + b"\xff,1\r\n", CSV, listed={MARK: ""}),
    Case("big5", lambda: "標記甲一號,12\r\n".encode("big5"), CSV, listed={"標記甲一號": ""}),
    Case("very long field", lambda: field(MARK + "长" * 200_000, "utf-8"), CSV, listed={MARK: ""}),
    Case(
        "text in utf-16 without mark",
        lambda: MARK.encode("utf-16-le"),
        "说明.txt",
        listed={MARK: ""},
    ),
    Case("text with form feeds", lambda: f"甲\f{MARK}".encode(), "说明.txt", (MARK,)),
]


@pytest.mark.parametrize("case", TEXTS, ids=str)
def test_every_marked_field_is_read_or_listed(case: Case) -> None:
    assert lost(case, document_of(case)) == []
