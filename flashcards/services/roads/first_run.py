"""The first minutes of a library: what is asked once, and what the answers set."""

from __future__ import annotations

from flashcards.language import _
from flashcards.services.changes import Changes
from flashcards.services.roads.first_run_view import FirstRun, new_cards_for
from flashcards.services.scheduling.rebuild import meta, set_meta
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.services.studying.today import today_view
from flashcards.storage.setting_rows import save_setting
from flashcards.storage.unit_of_work import Database

_KEY = "first-run"


class FirstRunService:
    """Asks a new learner, once."""

    def __init__(self, database: Database, schedulers: SchedulerSource) -> None:
        self._database = database
        self._schedulers = schedulers

    def wanted(self) -> FirstRun | None:
        """What to show a learner who has neither answered a card nor been asked; else None."""
        with self._database.read() as reader:
            asked = meta(reader, _KEY) is not None
            if asked or reader.value("SELECT 1 FROM review LIMIT 1") is not None:
                return None
            settings = self._schedulers.settings(reader)
            calendar = self._schedulers.calendar(reader)
            today = today_view(reader, settings, calendar, self._database.clock.now_ms())
            topics = reader.value(
                "SELECT count(*) FROM stage_topic t JOIN stage s ON s.id = t.stage_id "
                "JOIN roadmap r ON r.id = s.roadmap_id WHERE r.active = 1 "
                "AND t.deleted_by IS NULL AND s.deleted_by IS NULL"
            )
        if not today.stages:
            return None
        first, last = today.stages[0], today.stages[-1]
        return FirstRun(
            stages=len(today.stages),
            topics=int(topics),
            cards=sum(stage.cards for stage in today.stages),
            first_stage=(first.short_titles or (first.title,))[-1],
            last_stage=(last.short_titles or (last.title,))[-1],
            today=today.day,
        )

    def finish(self, track: str, minutes: int, origin: str = "") -> Changes:
        """Keep the answers; the page does not come again."""
        with self._database.write("setting", _("Set up"), origin) as operation:
            save_setting(operation, "track", (track,))
            save_setting(operation, "new_per_day", new_cards_for(minutes))
            set_meta(
                operation,
                _KEY,
                _("{track}, {minutes} minutes").format(track=track, minutes=minutes),
            )
        return Changes(operation.kept_id, operation.label, settings=True, cards=True, origin=origin)

    def skip(self) -> None:
        """Leave everything as it is; the page does not come again."""
        with self._database.write("setup", _("First run")) as operation:
            set_meta(operation, _KEY, "skipped")
