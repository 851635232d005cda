"""The panel of a stage: how far it is, its topics, what opens next, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from flashcards.domain.wording import THIN_SPACE, mastery_text, percent_text
from flashcards.gui import icons
from flashcards.gui.commands import first_key
from flashcards.gui.roadmap import texts
from flashcards.gui.roadmap.stop import broken
from flashcards.gui.theme import RADIUS, SIZE, Role, theme
from flashcards.gui.widgets.bars import BAR, paint_share
from flashcards.gui.widgets.buttons import Button, IconButton, Kind, PaintedButton, Size
from flashcards.gui.widgets.card import Hairline
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.painting import draw_line, mix, rounded, with_alpha
from flashcards.gui.widgets.ring import paint_mastery
from flashcards.language import _
from flashcards.services.roads.view import StageStand, TopicStand
from flashcards.services.studying.today_view import StationState

_SIDE = 24
_ROW = 38
_BAR_ROOM = 14
_RING = 56
_RING_WIDTH = 5.0
_LINE = 17
_BAR_LEFT, _BAR_WIDTH = 124, 85
_NUMBER_RIGHT = 73  # from the right edge to the end of the mastery


class StagePanel(QFrame):
    """Shows a ``StageStand``; what the learner wants of it comes out as signals."""

    closed = Signal()
    study_requested = Signal(object)
    place_out_requested = Signal(object)
    take_back_requested = Signal(object)
    open_requested = Signal(object)
    topic_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(SIZE["aside"])
        self.setAccessibleName(_("Stage"))
        self._stage: StageStand | None = None
        self._ring = _MasteryRing()
        self._number = Label("", Role.CAPTION, "text2")
        self._title = Label("", Role.HEADING, wrap=True)
        self._counts = Label("", Role.CAPTION, "text2", tabular=True)
        self._goal = Label("", Role.BODY, "text2", wrap=True)
        self._rows = QWidget()
        self._topics = QVBoxLayout(self._rows)
        self._next = _NextStage()
        self._primary = Button(_("Study this stage"), Kind.PRIMARY, size=Size.MEDIUM)
        self._second = Button(_("Place out"), size=Size.MEDIUM)
        self.close_button = IconButton("x", _("Close"), keys="Esc", size=Size.SMALL)
        self._lay_out()
        self.close_button.clicked.connect(self.closed)
        self._primary.clicked.connect(self.press_primary)
        self._second.clicked.connect(self.press_second)
        theme().changed.connect(self.update)

    @property
    def stage(self) -> StageStand | None:
        """The stage that is shown."""
        return self._stage

    def show_stage(self, stage: StageStand, following: StageStand | None) -> None:
        """Show a stage, and the one that opens next."""
        self._stage = stage
        self._ring.set_share(stage.today.mastery)
        optional = _(", optional") if stage.today.optional else ""
        self._number.setText(
            _("Stage {number}{optional}").format(number=stage.today.number, optional=optional)
        )
        self._title.setText(stage.today.title)
        self._counts.setText(texts.counts(stage))
        goal = " ".join(part for part in (stage.goal, stage.note) if part)
        self._goal.setText(goal)
        self._goal.setVisible(bool(goal))
        self._show_topics(stage.topics)
        shown = stage if stage.locked else following
        self._next.setVisible(shown is not None)
        if shown is not None:
            title = _("Locked") if stage.locked else texts.next_title(shown)
            self._next.show_reason(title, texts.next_reason(shown))
        self._show_buttons(stage)

    def press_primary(self) -> None:
        """Study the stage, or open it where it is locked."""
        if self._stage is not None and self._primary.isEnabled():
            signal = self.open_requested if self._stage.locked else self.study_requested
            signal.emit(self._stage.id)

    def press_second(self) -> None:
        """Place out of the stage, or take that back."""
        if self._stage is not None and self._second.isEnabled() and not self._second.isHidden():
            placed = self._stage.today.state is StationState.PLACED_OUT
            signal = self.take_back_requested if placed else self.place_out_requested
            signal.emit(self._stage.id)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors.surface)
        painter.fillRect(QRectF(0, 0, 1, self.height()), colors.border)

    def _show_buttons(self, stage: StageStand) -> None:
        placed = stage.today.state is StationState.PLACED_OUT
        self._primary.set_label(_("Open anyway") if stage.locked else _("Study this stage"))
        self._primary.set_keys("" if stage.locked else first_key("roadmap.study"))
        self._primary.setEnabled(stage.locked or bool(stage.today.due + stage.today.new))
        self._second.set_label(_("Take back") if placed else _("Place out"))
        self._second.set_keys(first_key("roadmap.place_out"))
        self._second.setEnabled(placed or stage.seen < stage.today.cards)
        self._fit_buttons()

    def _show_topics(self, topics: tuple[TopicStand, ...]) -> None:
        while (item := self._topics.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for topic in topics:
            row = TopicRow(topic)
            row.clicked.connect(
                lambda _checked=False, topic=topic: self.topic_requested.emit(topic)
            )
            self._topics.addWidget(row)
        self._topics.addStretch(1)

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(1)
        for label in (self._number, self._title, self._counts):
            names.addWidget(label)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(names, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self._topics.setSpacing(0)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._rows)
        self._rows.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        area.verticalScrollBar().rangeChanged.connect(self._align_rows)
        self._area = area
        buttons = self._buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for button in (self._primary, self._second):
            policy = button.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.MinimumExpanding)
            button.setSizePolicy(policy)
        buttons.addWidget(self._primary, 185)
        buttons.addWidget(self._second, 120)
        top, bottom = QVBoxLayout(), QVBoxLayout()
        for part in (top, bottom):
            part.setContentsMargins(0, 0, _BAR_ROOM, 0)
            part.setSpacing(0)
        top.addLayout(head)
        top.addSpacing(16)
        top.addWidget(self._goal)
        top.addSpacing(16)
        top.addWidget(_Columns())
        top.addWidget(Hairline())
        bottom.addWidget(self._next)
        bottom.addSpacing(14)
        bottom.addLayout(buttons)
        column = QVBoxLayout(self)
        # the scroll bar of the topics lies in the padding, so that the columns stay aligned
        column.setContentsMargins(_SIDE, 28, _SIDE - _BAR_ROOM, 20)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(area, 1)
        column.addLayout(bottom)
        self._align_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        """Side by side where both have room for their words, else one above the other."""
        room = self.width() - 2 * _SIDE
        wanted = self._primary.sizeHint().width() + self._second.sizeHint().width()
        fits = wanted + self._buttons.spacing() <= room
        way = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        self._buttons.setDirection(way)

    def _align_rows(self) -> None:
        bar = self._area.verticalScrollBar()
        taken = bar.sizeHint().width() if bar.maximum() > 0 else 0
        self._topics.setContentsMargins(0, 0, max(0, _BAR_ROOM - taken), 0)


class TopicRow(PaintedButton):
    """A topic with its mastery as a bar, recall now as the bar's tick; a click shows its cards."""

    radius = RADIUS["tag"]

    def __init__(self, topic: TopicStand) -> None:
        super().__init__("")
        self._topic = topic
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        recall = _("none seen") if topic.recall is None else percent_text(topic.recall)
        weak = _(", weak") if topic.weak else ""
        mastered = mastery_text(topic.mastery)
        self.setAccessibleName(
            _("{title}: {mastered} mastered, recall now {recall}{weak}").format(
                title=topic.title, mastered=mastered, recall=recall, weak=weak
            )
        )
        self.setToolTip(
            _("{title}: {seen} of {cards} cards seen").format(
                title=topic.title, seen=topic.seen, cards=topic.cards
            )
        )

    def sizeHint(self) -> QSize:
        return QSize(SIZE["aside"] - 2 * _SIDE, theme().grow(_ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme().grow(_ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        rect = QRectF(self.rect())
        fill = mix(with_alpha(colors.hover, 0.0), colors.hover, self._hover.value)
        rounded(painter, rect.adjusted(-4, 2, 4, -2), self.radius, fill)
        font = theme().font(Role.SMALL, 600 if self._topic.weak else 400)
        bar = self._bar(rect)
        lines = broken(self._topic.title, font, bar.left() - 8)
        line = theme().grow(_LINE)
        top = rect.center().y() - len(lines) * line / 2
        for place, text in enumerate(lines):
            where = QRectF(rect.x(), top + place * line, bar.left(), line)
            draw_line(painter, where, text, font, colors.text)
        paint_share(painter, bar, self._topic.mastery, self._topic.recall)
        right = Qt.AlignmentFlag.AlignRight
        small = theme().font(Role.SMALL, tabular=True)
        number = rect.adjusted(0, 0, -theme().grow(_NUMBER_RIGHT), 0)
        mastered = mastery_text(self._topic.mastery).split(THIN_SPACE)[0]
        draw_line(painter, number, mastered, small, colors.text2, alignment=right)
        self._paint_recall(painter, rect)

    def _bar(self, rect: QRectF) -> QRectF:
        left = min(theme().grow(_BAR_LEFT), rect.width() * 0.42)
        width = min(_BAR_WIDTH, rect.width() - theme().grow(_NUMBER_RIGHT + 30) - left)
        return QRectF(left, rect.center().y() - BAR / 2, max(20.0, width), BAR)

    def _paint_recall(self, painter: QPainter, rect: QRectF) -> None:
        colors = theme().colors
        right = Qt.AlignmentFlag.AlignRight
        if self._topic.recall is None:
            font = theme().font(Role.SMALL)
            draw_line(painter, rect, "–", font, colors.text3, alignment=right)
            return
        weak = self._topic.weak
        font = theme().font(Role.SMALL, 600 if weak else 400, tabular=True)
        text = percent_text(self._topic.recall)
        ink = colors.again if weak else colors.text
        draw_line(painter, rect, text, font, ink, alignment=right)
        if weak:
            size = 12
            left = rect.right() - QFontMetricsF(font).horizontalAdvance(text) - size - 3
            where = QRectF(left, rect.center().y() - size / 2, size, size)
            icons.paint(painter, "arrow-down", where, ink)


class _Columns(QWidget):
    """What the columns of the topics mean."""

    def __init__(self) -> None:
        super().__init__()
        theme().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFixedHeight(theme().grow(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        rect = QRectF(self.rect())
        font = theme().font(Role.CAPTION)
        draw_line(painter, rect, _("Topic"), font, colors.text2)
        left = min(theme().grow(_BAR_LEFT), rect.width() * 0.42)
        draw_line(painter, rect.adjusted(left, 0, 0, 0), _("Mastery"), font, colors.text2)
        right = Qt.AlignmentFlag.AlignRight
        draw_line(painter, rect, _("Recall now"), font, colors.text2, alignment=right)
        mark = rect.right() - QFontMetricsF(font).horizontalAdvance(_("Recall now")) - 8
        painter.fillRect(QRectF(mark, rect.center().y() - 6, 2, 12), colors.text)


class _MasteryRing(QWidget):
    """The share of a stage that is mastered, in a ring."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setFixedSize(_RING, _RING)
        theme().changed.connect(self.update)

    def set_share(self, share: float) -> None:
        """Show another share, 0 to 1."""
        self._share = share
        self.setAccessibleName(_("{share} mastered").format(share=mastery_text(share)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        paint_mastery(painter, QRectF(self.rect()), _RING_WIDTH, self._share)
        font = theme().font(Role.LABEL, 600, tabular=True)
        middle = Qt.AlignmentFlag.AlignHCenter
        whole = QRectF(self.rect())
        draw_line(painter, whole, mastery_text(self._share), font, colors.text, alignment=middle)


class _NextStage(QWidget):
    """A lock, what is locked, and until when."""

    def __init__(self) -> None:
        super().__init__()
        self._title = Label("", Role.LABEL, wrap=True)
        self._reason = Label("", Role.SMALL, "text2", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._title)
        words.addWidget(self._reason)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Hairline())
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(10)
        row.addWidget(_Lock(), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column.addLayout(row)

    def show_reason(self, title: str, reason: str) -> None:
        """Say what is locked and why."""
        self._title.setText(title)
        self._reason.setText(reason)


class _Lock(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(16, 18)
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.paint(QPainter(self), "lock-keyhole", QRectF(0, 1, 16, 16), theme().colors.text2)
