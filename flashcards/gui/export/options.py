"""What else can be chosen of a kind of file, and what the file will hold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from flashcards.gui.export import texts
from flashcards.gui.export.choice import Choice, Dates, Span
from flashcards.gui.export.what import What
from flashcards.gui.theme import Role
from flashcards.gui.widgets.field import TextField
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.segments import Segments
from flashcards.gui.widgets.select import Select
from flashcards.gui.widgets.toggles import TickBox

if TYPE_CHECKING:
    from flashcards.gui.export.work import Offer

_LABEL_GAP, _GAP = 6, 18
_PDF = "pdf"


class Options(QWidget):
    """Shows the choices that apply; ``changed`` when one of them was made."""

    changed = Signal()

    def __init__(self, choice: Choice) -> None:
        super().__init__()
        self._decks: tuple[str, ...] = ()
        self._columns_of: dict[What, tuple[str, ...]] = {}
        self._what = choice.what
        self._holds = Label(role=Role.BODY, color="text2", wrap=True)
        self._deck = Select(texts.DECK)
        self._wanted_deck = choice.deck
        self._span = Segments(texts.PERIOD, texts.SPANS)
        self._dates = _DateFields(choice.dates)
        self._format = Segments(texts.FORMAT, texts.FORMATS)
        self._excel = TickBox(texts.EXCEL)
        self._columns = Label(role=Role.CODE_EDITOR, color="text2", wrap=True)
        self._span.set_value(choice.span)
        self._format.set_value(_PDF if choice.pdf else texts.FORMATS[0][0])
        self._excel.setChecked(choice.excel)
        self._lay_out()
        self._deck.chosen.connect(self._choose_deck)
        self._span.chosen.connect(lambda _value: self._choose_span())
        self._format.chosen.connect(lambda _value: self.changed.emit())
        self._excel.toggled.connect(lambda _on: self.changed.emit())
        self._dates.changed.connect(self.changed)

    def set_offer(self, offer: Offer) -> None:
        """The decks, and the columns of each table."""
        self._decks, self._columns_of = offer.decks, offer.columns
        self._show_decks()
        self._show_columns()

    def show_for(self, choice: Choice) -> None:
        """Show what applies to a kind of file."""
        self._what = choice.what
        self._holds.setText(texts.WORDS[choice.what].holds)
        self._deck_part.setVisible(choice.what.of_deck)
        self._period_part.setVisible(choice.what.of_period)
        self._format_part.setVisible(choice.what is What.REPORT)
        self._excel.setVisible(choice.what.is_table)
        self._dates.setVisible(self._span.value == Span.CUSTOM)
        self._show_decks()
        self._show_columns()

    def apply(self, choice: Choice) -> Choice:
        """The choice with what is chosen here."""
        return replace(
            choice,
            deck=self._deck.value if self._decks else choice.deck,
            span=Span(self._span.value),
            dates=self._dates.dates,
            pdf=self._format.value == _PDF,
            excel=self._excel.isChecked(),
        )

    def _choose_deck(self, deck: str) -> None:
        self._wanted_deck = deck
        self.changed.emit()

    def _choose_span(self) -> None:
        self._dates.setVisible(self._span.value == Span.CUSTOM)
        self.changed.emit()

    def _show_decks(self) -> None:
        """The decks; a deck file is of one, all others may be of all."""
        every = () if self._what is What.DECK else (("", texts.ALL_DECKS),)
        options = (*every, *((name, name) for name in self._decks))
        self._deck.set_options(options, self._wanted_deck)
        self._deck.setEnabled(bool(self._decks))

    def _show_columns(self) -> None:
        names = self._columns_of.get(self._what, ())
        self._columns.setText(texts.columns(names))
        self._columns_part.setVisible(bool(names))

    def _lay_out(self) -> None:
        period = QWidget()
        column = QVBoxLayout(period)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._span)
        column.addWidget(self._dates)
        self._deck_part = _labelled(texts.DECK, self._deck)
        self._period_part = _labelled(texts.PERIOD, period)
        self._format_part = _labelled(texts.FORMAT, self._format)
        self._columns_part = _labelled(texts.COLUMNS, self._columns)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(_GAP)
        for part in (
            _labelled(texts.HOLDS, self._holds),
            self._deck_part,
            self._period_part,
            self._format_part,
            self._excel,
            self._columns_part,
        ):
            whole.addWidget(part)
        whole.addStretch(1)


class _DateFields(QWidget):
    """The first and the last day, each with what is wrong with it."""

    changed = Signal()

    def __init__(self, dates: Dates) -> None:
        super().__init__()
        self._fields = (
            TextField(texts.FROM, texts.DATE_HINT),
            TextField(texts.TO, texts.DATE_HINT),
        )
        self._faults = tuple(Label(role=Role.CAPTION, color="again", wrap=True) for _ in range(2))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        names = (texts.FROM, texts.TO)
        for name, field, fault, text in zip(
            names, self._fields, self._faults, (dates.first, dates.last), strict=True
        ):
            field.setText(text)
            part = _labelled(name, field)
            part.layout().addWidget(fault)
            part.layout().addStretch(1)
            row.addWidget(part, 1)
            field.textChanged.connect(self._check)
        self._show_faults()

    @property
    def dates(self) -> Dates:
        """What is typed."""
        first, last = self._fields
        return Dates(first.text(), last.text())

    def _check(self) -> None:
        self._show_faults()
        self.changed.emit()

    def _show_faults(self) -> None:
        for field, label, fault in zip(self._fields, self._faults, self.dates.faults, strict=True):
            field.set_error(bool(fault))
            field.setAccessibleDescription(fault)
            label.setText(fault)
            label.setVisible(bool(fault))


def _labelled(name: str, control: QWidget) -> QWidget:
    """A control with its name above it."""
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(_LABEL_GAP)
    column.addWidget(Label(name, Role.LABEL))
    column.addWidget(control)
    return part
