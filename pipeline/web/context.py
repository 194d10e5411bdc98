"""What every request works with: the installation, and who asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Request

from pipeline.accounts import Session, User
from pipeline.computation import Computation
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.desk.taking_in import TakingIn
    from pipeline.showing.images import PageImages
    from pipeline.store import Store


def now() -> dt.datetime:
    """This moment, with its zone."""
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """One installation of the desk. `clock` gives moments in UTC; tests set it."""

    settings: Settings
    store: Store
    computation: Computation
    images: PageImages
    taking_in: TakingIn
    clock: Callable[[], dt.datetime] = now

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone, in which every moment is shown."""
        return ZoneInfo(self.settings.timezone)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks."""

    user: User
    session: Session


def desk_of(request: Request) -> Desk:
    """The installation that the application was made for."""
    desk: Desk = request.app.state.desk
    return desk


DeskHere = Annotated[Desk, Depends(desk_of)]
