"""Searches that were given a name."""

from __future__ import annotations

from flashcards.domain.query import parse_query
from flashcards.errors import InvalidValueError, NotFoundError
from flashcards.language import _
from flashcards.services.browsing.view import LONGEST_NAME, SavedSearch
from flashcards.services.changes import Changes
from flashcards.storage.reading import Reader
from flashcards.storage.unit_of_work import Database


class SavedSearchService:
    """Keeps, renames and drops saved searches; each change can be undone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self) -> tuple[SavedSearch, ...]:
        """All of them in the order in which they were saved."""
        with self._database.read() as reader:
            rows = reader.rows(
                "SELECT id, name, query FROM saved_search WHERE deleted_by IS NULL "
                "ORDER BY position, id"
            )
        return tuple(SavedSearch(*row) for row in rows)

    def save(self, name: str, query: str, origin: str = "") -> Changes:
        """Keep a search; one of the same name gets this query.

        Raises QueryError for a query that cannot be read, InvalidValueError for a name that is
        empty or too long.
        """
        name = _checked(name)
        parse_query(query)
        with self._database.write("search", _("Save search"), origin) as operation:
            present = _named(operation, name)
            if present is not None:
                operation.update("saved_search", present, query=query)
            else:
                identifier = operation.ids.next_id()
                position = operation.value(
                    "SELECT coalesce(max(position), -1) + 1 FROM saved_search"
                )
                row = {"id": identifier, "name": name, "query": query, "position": position}
                # buried at first: undo brings back what was recorded as it was before
                operation.insert("saved_search", [{**row, "deleted_by": operation.id}])
                operation.update("saved_search", identifier, deleted_by=None)
        return Changes(operation.kept_id, operation.label, origin=origin)

    def rename(self, identifier: int, name: str, origin: str = "") -> Changes:
        """Give it another name. Raises InvalidValueError for one that is taken, NotFoundError."""
        name = _checked(name)
        with self._database.write("search", _("Rename search"), origin) as operation:
            present = _named(operation, name)
            if present not in (None, identifier):
                raise InvalidValueError(
                    _("there is a search called “{name}” already.").format(name=name)
                )
            _require(operation, identifier)
            operation.update("saved_search", identifier, name=name)
        return Changes(operation.kept_id, operation.label, origin=origin)

    def remove(self, identifier: int, origin: str = "") -> Changes:
        """Drop it. Raises NotFoundError."""
        with self._database.write("search", _("Remove search"), origin) as operation:
            _require(operation, identifier)
            operation.update("saved_search", identifier, deleted_by=operation.id)
        return Changes(operation.kept_id, operation.label, origin=origin)


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise InvalidValueError(_("a saved search needs a name."))
    if len(name) > LONGEST_NAME:
        raise InvalidValueError(
            _("a name has at most {longest_name} characters.").format(longest_name=LONGEST_NAME)
        )
    return name


def _named(reader: Reader, name: str) -> int | None:
    found = reader.value(
        "SELECT id FROM saved_search WHERE name = :name COLLATE NOCASE AND deleted_by IS NULL",
        name=name,
    )
    return None if found is None else int(found)


def _require(reader: Reader, identifier: int) -> None:
    found = reader.value(
        "SELECT 1 FROM saved_search WHERE id = :id AND deleted_by IS NULL", id=identifier
    )
    if found is None:
        raise NotFoundError(_("the saved search is gone."))
