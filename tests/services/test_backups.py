"""The backups as a person picks one."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.services.backups import backup_lines


def test_a_backup_is_told_by_the_moment_in_its_name(app: App, clock: FixedClock) -> None:
    made = app.maintenance.back_up()
    os.utime(made.path, (0, 0))  # as a copy or a synchronising program may leave it
    (line,) = backup_lines(app.folder)
    moment = datetime.fromtimestamp(clock.now_ms() / 1_000, UTC).astimezone()
    assert line.when == f"{moment:%d %B %Y, %H:%M}".lstrip("0")
    assert line.words.startswith(made.path.name)


def test_a_renamed_one_is_told_by_its_file(app: App) -> None:
    made = app.maintenance.back_up()
    renamed = made.path.rename(made.path.with_name("before-the-exam.db"))
    os.utime(renamed, (1_700_000_000, 1_700_000_000))
    (line,) = backup_lines(app.folder)
    assert "2023" in line.when
