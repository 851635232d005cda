"""What missed points lead to: cards to bring forward, and notes to write, each with its tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from flashcards.gui.practice.parts import ActionLink
from flashcards.gui.practice.texts import point_text
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.buttons import IconButton, Kind, Size
from flashcards.gui.widgets.dialog import Dialog
from flashcards.gui.widgets.field import TextArea
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.toggles import TickBox
from flashcards.language import _, ngettext
from flashcards.services.practice.views import CardStep, PointCard

_FIELD = 84
_FIELD_TALL = 132
_PENCIL_TOP = 4


class Proposals(QWidget):
    """The offers of all missed points.

    A choice that was made stays made while other points are ticked and unticked.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: tuple[PointCard, ...] = ()
        self._chosen: dict[str, bool] = {}
        self._edited: dict[str, PointCard] = {}
        self._open: set[int] = set()
        self._count = Label(role=Role.CAPTION, color="text2", tabular=True)
        self._none = Label(role=Role.BODY, color="text2", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(Label(_("Missed points become cards"), Role.LABEL))
        head.addStretch(1)
        head.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._none)
        column.addLayout(self._rows)

    @property
    def chosen(self) -> tuple[PointCard, ...]:
        """The offers that are ticked, with the texts as they were edited."""
        return tuple(card for card in self._all() if self._is_chosen(card))

    def begin(self) -> None:
        """Forget the choices of the prompt before."""
        self._chosen.clear()
        self._edited.clear()
        self._open.clear()

    def show_cards(self, cards: Sequence[PointCard], *, missed: int) -> None:
        """Show what the missed points offer: for each what is proposed, the rest on request."""
        self._cards = tuple(cards)
        self._fill()
        without = "" if missed else _("Every point is covered.")
        self._none.setText(without)
        self._none.setVisible(bool(without))
        self._tell_count()

    def rows(self) -> list[ProposalRow]:
        """The rows that are shown."""
        found = [self._rows.itemAt(place).widget() for place in range(self._rows.count())]
        return [row for row in found if isinstance(row, ProposalRow)]

    def show_more(self, point: int) -> None:
        """Show all that a point offers."""
        self._open.add(point)
        self._fill()

    def _fill(self) -> None:
        """Show the rows of the present offers; those that stay are kept, with their focus."""
        wanted = self._wanted()
        kept = {row.card.key: row for row in self.rows() if (row.card, row.more) in wanted}
        for row in self.rows():
            if row not in kept.values():
                self._rows.removeWidget(row)
                row.hide()
                row.deleteLater()
        for place, (card, more) in enumerate(wanted):
            row = kept.get(card.key)
            if row is None:
                row = self._row(card, more)
                self._rows.insertWidget(place, row)
                row.show()

    def _wanted(self) -> list[tuple[PointCard, int]]:
        """The offers to show, each with the number of others that its point has hidden."""
        shown: list[tuple[PointCard, int]] = []
        for point in dict.fromkeys(card.point for card in self._cards):
            cards = [card for card in self._all() if card.point == point]
            seen = [
                card
                for card in cards
                if card.proposed or point in self._open or self._is_chosen(card)
            ] or cards[:1]
            shown += [(card, 0) for card in seen[:-1]]
            shown.append((seen[-1], len(cards) - len(seen)))
        return shown

    def _row(self, card: PointCard, more: int) -> ProposalRow:
        row = ProposalRow(card, ticked=self._is_chosen(card), more=more)
        row.box.toggled.connect(lambda on: self._choose(card.key, on))
        row.edit_requested.connect(lambda: self._edit(card))
        row.more_requested.connect(lambda: self.show_more(card.point))
        return row

    def _all(self) -> list[PointCard]:
        """All offers, with the texts as they were edited."""
        return [self._edited.get(card.key, card) for card in self._cards]

    def _is_chosen(self, card: PointCard) -> bool:
        return self._chosen.get(card.key, card.proposed)

    def _choose(self, key: str, on: bool) -> None:
        self._chosen[key] = on
        self._tell_count()

    def _tell_count(self) -> None:
        number = sum(map(self._is_chosen, self._cards))
        words = ngettext("{n} chosen", "{n} chosen", number).format(n=number)
        self._count.setText(words if self._cards else "")

    def _edit(self, card: PointCard) -> None:
        dialog = _NoteDialog(self.window(), card)
        dialog.accepted.connect(lambda: self._take(dialog.card))
        dialog.open()

    def _take(self, card: PointCard) -> None:
        self._edited[card.key] = card
        self._chosen[card.key] = True
        self._fill()
        self._tell_count()


