"""The desk as JSON under /api/v1: the same operations as the pages, and what describes them.

Signing in gives the cookie that browsers have too; whatever changes something names the token of
the session in the header X-CSRF-Token. Refusals are problem JSON (RFC 9457) in Chinese.
"""

from __future__ import annotations

from fastapi import APIRouter

from pipeline.web.api import (
    applications,
    describing,
    documents,
    office,
    reviewing,
    session,
    settling,
    uploads,
)

ROUTERS: tuple[APIRouter, ...] = (
    session.router,
    applications.router,
    documents.router,
    reviewing.router,
    settling.router,
    office.router,
    uploads.router,
    describing.router,
)
