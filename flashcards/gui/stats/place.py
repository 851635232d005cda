"""The statistics at their place in the window: reads them piece by piece, opens cards, exports.

Each piece is asked for when the one before it is there, so that a choice made meanwhile leaves out
what nobody waits for any more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from flashcards.domain.wording import count_text, sentence
from flashcards.errors import FlashcardsError, QueryError
from flashcards.gui.charts.data import Chart
from flashcards.gui.charts.export import write_charts_csv
from flashcards.gui.charts.saving import Format, ask_where
from flashcards.gui.command import Context
from flashcards.gui.place import Host, Place, PlaceId
from flashcards.gui.stats.page import StatsPage
from flashcards.language import _
from flashcards.services.statistics.view import FEWEST_REVIEWS, Overview, Request

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.statistics.service import Scopes

_KEPT_MS = 5 * 60 * 1_000

Piece = tuple[Callable[["App", Request], Any], Callable[[Any], object]]


class StatsPlace(Place):
    """The page with all charts; the cards behind a bar are shown in Browse."""

    contexts = (Context.STATS,)

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.page = StatsPage()
        self._round = 0
        self._leaving = QTimer(self, singleShot=True, interval=_KEPT_MS)
        self._leaving.timeout.connect(self._release)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.setFocusProxy(self.page)
        self.page.scope_chosen.connect(self._choose_scope)
        self.page.period_chosen.connect(lambda _days: self._count(only_period=True))
        self.page.cards_requested.connect(lambda query: host.go(PlaceId.BROWSE, query))
        self.page.export_requested.connect(self._export)
        self.page.told.connect(host.toaster.show_toast)
        self.page.failed.connect(host.told)

    def enter(self, argument: object) -> None:
        """Read the statistics; ``argument``: a query, of which cards."""
        if isinstance(argument, str):
            self.page.show_scope(argument)
        self.refresh()

    def refresh(self) -> None:
        self.host.tasks.run(lambda app: app.statistics.scopes(), self._show_scopes)
        self._count()

    def go_back(self) -> bool:
        return self.page.go_back()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._leaving.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._leaving.start()

    def _release(self) -> None:
        """Who has gone elsewhere for a while needs the memory for something else."""
        self.host.tasks.run(lambda app: app.statistics.release())

    def _show_scopes(self, scopes: Scopes) -> None:
        self.page.header.set_scopes(scopes.stages, scopes.decks)
        self.page.show_scope(self.page.scope)

    def _choose_scope(self, query: str) -> None:
        self.page.show_scope(query)
        self._count()

    def _count(self, *, only_period: bool = False) -> None:
        """Read all pieces, or those that are about a period."""
        self._round += 1
        page = self.page
        pieces: list[Piece] = [
            (lambda app, request: app.statistics.overview(request), page.show_overview)
        ]
        if not only_period:
            pieces += [
                (lambda app, request: app.statistics.cards(request), page.show_cards),
                (lambda app, request: app.statistics.forecast(request), page.show_forecast),
            ]
        pieces += [
            (lambda app, request: app.statistics.answers(request), page.show_answers),
            (lambda app, request: app.statistics.memory(request), page.show_memory),
        ]
        self._read(self._round, Request(page.days, page.scope), pieces)

    def _read(self, number: int, request: Request, pieces: list[Piece]) -> None:
        if number != self._round or not pieces:
            return
        (read, show), *others = pieces

        def done(found: object) -> None:
            if number != self._round:
                return
            show(found)
            if not _is_too_little(found):
                self._read(number, request, others)

        self.host.tasks.run(lambda app: read(app, request), done, self._failed)

    def _failed(self, error: Exception) -> None:
        self._round += 1
        if isinstance(error, QueryError):
            self.page.show_query_error(str(error))
        elif isinstance(error, FlashcardsError):
            self.page.show_error(sentence(str(error)), self.refresh)
        else:
            self.host.told(error)

    def _export(self) -> None:
        charts = self.page.charts()
        if not charts:
            self.host.toaster.show_toast(_("There are no charts to export yet"))
            return
        ask_where(
            self,
            _("Export charts"),
            "statistics",
            Format.CSV,
            lambda target: self._write(charts, target),
        )

    def _write(self, charts: Sequence[Chart], target: Path) -> None:
        try:
            rows = write_charts_csv(charts, target)
        except FlashcardsError as error:
            self.host.told(error)
        else:
            said = f"{count_text(len(charts), 'chart')}, {count_text(rows, 'value')}"
            self.host.toaster.show_toast(
                _("{said} exported to {name}").format(said=said, name=target.name)
            )


def _is_too_little(found: object) -> bool:
    """Whether it is an overview that says that there is nothing to draw."""
    return isinstance(found, Overview) and found.answers < FEWEST_REVIEWS
