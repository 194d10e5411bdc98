"""One application as its pages show it: stored results in, plain words and places out.

Enter: a submission, its record, verdicts, questions and decisions. Leave: frozen views that a
template only has to lay out. Nothing here knows HTTP, a clock or the database, and nothing is
decided: what a button saves is checked again by `pipeline.desk`.
"""

from __future__ import annotations