class ProposalRow(QWidget):
    """An offer: its tick box, the note's question, and what will happen with it.

    ``more``: how many other offers its point has that aren't shown.
    """

    edit_requested = Signal()
    more_requested = Signal()

    def __init__(self, card: PointCard, *, ticked: bool, more: int) -> None:
        super().__init__()
        self.card = card
        self.more = more
        title = point_text(card.title)
        self.box = TickBox(name=f"{title}, {card.words}")
        self.box.setChecked(ticked)
        words = QVBoxLayout()
        words.setSpacing(1)
        head = QHBoxLayout()
        head.addWidget(Label(title, Role.BODY_STRONG, wrap=True), 1)
        words.addLayout(head)
        caption = QHBoxLayout()
        caption.setSpacing(10)
        said = " · ".join(filter(None, (card.place, card.words)))
        caption.addWidget(Label(said, Role.CAPTION, "text2", wrap=True), 1)
        words.addLayout(caption)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 10, 0, 11)
        row.setSpacing(12)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.pencil: IconButton | None = None
        if card.step is CardStep.NEW:
            self.pencil = self._new_pencil(title)
            head.addSpacing(self.pencil.sizeHint().width())
        if more:
            self.others = ActionLink(
                _("{n} more").format(n=more),
                _("{n} more cards for this point: {title}").format(n=more, title=title),
            )
            self.others.clicked.connect(self.more_requested)
            caption.addWidget(self.others, 0, Qt.AlignmentFlag.AlignTop)
        theme().changed.connect(self.update)

    def _new_pencil(self, title: str) -> IconButton:
        """It lies beside the title without a place in the layout, so it makes no row taller."""
        name = _("Edit the new note: {title}").format(title=title)
        pencil = IconButton("pencil", name, size=Size.SMALL, parent=self)
        pencil.clicked.connect(self.edit_requested)
        return pencil

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.box.toggle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.pencil is not None:
            self.pencil.adjustSize()
            self.pencil.move(self.width() - self.pencil.width(), _PENCIL_TOP)

    def paintEvent(self, event: QPaintEvent) -> None:
        line = QRectF(0, self.height() - 1, self.width(), 1)
        QPainter(self).fillRect(line, theme().colors.border)


class _NoteDialog(Dialog):
    """The question and the answer of a new note, to be put in one's own words."""

    def __init__(self, parent: QWidget, card: PointCard) -> None:
        super().__init__(parent, _("New note"), width=520)
        self._card = card
        self._question = TextArea(_("Question"))
        self._answer = TextArea(_("Answer"))
        for field, text, name, height in (
            (self._question, card.question, _("Question"), _FIELD),
            (self._answer, card.answer, _("Answer"), _FIELD_TALL),
        ):
            field.setPlainText(text)
            field.setFixedHeight(theme().grow(height))
            self.content.addWidget(Label(name, Role.LABEL))
            self.content.addWidget(field)
        self.add_button(_("Cancel"))
        self._done = self.add_button(_("Use this note"), self.accept, Kind.PRIMARY)
        self._question.textChanged.connect(self._check)
        self._answer.textChanged.connect(self._check)
        self._check()

    @property
    def card(self) -> PointCard:
        """The offer with these texts."""
        question = self._question.toPlainText().strip()
        answer = self._answer.toPlainText().strip()
        return replace(self._card, title=question, question=question, answer=answer)

    def _check(self) -> None:
        texts = (self._question.toPlainText(), self._answer.toPlainText())
        self._done.setEnabled(all(text.strip() for text in texts))
