"""The study settings in the database."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flashcards.settings import StudySettings
from flashcards.storage.reading import Reader

if TYPE_CHECKING:
    # what the first paint needs must not load SQLAlchemy
    from flashcards.storage.unit_of_work import Operation


def load_settings(reader: Reader) -> StudySettings:
    """The settings of the library; what was never set has its default."""
    stored = {
        key: json.loads(value) for key, value in reader.rows("SELECT key, value FROM setting")
    }
    return StudySettings().with_stored(stored)


def save_setting(operation: Operation, key: str, value: object) -> bool:
    """Set one; whether that changed anything."""
    text = json.dumps(value, ensure_ascii=False)
    old = operation.value("SELECT value FROM setting WHERE key = :key", key=key)
    if old is None:
        default = json.dumps(getattr(StudySettings(), key), ensure_ascii=False)
        operation.execute(
            "INSERT INTO setting (key, value) VALUES (:key, :value)", key=key, value=default
        )
    return operation.update("setting", key, value=text)
