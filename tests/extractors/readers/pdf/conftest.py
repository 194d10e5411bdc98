"""PDFs written object by object, for what no library writes on purpose."""

from __future__ import annotations

from collections.abc import Callable

import pytest

RawPdf = Callable[..., bytes]


@pytest.fixture
def raw_pdf() -> RawPdf:
    """A PDF of one page from its content stream and further objects.

    `page`, `catalog` and `resources` are entries added to those dictionaries; `objects` stand
    from number 10 on.
    """

    def make(
        content: bytes,
        *objects: bytes,
        page: bytes = b"",
        catalog: bytes = b"",
        resources: bytes = b"",
        box: bytes = b"[0 0 595 842]",
    ) -> bytes:
        font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
        numbered = {
            1: b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox " + box + b" /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R /F2 10 0 R >> "
            + resources
            + b" >> "
            + page
            + b" >>",
            4: b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream",
            5: font,
            **dict(enumerate(objects, start=10)),
        }
        out = b"%PDF-1.7\n"
        places: dict[int, int] = {}
        for number, body in numbered.items():
            places[number] = len(out)
            out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
        start = len(out)
        out += b"xref\n0 1\n0000000000 65535 f \n"
        for number, place in places.items():
            out += b"%d 1\n%010d 00000 n \n" % (number, place)
        size = max(places) + 1
        return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)

    return make
