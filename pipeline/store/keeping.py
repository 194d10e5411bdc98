"""What people of the desk keep for their work, as methods of the `Store`: texts and views."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import delete, insert, select, update

from pipeline.store import codec, schema, statements
from pipeline.store.asking import Filter
from pipeline.store.connected import Connected
from pipeline.store.rows import TextBlock


class Keeping(Connected):
    """The part of the store that keeps text blocks and saved views."""

    def text_blocks(self) -> tuple[TextBlock, ...]:
        """All of the office, by title."""
        table = schema.text_blocks
        return tuple(
            TextBlock(row.title, row.text, row.person, dt.datetime.fromisoformat(row.at), row.id)
            for row in self._rows(select(table).order_by(table.c.title, table.c.id))
        )

    def put_text_block(self, block: TextBlock) -> int | None:
        """Keep a text, new where its id is 0; its number, None where that one is gone."""
        table = schema.text_blocks
        values = {
            "title": block.title,
            "text": block.text,
            "person": block.by,
            "at": block.at.isoformat(),
        }
        with self._writing() as connection:
            if block.id:
                known = update(table).where(table.c.id == block.id).values(**values)
                return block.id if connection.execute(known).rowcount else None
            return statements.number_of(connection.execute(insert(table).values(**values)))

    def remove_text_block(self, number: int) -> bool:
        """Drop a text; False where there is none of that number."""
        table = schema.text_blocks
        with self._writing() as connection:
            return connection.execute(delete(table).where(table.c.id == number)).rowcount > 0

    def views(self, person: str) -> Mapping[str, Filter]:
        """name → filter, of one person's saved views, by name."""
        table = schema.views
        query = select(table).where(table.c.person == person).order_by(table.c.name)
        return {row.name: codec.decode(Filter, row.filter) for row in self._rows(query)}

    def put_view(self, person: str, name: str, wanted: Filter) -> None:
        """Keep a view; one of the same name is replaced."""
        key = {"person": person, "name": name}
        with self._writing() as connection:
            statements.put(connection, schema.views, key, {"filter": codec.encode(wanted)})

    def remove_view(self, person: str, name: str) -> bool:
        """Drop a view; False where there is none of that name."""
        table = schema.views
        with self._writing() as connection:
            gone = delete(table).where(table.c.person == person, table.c.name == name)
            return connection.execute(gone).rowcount > 0
