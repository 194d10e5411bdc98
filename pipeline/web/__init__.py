"""The review desk in the browser: requests in, pages and JSON out.

HTTP only: what is decided, counted or shown comes from `pipeline.desk`, `pipeline.accounts` and
`pipeline.showing`. FastAPI was chosen because one description of a route serves the page, the
JSON API and its OpenAPI document; Jinja2 because it escapes everything by default.
"""

from __future__ import annotations
