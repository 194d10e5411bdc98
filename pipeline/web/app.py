"""An installation in, the desk's application out; `serve` runs it.

Every route names the right it asks for, or that it is public; one that names nothing stops the
start. What goes wrong is told in Chinese, without a path or a traceback.
"""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from pipeline.web import api, failures, guard, limits
from pipeline.web.context import Desk
from pipeline.web.pages import ROUTERS
from pipeline.web.rendering import STATIC


def create_app(desk: Desk) -> FastAPI:
    """The application of one installation.

    Raises:
        RuntimeError: a route declares no right.
    """
    # What is not there is not there: a redirect would be answered to who has not signed in.
    app = FastAPI(
        title="众创空间复核台",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.desk = desk
    for router in (*ROUTERS, *api.ROUTERS):
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    failures.install(app)
    limits.install(app)
    guard.install(app)
    guard.check_guarded(app)
    return app
