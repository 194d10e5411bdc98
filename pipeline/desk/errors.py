"""What the desk refuses, in words that an official reads.

    DeskError
    ├ NotThere        no such submission, or none that this person sees
    ├ NotAllowed      the person's role does not have the right
    │ └ Blind         the person answers second before seeing what was decided
    ├ Held            another person works on it
    ├ SignedOff       it is settled; only reopening is accepted
    ├ Conflict        something else was decided, or read, since it was seen
    ├ WrongInput      what was typed is no answer to the question
    ├ NothingToUndo
    └ Obstructed      the application cannot be signed yet

`str(error)` is Chinese and complete: a page may show it as it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from extractors.errors import MakerspaceError


class DeskError(MakerspaceError):
    """Base of everything the desk refuses; the message is for the person who asked."""

    def named(self, person: Callable[[str], str]) -> DeskError:
        """The same with people called as `person` calls them; they sign in by other names."""
        return self


class NotThere(DeskError):
    """There is no such thing, or this person does not see it: the two are told alike."""

    def __init__(self, says: str = "没有这份申报，或者您无权查看。") -> None:
        super().__init__(says)


class NotAllowed(DeskError):
    """The person's role does not have the right."""

    def __init__(self, says: str = "您的角色不能进行这项操作。") -> None:
        super().__init__(says)


class Blind(NotAllowed):
    """The person has to answer second, without having seen the first answers."""

    def __init__(self, submission: str) -> None:
        super().__init__("您还有须独立复核的项目，全部答完后才能查看他人的决定。")
        self.submission = submission


class Held(DeskError):
    """Another person works on the application until `until`."""

    def __init__(self, by: str, until: dt.datetime) -> None:
        super().__init__(f"{by} 正在复核这份申报，您的内容没有保存，也没有丢失。")
        self.by, self.until = by, until

    def named(self, person: Callable[[str], str]) -> DeskError:
        return Held(person(self.by), self.until)


class SignedOff(DeskError):
    """The application is settled."""

    def __init__(self, by: str = "", at: dt.datetime | None = None) -> None:
        who = f"（{by}，{at:%Y-%m-%d}）" if by and at else ""
        super().__init__(f"这份申报已经签署{who}，内容不再更改；如确需更改，请先重新开启。")
        self.by, self.at = by, at

    def named(self, person: Callable[[str], str]) -> DeskError:
        return SignedOff(person(self.by) if self.by else "", self.at)


class Conflict(DeskError):
    """What was seen is no longer what stands; nothing was stored and nothing is lost.

    `yours` and `theirs` are words; `by` and `at` say who decided otherwise and when, "" and None
    where the machine reads something else now. `version` is what stands: a save that names it is
    made by somebody who has seen this.
    """

    def __init__(
        self, *, yours: str, theirs: str, by: str, at: dt.datetime | None, version: str
    ) -> None:
        who = f"{by} 已先保存为" if by else "重新读取后现为"
        super().__init__(f"{who}「{theirs}」；您填写的是「{yours}」，尚未保存。")
        self.yours, self.theirs, self.by, self.at, self.version = yours, theirs, by, at, version

    def named(self, person: Callable[[str], str]) -> DeskError:
        by = person(self.by) if self.by else ""
        return Conflict(
            yours=self.yours, theirs=self.theirs, by=by, at=self.at, version=self.version
        )


class WrongInput(DeskError):
    """What was typed is no answer; `cells` names those of a list: (row from 0, column, why)."""

    def __init__(self, says: str, cells: Sequence[tuple[int, str, str]] = ()) -> None:
        super().__init__(says)
        self.cells = tuple(cells)


class NothingToUndo(DeskError):
    """No decision of this person stands on the application."""

    def __init__(self) -> None:
        super().__init__("这份申报上没有您可以撤销的决定。")


class Obstructed(DeskError):
    """The application cannot be signed yet; `obstacles` are sentences."""

    def __init__(self, obstacles: Sequence[str]) -> None:
        super().__init__("还不能签署：" + "".join(obstacles))
        self.obstacles = tuple(obstacles)
