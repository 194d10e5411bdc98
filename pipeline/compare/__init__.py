"""One submission against all others: tenants, mentors and text they share, last year's figures.

    traces = traces_of(findings, record)         what a submission leaves to be compared by
    matches = ...                                who left the same: the store knows, or `among`
    findings = shared(name, traces, matches)     what of it an official is asked about

Pure: the same traces and matches give the same findings, whoever came first. Never reads a
file, a clock or the database. No verdict stands on what is found here: an official asks.
"""

from __future__ import annotations

from pipeline.compare.among import among
from pipeline.compare.model import (
    COUNTERPART,
    MOST_HOLDERS,
    Applicant,
    Match,
    Other,
    Trace,
    TraceKind,
    digest,
)
from pipeline.compare.shared import shared
from pipeline.compare.traces import Traces, traces_of

__all__ = [
    "COUNTERPART",
    "MOST_HOLDERS",
    "Applicant",
    "Match",
    "Other",
    "Trace",
    "TraceKind",
    "Traces",
    "among",
    "digest",
    "shared",
    "traces_of",
]
