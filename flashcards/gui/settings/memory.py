"""Fitting the scheduler to the learner's memory, and moving due dates to what it then says."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from flashcards.domain.wording import THIN_SPACE, count_text, decimal_text, number_text, sentence
from flashcards.gui.dates import long_date
from flashcards.gui.place import Host, undo_toast
from flashcards.gui.settings.rows import SettingRow
from flashcards.gui.widgets.buttons import Button, Kind
from flashcards.gui.widgets.dialog import Dialog
from flashcards.language import _

if TYPE_CHECKING:
    from flashcards.services.changes import Changes
    from flashcards.services.scheduling.optimizing import Fit, FitOffer
    from flashcards.services.scheduling.rescheduling import ReschedulePreview

_ORIGIN = "settings"


class MemoryRows(QObject):
    """The two rows, and what their buttons do; ``refresh`` reads anew what they say."""

    def __init__(
        self, host: Host, parent: QObject, refresh: Callable[[], object], preset: int = 0
    ) -> None:
        super().__init__(parent)
        self._host = host
        self._preset = preset
        self._refresh = refresh
        self._fit = Button(_("Fit now"))
        self._move = Button(_("Preview…"))
        self._fit.clicked.connect(self._start)
        self._move.clicked.connect(self._preview)
        self._fit_row = SettingRow(_("Fit to my memory"), "", self._fit)
        self._move_row = SettingRow(
            _("Reschedule after a fit"),
            _("Shows how many cards would move before anything changes"),
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
        self._fit_row.set_hint(_("Fitting to your reviews…"))
        self._host.tasks.run(
            lambda app: app.optimizing.fit(preset=self._preset), self._fitted, self._failed
        )

    def _fitted(self, fit: Fit) -> None:
        self._refresh()
        dialog = Dialog(
            self._fit.window(), _("Better") if fit.kept else _("Kept as it was"), width=520
        )
        dialog.add_text(sentence(fit.words))
        judged = count_text(fit.held_out, "review")
        dialog.add_text(
            _("Judged on the newest {judged}, which the fit had not seen.").format(judged=judged)
        )

        def keep() -> None:
            dialog.accept()
            self._host.tasks.run(
                lambda app: app.optimizing.apply(fit, _ORIGIN), self._kept, self._failed
            )

        if fit.kept:
            dialog.add_button(_("Leave as it is"))
            button = dialog.add_button(_("Use the new fit"), keep, Kind.PRIMARY)
        else:
            self._host.tasks.run(lambda app: app.optimizing.apply(fit, _ORIGIN))
            button = dialog.add_button(_("Close"), kind=Kind.PRIMARY)
        dialog.open()
        button.focus_visibly()

    def _kept(self, changes: Changes) -> None:
        self._host.changed(changes)
        self._refresh()
        self._toast(_("New fit in use. Due dates stay until you reschedule."))

    def _preview(self) -> None:
        self._move.setEnabled(False)
        self._host.tasks.run(lambda app: app.rescheduling.preview(), self._previewed, self._failed)

    def _previewed(self, preview: ReschedulePreview) -> None:
        self._move.setEnabled(True)
        dialog = Dialog(self._move.window(), _("Reschedule"), width=520)
        dialog.add_text(preview_words(preview))

        def move() -> None:
            dialog.accept()
            self._host.tasks.run(
                lambda app: app.rescheduling.apply(_ORIGIN), self._moved, self._failed
            )

        if preview.moved:
            dialog.add_button(_("Leave as it is"))
            cards = count_text(preview.moved, "card")
            button = dialog.add_button(_("Move {cards}").format(cards=cards), move, Kind.PRIMARY)
        else:
            button = dialog.add_button(_("Close"), kind=Kind.PRIMARY)
        dialog.open()
        button.focus_visibly()

    def _moved(self, changes: Changes) -> None:
        self._host.changed(changes)
        self._toast(_("Cards rescheduled"))

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
        return _("Possible from 400 reviews of earlier days on. {reviews} so far").format(
            reviews=reviews
        )
    if offer.last is None:
        return _("Never fitted; {reviews} to learn from").format(reviews=reviews)
    day = long_date(offer.last.day)
    if not offer.last.kept:
        return _("Last fit {day}: the parameters in use were the better ones").format(day=day)
    closer = f"{decimal_text(offer.last.closer * 100, 1)}{THIN_SPACE}%"
    words = _("Last fit {day}: predictions {closer} closer than before")
    if offer.suggested:
        words = _(
            "Last fit {day}: predictions {closer} closer than before. "
            "A month ago: worth fitting again"
        )
    return words.format(day=day, closer=closer)


def preview_words(preview: ReschedulePreview) -> str:
    """What rescheduling would do, in sentences."""
    if not preview.moved:
        return _("Every card is due when the present fit and target say. Nothing would move.")
    return _(
        "{moved} of {cards} would move: {sooner} sooner, {later} later. Due this "
        "week: {week} now, {week2} then; on the heaviest day {heaviest}. Undo takes it back."
    ).format(
        moved=number_text(preview.moved),
        cards=count_text(preview.cards, "card"),
        sooner=number_text(preview.sooner),
        later=number_text(preview.later),
        week=number_text(preview.before.week),
        week2=number_text(preview.after.week),
        heaviest=number_text(preview.after.heaviest),
    )
