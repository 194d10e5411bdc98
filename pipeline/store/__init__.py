"""The only SQL of the project: facts are kept, everything else can be deleted and rebuilt.

Enter: submissions, decisions and computed results. Leave: the same types again, exactly.
Nothing outside this package imports SQLAlchemy; nothing in it knows a policy or a file format.

    from pipeline.store import open_store

    with open_store("sqlite:////somewhere/zhongchuang.db") as store:
        for row in store.overview():                 # SubmissionRow, newest first
            print(row.id, row.name, row.ruleset, row.outcome, row.met, row.open_items)

What a `Store` answers (all values are the frozen types of `pipeline.model`):

    submissions() · submission(id)                   Submission, Submission | None
    overview(submission=None)                        SubmissionRow: names, outcome, counts
    record(id) · assessment(id)                      Record | None, Assessment | None
    review_items(submission=None, reason=None, subject=None, only_open=True)
                                                     ReviewItem, most pressing first
    review_item(id)                                  ReviewItem | None
    decisions(submission=None)                       Decision, oldest first
    documents(id) · findings(id)                     Document / DocumentFindings of a submission
    document(id, path)                               Document | None
    runs(limit=20) · schedules()                     RunRow, ScheduleRow
    queue(asked) · listing(id) · regions()           one page of the desk's queue; one row of it
    claim(id, now) · changes(id) · sign_offs(id)     who works on it, what changed, what was signed
    snapshot()                                       context manager: a Store that sees one moment

What changes it is called by `pipeline.stages` (`run`, `decide`, `rebuild`), `pipeline.desk`,
`pipeline.intake` and `pipeline.schedule` only; a command or a page calls those, not the store.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.store.rows import RunRow, ScheduleRow, StoreError, SubmissionRow

if TYPE_CHECKING:
    from pipeline.store.queries import Store

__all__ = ["RunRow", "ScheduleRow", "Store", "StoreError", "SubmissionRow", "open_store"]


def open_store(url: str) -> Store:
    """The database at that URL, brought to the newest schema.

    Args:
        url: A SQLAlchemy URL: `sqlite:///file` or `postgresql+psycopg://…`.

    Raises:
        StoreError: the file is no database, was made by a newer version, or cannot be opened.
    """
    from pipeline.store.opening import opened

    return opened(url)
