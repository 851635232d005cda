"""Writes Anki packages: neutral rows to an ``.apkg`` of the form that every Anki reads.

``write_package(path, package)`` with a ``Package`` of ``rows``.
"""

from flashcards.formats.anki_writer.archive import write_package
from flashcards.formats.anki_writer.rows import (
    Package,
    PackedCard,
    PackedNote,
    PackedReview,
    PackedTemplate,
    PackedType,
)

__all__ = [
    "Package",
    "PackedCard",
    "PackedNote",
    "PackedReview",
    "PackedTemplate",
    "PackedType",
    "write_package",
]
