"""The document beside the checklist: its files, the shown one with the place in it, pictures.

Requests name a file by its position in the submission; the name that a stranger gave it is shown
and never used as a path. What a visitor may not see is answered like what is not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import FileResponse, RedirectResponse, Response

from extractors.model import Box, Document
from pipeline.accounts import Right
from pipeline.desk import case
from pipeline.desk.errors import NotThere
from pipeline.intake.raw_store import RawStore
from pipeline.model import Submission, SubmittedFile
from pipeline.showing.images import DPI, NotDrawn
from pipeline.showing.pages import text_under
from pipeline.showing.spots import Spot
from pipeline.showing.text import visible
from pipeline.showing.view import Shown, Wanted, show
from pipeline.web.context import Desk, DeskHere, Visitor
from pipeline.web.guard import may
from pipeline.web.rendering import page as rendered_page

router = APIRouter()
Viewer = Annotated[Visitor, Depends(may(Right.VIEW))]

# Larger numbers name nothing; they would only make long addresses.
MOST = 10_000_000
Position = Annotated[int, Query(ge=0, le=MOST)]
MaybePosition = Annotated[int | None, Query(ge=0, le=MOST)]

KINDS: Mapping[str, str] = {
    "pdf": "PDF",
    "doc": "Word",
    "docx": "Word",
    "wps": "Word",
    "rtf": "Word",
    "xls": "Excel",
    "xlsx": "Excel",
    "et": "Excel",
    "csv": "表格",
    "txt": "文本",
    "jpg": "图片",
    "jpeg": "图片",
    "png": "图片",
    "tif": "图片",
    "tiff": "图片",
    "bmp": "图片",
    "gif": "图片",
    "webp": "图片",
}
"""Extension of the submitter's name → what the tab says."""

# More files than this are listed in a menu beside the nearest ones.
TABS = 10
# Text given for a drawn box: several times a long paragraph.
MOST_UNDER = 4_000
# The picture of a page never changes; a browser keeps it for the length of a session.
KEPT_SECONDS = 3_600
# Nothing that a stranger sent may run, load or be framed, should a browser show it after all.
SANDBOXED = "sandbox; default-src 'none'; frame-ancestors 'none'"


@dataclass(frozen=True, slots=True)
class Asked:
    """The part of an address that says what of a document is wanted."""

    block: int | None = None
    start: int = 0
    end: int = 0
    sheet: int | None = None
    begin: int | None = None
    page: int | None = None
    box: Box | None = None

    def wanted(self, number: int) -> Wanted:
        if self.page is not None and self.box is not None:
            spot = Spot(number, page=self.page, box=self.box)
        else:
            spot = Spot(number, self.block, self.start, self.end)
        return Wanted(spot, self.sheet, self.begin)

    @property
    def query(self) -> Mapping[str, int | str]:
        """The same as the part of an address."""
        spot = self.wanted(0).spot
        more = {"sheet": self.sheet, "begin": self.begin}
        return {**spot.query, **{name: given for name, given in more.items() if given is not None}}


def asked(
    block: MaybePosition = None,
    start: Position = 0,
    end: Position = 0,
    sheet: MaybePosition = None,
    begin: MaybePosition = None,
    page: Annotated[int | None, Query(ge=1, le=MOST)] = None,
    box: Annotated[str | None, Query(max_length=200)] = None,
) -> Asked:
    """What a page that holds a document depends on: `Annotated[Asked, Depends(asked)]`.

    A place is a range of a block, or a `box` (x0,top,x1,bottom in points) that a person drew on
    a `page`.
    """
    return Asked(block, start, end, sheet, begin, page, box_of(box) if box else None)


AskedHere = Annotated[Asked, Depends(asked)]


