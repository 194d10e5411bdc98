"""Run by Alembic: the connection comes from `pipeline.store.opening`, in its transaction."""

from __future__ import annotations

from alembic import context

from pipeline.store.schema import metadata


def migrate() -> None:
    """Bring the database of the given connection to the wanted version."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        # SQLite cannot alter a column in place; Alembic then copies the table.
        render_as_batch=True,
    )
    context.run_migrations()


# Outside of Alembic, as when tests look for examples in every module, there is no `config`.
if hasattr(context, "config"):
    migrate()
