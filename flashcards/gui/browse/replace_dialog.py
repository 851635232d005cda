"""Find and replace: what is looked for, what would change, and one button that does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from flashcards.domain.wording import count_text, number_text
from flashcards.gui.theme import RADIUS, Role, theme
from flashcards.gui.widgets import focus_ring
from flashcards.gui.widgets.buttons import Kind
from flashcards.gui.widgets.dialog import Dialog
from flashcards.gui.widgets.field import TextField
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.painting import draw_line, rounded
from flashcards.gui.widgets.select import Select
from flashcards.gui.widgets.toggles import TickBox
from flashcards.language import _
from flashcards.services.editing.bulk_view import Replacement, ReplacePlan, ReplaceRequest, Where

TYPING_MS = 250
_WIDTH, _HEIGHT = 640, 300
_ROW = 46
_NOTHING = QModelIndex()
_WHERE = (
    (Where.EVERYWHERE, _("All texts")),
    (Where.QUESTION, _("Question")),
    (Where.ANSWER, _("Answer")),
    (Where.EXTRA, _("Note")),
    (Where.SOURCE, _("Source")),
)


class ReplaceDialog(Dialog):
    """``plan(request)`` is asked for what would change, ``replace(plan)`` does it.

    Whoever plans calls ``show_plan`` or ``show_error`` with what came of it.
    """

    def __init__(
        self,
        parent: QWidget,
        cards: int,
        plan: Callable[[ReplaceRequest], object],
        replace: Callable[[ReplacePlan], object],
    ) -> None:
        super().__init__(parent, _("Find and replace"), width=min(_WIDTH, parent.width() - 40))
        self._plan_wanted, self._replace = plan, replace
        self._plan: ReplacePlan | None = None
        self.find = TextField(_("Find"), role=Role.CODE_EDITOR)
        self.new = TextField(_("Replace with"), role=Role.CODE_EDITOR)
        self.expression = TickBox(_("Regular expression"))
        self.case = TickBox(_("Match case"))
        self.where = Select(_("In"), [(place.value, name) for place, name in _WHERE])
        self.result = Label(role=Role.SMALL, color="text2", wrap=True)
        self.list = _ChangeList()
        self._timer = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._timer.timeout.connect(self._ask)
        self._build(cards)
        self.button = self.add_button(_("Replace"), self._accept, Kind.PRIMARY)
        self.button.setDefault(True)
        self._changed()

    def show_plan(self, plan: ReplacePlan) -> None:
        """Show what would change; an answer to an older question is let be."""
        if plan.request != self.request():
            return
        self._plan = plan if plan.note_ids else None
        self.result.set_color("text2")
        self.result.setText(plan_text(plan))
        self.list.show_changes(plan.shown)
        self.button.setEnabled(self._plan is not None)
        verb = (
            _("Replace {matches}").format(matches=number_text(plan.matches))
            if self._plan
            else _("Replace")
        )
        self.button.set_label(verb)

    def show_error(self, message: str) -> None:
        """Say why nothing can be looked for."""
        self._plan = None
        self.result.set_color("again")
        self.result.setText(message)
        self.list.show_changes(())
        self.button.setEnabled(False)

    def request(self) -> ReplaceRequest:
        """What is looked for now."""
        return ReplaceRequest(
            self.find.text(),
            self.new.text(),
            expression=self.expression.isChecked(),
            case=self.case.isChecked(),
            where=Where(self.where.value),
        )

    def _build(self, cards: int) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for row, (text, field) in enumerate(
            ((_("Find"), self.find), (_("Replace with"), self.new))
        ):
            grid.addWidget(Label(text, Role.LABEL), row, 0)
            grid.addWidget(field, row, 1)
        self.content.addLayout(grid)
        options = QHBoxLayout()
        options.setSpacing(20)
        options.addWidget(self.expression)
        options.addWidget(self.case)
        options.addStretch(1)
        options.addWidget(Label(_("In"), Role.LABEL))
        options.addWidget(self.where)
        self.content.addLayout(options)
        self.content.addSpacing(4)
        self.content.addWidget(
            Label(
                _("Looks through {cards}.").format(cards=count_text(cards, "card")),
                Role.SMALL,
                "text3",
            )
        )
        self.content.addWidget(self.result)
        self.content.addWidget(self.list)
        self.add_button(_("Cancel"))
        for field in (self.find, self.new):
            field.textChanged.connect(self._changed)
        for box in (self.expression, self.case):
            box.toggled.connect(self._changed)
        self.where.chosen.connect(self._changed)

    def _changed(self) -> None:
        self._plan = None
        if hasattr(self, "button"):
            self.button.setEnabled(False)
            self.button.set_label(_("Replace"))
        if self.find.text():
            self._timer.start()
        else:
            self._timer.stop()
            self.result.setText("")
            self.list.show_changes(())

    def _ask(self) -> None:
        self._plan_wanted(self.request())

    def _accept(self) -> None:
        if self._plan is not None:
            plan = self._plan
            self.accept()
            self._replace(plan)


def plan_text(plan: ReplacePlan) -> str:
    """What would change, in words: ``12 changes in 8 notes.``"""
    if not plan.note_ids and not plan.refused:
        return _("Nothing is found.")
    text = _("{changes} in {notes}.").format(
        changes=count_text(plan.matches, "change"), notes=count_text(len(plan.note_ids), "note")
    )
    if len(plan.shown) < plan.matches:
        text += _(" The first {n} are shown.").format(n=number_text(len(plan.shown)))
    if plan.refused:
        left = count_text(plan.refused, "note")
        stay = _("stays as it is: it") if plan.refused == 1 else _("stay as they are: they")
        text += _(" {left} {stay} would ask nothing.").format(left=left, stay=stay)
    return text


class _ChangeList(QListView):
    """Each change in its line, what goes struck out and what comes underlined."""

    def __init__(self) -> None:
        super().__init__()
        self._model = _Changes(self)
        self.setModel(self._model)
        self.setItemDelegate(_ChangeCell(self))
        self.setAccessibleName(_("Changes"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("QListView { background: transparent; border: 0; outline: 0; }")
        self.setFixedHeight(_HEIGHT)
        focus_ring.track(self)

    @property
    def changes(self) -> Sequence[Replacement]:
        """What it shows."""
        return self._model.changes

    def show_changes(self, changes: Sequence[Replacement]) -> None:
        """Show other changes."""
        self._model.set_changes(changes)


class _Changes(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.changes: Sequence[Replacement] = ()

    def set_changes(self, changes: Sequence[Replacement]) -> None:
        self.beginResetModel()
        self.changes = changes
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self.changes)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        change = self.changes[index.row()]
        return _("{question}: {old} becomes {value}").format(
            question=change.question, old=change.old, value=change.new or "nothing"
        )


class _ChangeCell(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(200, theme().grow(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        colors = theme().colors
        change = index.model().changes[index.row()]
        painter.save()
        rect = QRectF(option.rect).adjusted(0, 2, -14, -2)
        rounded(painter, rect, RADIUS["tag"], colors.sunken)
        painter.setClipRect(rect)
        inner = rect.adjusted(10, 4, -10, -4)
        small = theme().font(Role.CAPTION)
        title = QFontMetricsF(small).elidedText(
            change.question, Qt.TextElideMode.ElideRight, inner.width()
        )
        half = inner.height() / 2
        top = QRectF(inner.x(), inner.y(), inner.width(), half)
        draw_line(painter, top, title, small, colors.text3)
        line = QRectF(inner.x(), inner.y() + half, inner.width(), half)
        self._paint_change(painter, line, change)
        painter.restore()

    @staticmethod
    def _paint_change(painter: QPainter, rect: QRectF, change: Replacement) -> None:
        """The line around the change; where it is too long, its beginning gives way."""
        colors = theme().colors
        font = theme().font(Role.CODE_EDITOR)
        font.setPixelSize(round(12 * theme().text_scale))
        metrics = QFontMetricsF(font)
        shown = [_one_line(part) for part in (change.old, change.new)]
        room = max(40.0, rect.width() / 2 - metrics.horizontalAdvance("".join(shown)) / 2)
        before = metrics.elidedText(_one_line(change.before), Qt.TextElideMode.ElideLeft, room)
        left = rect.x()
        for text, ink, style in (
            (before, colors.text2, ""),
            (shown[0], colors.again, "struck"),
            (shown[1], colors.good, "underlined"),
            (_one_line(change.after), colors.text2, ""),
        ):
            used = theme().font(Role.CODE_EDITOR)
            used.setPixelSize(font.pixelSize())
            used.setStrikeOut(style == "struck")
            used.setUnderline(style == "underlined")
            painter.setFont(used)
            painter.setPen(ink)
            baseline = rect.y() + (rect.height() + metrics.ascent() - metrics.descent()) / 2
            painter.drawText(QPointF(left, round(baseline)), text)
            left += metrics.horizontalAdvance(text)


def _one_line(text: str) -> str:
    return text.replace("\n", "⏎")
