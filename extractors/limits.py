"""How much one submitted file may ask for. Values only: nothing here reads a file.

Every limit that is met becomes a visible problem of the file, never a silent pass. The
numbers are several times what real applications need (a form with its plan and twenty
scanned pages stays under 40 MiB) and far below what harms the machine.
"""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for one file; all sizes in bytes unless the name says otherwise."""

    # A hundred pages scanned at 300 dpi come to some 60 MiB.
    file_bytes: int = 100 * MIB
    # What an archive or an office package may unpack to, nested archives included.
    expanded_bytes: int = 500 * MIB
    # Office XML packs 20:1 at best; 200:1 is met in bombs only. Small parts of blanks do
    # reach it harmlessly, so the ratio counts from `ratio_from_bytes` on.
    expansion_ratio: int = 200
    ratio_from_bytes: int = 10 * MIB
    zip_entries: int = 2_000
    # An applicant zips a folder, the county zips the applicants: two levels, and one spare.
    zip_depth: int = 3
    # One XML part; a roster of 20,000 rows is about 10 MiB.
    xml_part_bytes: int = 100 * MIB
    # Tables within tables: forms use two levels.
    nesting: int = 50
    pdf_pages: int = 500
    # A dense A4 page holds 2,500 characters; layout work grows faster than their number.
    page_glyphs: int = 50_000
    # Ruling lines and rectangles of a page; a full roster page has 400, four times that
    # where every border of every cell is drawn by itself.
    page_rules: int = 6_000
    sheet_rows: int = 200_000
    sheet_cells: int = 2_000_000
    # A plan of 80 pages has 60,000 characters.
    document_characters: int = 5_000_000
    # One paragraph or cell. A sheet's cell holds 32,767; the time to find something in one
    # paragraph grows faster than its length.
    block_characters: int = 40_000
    page_characters: int = 1_000_000
    # What a Word table may claim as columns (Word itself stops at 63).
    table_columns: int = 1_000
    # One picture file: A4 at 600 dpi has 35 million pixels, a good telephone's photo 50.
    image_pixels: int = 50_000_000
    # Pages of one TIFF file; offices fax forms of some twenty.
    image_frames: int = 200
    # What a page is drawn at for recognition: A3 at 200 dpi. Larger pages are drawn coarser.
    recognition_pixels: int = 8_000_000
    # A dense page takes 5 s on one core; texture taken for print would take minutes.
    recognition_page_seconds: float = 20.0
    # Sixty scanned pages. What is not read by then is named.
    recognition_document_seconds: float = 300.0
    # What a finder that is not ours may claim of one document: some fifty fields, each stated
    # in a handful of places.
    finder_claims: int = 1_000
    # Its longest quote, and its longest value: the longest list of services has 160 characters.
    claim_characters: int = 1_000
    # The blocks that its quotes stand in, together: several times a plan of 80 pages.
    claimed_characters: int = 500_000


LIMITS = Limits()
