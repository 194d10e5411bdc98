"""One module a group of pages; each has a `router` whose every route names the right it asks."""

from __future__ import annotations

from fastapi import APIRouter

from pipeline.web.pages import (
    applications,
    dashboard,
    decisions,
    documents,
    history,
    openid,
    people,
    policies,
    queue,
    rosters,
    second,
    settings,
    sign_off,
    signing_in,
    text_blocks,
    uploading,
)

ROUTERS: tuple[APIRouter, ...] = (
    signing_in.router,
    openid.router,
    queue.router,
    uploading.router,
    policies.router,
    people.router,
    documents.router,
    dashboard.router,
    settings.router,
    text_blocks.router,
    applications.router,
    decisions.router,
    history.router,
    rosters.router,
    second.router,
    sign_off.router,
)
