"""Fitting the scheduler to the learner's memory, and moving due dates to what it then says."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from flashcards.domain.wording import THIN_SPACE, count_text
from flashcards.gui.dates import long_date
from flashcards.gui.place import Host, undo_toast
from flashcards.gui.recovery import sentence
from flashcards.gui.settings.rows import SettingRow
from flashcards.gui.widgets.buttons import Button, Kind
from flashcards.gui.widgets.dialog import Dialog

if TYPE_CHECKING:
    from flashcards.services.changes import Changes
    from flashcards.services.scheduling.optimizing import Fit, FitOffer
    from flashcards.services.scheduling.rescheduling import ReschedulePreview

_ORIGIN = "settings"


class MemoryRows(QObject):
    """The two rows, and what their buttons do; ``refresh`` reads anew what they say."""

    def __init__(self, host: Host, parent: QObject, refresh: Callable[[], object]) -> None:
        super().__init__(parent)
        self._host = host
        self._refresh = refresh
        self._fit = Button("Fit now")
        self._move = Button("Preview…")
        self._fit.clicked.connect(self._start)
        self._move.clicked.connect(self._preview)
        self._fit_row = SettingRow("Fit to my memory", "", self._fit)
        self._move_row = SettingRow(
            "Reschedule after a fit",
            "Shows how many cards would move before anything changes",
            self._move,
        )

    def rows(self) -> list[SettingRow]:
        """The rows in their order."""
        return [self._fit_row, self._move_row]

    def show_offer(self, offer: FitOffer) -> None:
        """Say when the last fit was, or how many reviews are missing for one."""
        self._fit.setEnabled(offer.offered)
        self._fit_row.set_hint(offer_words(offer))

    def _start(self) -> None:
        self._fit.setEnabled(False)
        self._fit_row.set_hint("Fitting to your reviews…")
        self._host.tasks.run(lambda app: app.optimizing.fit(), self._fitted, self._failed)

    def _fitted(self, fit: Fit) -> None:
        self._refresh()
        dialog = Dialog(self._fit.window(), "Better" if fit.kept else "Kept as it was", width=520)
        dialog.add_text(sentence(fit.words))
        judged = count_text(fit.held_out, "review")
        dialog.add_text(f"Judged on the newest {judged}, which the fit had not seen.")

        def keep() -> None:
            dialog.accept()
            self._host.tasks.run(
                lambda app: app.optimizing.apply(fit, _ORIGIN), self._kept, self._failed
            )

        if fit.kept:
            dialog.add_button("Leave as it is")
            button = dialog.add_button("Use the new fit", keep, Kind.PRIMARY)
        else:
            self._host.tasks.run(lambda app: app.optimizing.apply(fit, _ORIGIN))
            button = dialog.add_button("Close", kind=Kind.PRIMARY)
        dialog.open()
        button.focus_visibly()

    def _kept(self, changes: Changes) -> None:
        self._host.changed(changes)
        self._refresh()
        self._toast("New fit in use. Due dates stay until you reschedule.")

    def _preview(self) -> None:
        self._move.setEnabled(False)
        self._host.tasks.run(lambda app: app.rescheduling.preview(), self._previewed, self._failed)

    def _previewed(self, preview: ReschedulePreview) -> None:
        self._move.setEnabled(True)
        dialog = Dialog(self._move.window(), "Reschedule", width=520)
        dialog.add_text(preview_words(preview))

        def move() -> None:
            dialog.accept()
            self._host.tasks.run(
                lambda app: app.rescheduling.apply(_ORIGIN), self._moved, self._failed
            )

        if preview.moved:
            dialog.add_button("Leave as it is")
            cards = count_text(preview.moved, "card")
            button = dialog.add_button(f"Move {cards}", move, Kind.PRIMARY)
        else:
            button = dialog.add_button("Close", kind=Kind.PRIMARY)
        dialog.open()
        button.focus_visibly()

    def _moved(self, changes: Changes) -> None:
        self._host.changed(changes)
        self._toast("Cards rescheduled")

    def _failed(self, error: Exception) -> None:
        self._move.setEnabled(True)
        self._refresh()
        self._host.told(error)

    def _toast(self, words: str) -> None:
        undo_toast(self._host, words)


def offer_words(offer: FitOffer) -> str:
    """What is known of fitting, in a line."""
    reviews = count_text(offer.reviews, "review")
    if not offer.offered:
        return f"Possible from 400 reviews of earlier days on. {reviews} so far"
    if offer.last is None:
        return f"Never fitted; {reviews} to learn from"
    day = long_date(offer.last.day)
    if not offer.last.kept:
        return f"Last fit {day}: the parameters in use were the better ones"
    closer = f"{offer.last.closer * 100:.1f}{THIN_SPACE}%"
    again = ". A month ago: worth fitting again" if offer.suggested else ""
    return f"Last fit {day}: predictions {closer} closer than before{again}"


def preview_words(preview: ReschedulePreview) -> str:
    """What rescheduling would do, in sentences."""
    if not preview.moved:
        return "Every card is due when the present fit and target say. Nothing would move."
    return (
        f"{preview.moved:,} of {count_text(preview.cards, 'card')} would move: "
        f"{preview.sooner:,} sooner, {preview.later:,} later. Due this week: "
        f"{preview.before.week:,} now, {preview.after.week:,} then; on the heaviest day "
        f"{preview.after.heaviest:,}. Undo takes it back."
    )