@dataclass(frozen=True, slots=True)
class FileTab:
    """One file of the submission in the list of files."""

    number: int
    name: str
    folder: str
    kind: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Pane:
    """All that `document.html` writes out."""

    submission: str
    number: int
    file: SubmittedFile
    name: str
    files: tuple[FileTab, ...]
    tabs: tuple[FileTab, ...]
    shown: Shown
    asked: Asked
    keep: Mapping[str, str] = field(default_factory=dict)

    @property
    def base(self) -> str:
        """The address of this document's own parts."""
        return f"/applications/{quote(self.submission, safe='')}/documents/{self.number}"

    def here(self, **changes: int | None) -> str:
        """The address of the application's page with something else of this document."""
        return _address(self.submission, self.number, self.keep, changes)

    def part(self, begin: int) -> str:
        """The address of another part of what is shown."""
        return self.here(sheet=self.asked.sheet, begin=begin)


def pane(
    desk: Desk,
    submission: Submission,
    number: int,
    wanted: Asked,
    keep: Mapping[str, str] | None = None,
) -> Pane:
    """What the right half of the application's page shows.

    Args:
        number: Position of the file in the submission, from 0.
        keep: What else the page's address holds and its links should keep, such as `item`.

    Raises:
        HTTPException: 404, the submission has no such file.
    """
    kept = dict(keep or {})
    file = file_of(submission, number)
    document = desk.store.document(submission.id, file.path)
    if document is None:  # handed in, not read yet
        document = Document(file.path, file.sha256, "unknown")
    extension = desk.store.file_extension(file.sha256) or ".bin"
    shown = show(document, extension, desk.images, wanted.wanted(number))
    files = tuple(_tabs(submission, number, kept))
    first = max(0, min(number - TABS // 2, len(files) - TABS))
    return Pane(
        submission=submission.id,
        number=number,
        file=file,
        name=files[number].name,
        files=files,
        tabs=files[first : first + TABS],
        shown=shown,
        asked=wanted,
        keep=kept,
    )


def _tabs(submission: Submission, current: int, keep: Mapping[str, str]) -> Iterator[FileTab]:
    for number, file in enumerate(submission.files):
        folder, _, name = file.path.rpartition("/")
        extension = name.rpartition(".")[2].lower()
        yield FileTab(
            number=number,
            name=visible(name),
            folder=visible(folder),
            kind=KINDS.get(extension, "文件"),
            href=_address(submission.id, number, keep, {}),
            current=number == current,
        )


def _address(
    submission: str, number: int, keep: Mapping[str, str], more: Mapping[str, int | str | None]
) -> str:
    query = {**keep, "document": number}
    query |= {name: value for name, value in more.items() if value is not None}
    return f"/applications/{quote(submission, safe='')}?{urlencode(query)}#document"


# --- what a visitor may see --------------------------------------------------------------------


def submission_of(desk: Desk, visitor: Visitor, submission_id: str) -> Submission:
    """The submission, for who may see it.

    Raises:
        NotThere: there is none, it was not judged yet, or it is not for this visitor.
    """
    case.visible(desk.store, submission_id, visitor.user)
    submission = desk.store.submission(submission_id)
    if submission is None:
        raise NotThere
    return submission


def file_of(submission: Submission, number: int) -> SubmittedFile:
    """The file at a position.

    Raises:
        HTTPException: 404, there are fewer.
    """
    if not 0 <= number < len(submission.files):
        raise HTTPException(404)
    return submission.files[number]


# --- routes ------------------------------------------------------------------------------------


@router.get("/applications/{submission_id}/documents/{number}")
def document(
    request: Request,
    desk: DeskHere,
    visitor: Viewer,
    submission_id: str,
    number: int,
    wanted: AskedHere,
) -> Response:
    """The pane for a script to put in; who opens the address itself gets the whole page."""
    submission = submission_of(desk, visitor, submission_id)
    if request.headers.get("sec-fetch-dest") == "document":
        file_of(submission, number)
        there = _address(submission.id, number, {}, wanted.query)
        return RedirectResponse(there.replace("#document", "#place"), 303)
    shown = pane(desk, submission, number, wanted)
    return rendered_page(request, "document.html", visitor, pane=shown)


@router.get("/applications/{submission_id}/documents/{number}/pages/{page}.jpg")
def picture(
    request: Request,
    desk: DeskHere,
    visitor: Viewer,
    submission_id: str,
    number: int,
    page: int,
    zoom: Annotated[int, Query()] = 1,
) -> Response:
    """One page as we draw it."""
    submission = submission_of(desk, visitor, submission_id)
    file = file_of(submission, number)
    if zoom not in DPI or not 1 <= page <= MOST:
        raise HTTPException(404)
    tag = f'"{file.sha256[:32]}-{page}-{DPI[zoom]}"'
    headers = {"ETag": tag, "Cache-Control": f"private, max-age={KEPT_SECONDS}"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    extension = desk.store.file_extension(file.sha256) or ".bin"
    try:
        drawn = desk.images.page(file.sha256, extension, page, zoom)
    except NotDrawn as refused:
        status = {"no_page": 404, "busy": 503, "no_child": 503}.get(refused.code, 422)
        raise HTTPException(status, refused.message_zh) from refused
    return Response(drawn, media_type="image/jpeg", headers=headers)


@router.get("/applications/{submission_id}/documents/{number}/original")
def original(desk: DeskHere, visitor: Viewer, submission_id: str, number: int) -> Response:
    """The file as it was handed in, to be kept, never to be shown by the browser."""
    submission = submission_of(desk, visitor, submission_id)
    file = file_of(submission, number)
    extension = desk.store.file_extension(file.sha256) or ".bin"
    path: Path = RawStore(desk.settings.raw).path(file.sha256, extension)
    if not path.is_file():
        raise HTTPException(404, "留存的原件不在，请联系管理员。")
    return FileResponse(
        path,
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": attachment(file.path.rpartition("/")[2]),
            "Content-Security-Policy": SANDBOXED,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


@router.get("/applications/{submission_id}/documents/{number}/under")
def under(
    desk: DeskHere,
    visitor: Viewer,
    submission_id: str,
    number: int,
    page: Annotated[int, Query(ge=1, le=MOST)] = 1,
    box: Annotated[str, Query(max_length=200)] = "",
    block: MaybePosition = None,
) -> dict[str, object]:
    """What stands under a box drawn on a page: `box` is x0,top,x1,bottom in points.

    Of a file that is not shown page by page a `block` is pointed at instead; its page and box
    are told where the reader knows them.
    """
    submission = submission_of(desk, visitor, submission_id)
    file = file_of(submission, number)
    document = desk.store.document(submission.id, file.path)
    if block is not None:
        anchor = (
            document.blocks[block].anchor if document and block < len(document.blocks) else None
        )
        if anchor is None or anchor.page is None or anchor.bbox is None:
            raise HTTPException(422, "此处在文件中没有页面位置，无法选取。")
        page, drawn = anchor.page, anchor.bbox
    else:
        drawn = box_of(box)
    text, spots = text_under(document, page, drawn) if document else ("", ())
    if block is not None and document is not None:
        text, spots = document.blocks[block].text, (Spot(number, block),)
    return {
        "document": number,
        "page": page,
        "box": drawn,
        "text": visible(text[:MOST_UNDER]),
        "places": [{"document": number, **spot.query} for spot in spots[:100]],
    }


def box_of(text: str) -> Box:
    """Four numbers in points, put in order.

    Raises:
        HTTPException: 422, they are something else.
    """
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) != 4 or not all(-MOST <= number <= MOST for number in numbers):
        raise HTTPException(422, "框选的范围有误，请重新框选。")
    x0, top, x1, bottom = numbers
    return (min(x0, x1), min(top, bottom), max(x0, x1), max(top, bottom))


def attachment(name: str) -> str:
    """The Content-Disposition of a file of that name (RFC 6266, RFC 8187).

    Example:
        >>> print(attachment("A表.docx"))
        attachment; filename="A_.docx"; filename*=UTF-8''A%E8%A1%A8.docx
    """
    shown = "".join(sign if sign.isprintable() else "_" for sign in visible(name))
    shown = shown.replace("/", "_").replace("\\", "_").strip(". ")[-200:] or "file"
    plain = "".join(
        sign if sign.isascii() and (sign.isalnum() or sign in "-_. ()") else "_" for sign in shown
    )
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(shown, safe='')}"
