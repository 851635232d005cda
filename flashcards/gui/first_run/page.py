"""The first page: a language, minutes a day, an interview date, and into the first session."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from flashcards.domain.calendar import date_of
from flashcards.domain.wording import count_text
from flashcards.gui import icons
from flashcards.gui.first_run.track_card import TRACKS, TrackCard
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.buttons import Button, Kind, Size
from flashcards.gui.widgets.date_field import DateField
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.painting import draw_line
from flashcards.gui.widgets.segments import Segments
from flashcards.language import _
from flashcards.services.planning.view import MOST_DAYS
from flashcards.services.roads.first_run_view import MINUTES, USUAL_MINUTES, FirstRun, new_cards_for

_WIDEST = 720
_LOGO = 26
_START = 300
_BETWEEN = 28


class FirstRunPage(QWidget):
    """``started(track, minutes, date)``, ``skipped`` or ``import_requested`` end it.

    ``date`` is None where no interview is set.
    """

    started = Signal(str, int, object)
    skipped = Signal()
    import_requested = Signal()

    def __init__(self, shown: FirstRun) -> None:
        super().__init__()
        self._cards = [TrackCard(track) for track in TRACKS]
        self._cards[0].setChecked(True)
        group = QButtonGroup(self)
        for card in self._cards:
            group.addButton(card)
        options = [(str(minutes), str(minutes)) for minutes in MINUTES]
        self._minutes = Segments(_("Minutes a day"), options)
        self._minutes.set_value(str(USUAL_MINUTES))
        self._new = Label("", Role.CAPTION, "text2", wrap=True)
        self._date = DateField(_("Interview date"), _("Pick a date"))
        today = date_of(shown.today)
        last = today + timedelta(days=MOST_DAYS)
        self._date.set_bounds(today + timedelta(days=1), last, today)
        self._start = Button(_("Start stage 1"), Kind.PRIMARY, size=Size.HERO, keys="Enter")
        self._start.setMinimumWidth(_START)
        self._skip = Button(_("Skip, use the defaults"), Kind.GHOST, keys="Esc")
        self._import = Button(_("Import instead"), Kind.GHOST, size=Size.SMALL)
        self._lay_out(shown)
        self._minutes.chosen.connect(lambda _: self._show_new())
        self._date.changed.connect(lambda _: self._show_new())
        self._start.clicked.connect(self._begin)
        self._skip.clicked.connect(self.skipped)
        self._import.clicked.connect(self.import_requested)
        self._show_new()

    @property
    def track(self) -> str:
        """The language that is chosen."""
        return next(card.track for card in self._cards if card.isChecked())

    @property
    def minutes(self) -> int:
        """The minutes a day that are chosen."""
        return int(self._minutes.value)

    @property
    def date(self) -> DateField:
        """The field of the interview's day."""
        return self._date

    def focus_first(self) -> None:
        """Give the chosen language the focus; Enter starts from anywhere."""
        chosen = next(card for card in self._cards if card.isChecked())
        chosen.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._begin()
        elif event.key() == Qt.Key.Key_Escape:
            self.skipped.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = min(_WIDEST, self.width() - 48)
        self._inner.setFixedWidth(max(320, room))

    def _begin(self) -> None:
        self.started.emit(self.track, self.minutes, self._date.value)

    def _show_new(self) -> None:
        if self._date.value is not None:
            self._new.setText(_("New cards are spread until the interview"))
        else:
            self._new.setText(
                _("About {new_cards} a day").format(
                    new_cards=count_text(new_cards_for(self.minutes), "new card")
                )
            )

    def _lay_out(self, shown: FirstRun) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(32, 24, 24, 0)
        top.addWidget(_Name())
        top.addStretch(1)
        top.addWidget(self._skip)
        self._inner = QWidget()
        self._fill(QVBoxLayout(self._inner), shown)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(Label(_("Coming from Anki or a Markdown deck?"), Role.SMALL, "text2"))
        below.addWidget(self._import)
        below.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 20)
        whole.setSpacing(12)
        whole.addLayout(top)
        whole.addWidget(_scrolled(self._inner), 1)
        whole.addWidget(self._start, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addLayout(below)

    def _fill(self, column: QVBoxLayout, shown: FirstRun) -> None:
        column.setContentsMargins(4, 0, 4, 4)
        column.setSpacing(0)
        middle = Qt.AlignmentFlag.AlignHCenter
        words = _("Three choices. All can be changed later.")
        head = QHBoxLayout()
        head.addWidget(Label(_("Language track"), Role.BODY, weight=600), 1)
        head.addWidget(Label(_("Sets code cards in stages 1 and 4"), Role.SMALL, "text2"))
        grid = QGridLayout()
        grid.setSpacing(12)
        for place, card in enumerate(self._cards):
            grid.addWidget(card, *divmod(place, 2))
        column.addWidget(Label(_("Set up your road"), Role.TITLE, alignment=middle))
        column.addSpacing(6)
        column.addWidget(Label(words, Role.LEAD, "text2", alignment=middle))
        column.addSpacing(20)
        column.addWidget(_Line(shown))
        column.addSpacing(24)
        column.addLayout(head)
        column.addSpacing(10)
        column.addLayout(grid)
        column.addSpacing(24)
        column.addLayout(self._last_choices())
        column.addStretch(1)

    def _last_choices(self) -> QHBoxLayout:
        """Minutes and date side by side; what they mean below each."""
        optional = QHBoxLayout()
        optional.setSpacing(8)
        optional.addWidget(Label(_("Interview date"), Role.BODY, weight=600))
        optional.addWidget(Label(_("optional"), Role.SMALL, "text2"), 1)
        share = _("With a date, each day gets its share of the road.")
        minutes, day = QVBoxLayout(), QVBoxLayout()
        minutes.addWidget(Label(_("Minutes a day"), Role.BODY, weight=600))
        minutes.addSpacing(2)  # the field beside it is taller
        minutes.addWidget(self._minutes)
        minutes.addSpacing(2)
        minutes.addWidget(self._new)
        day.addLayout(optional)
        day.addWidget(self._date)
        day.addWidget(Label(share, Role.CAPTION, "text2", wrap=True))
        both = QHBoxLayout()
        both.setSpacing(_BETWEEN)
        for column in (minutes, day):
            column.setSpacing(10)
            column.addStretch(1)
            both.addLayout(column, 1)
        return both


def _scrolled(inner: QWidget) -> QScrollArea:
    """What scrolls where the window is low, in the middle of the page."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    frame = QWidget()
    row = QHBoxLayout(frame)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(inner)
    row.addStretch(1)
    area.setWidget(frame)
    return area


class _Name(QWidget):
    """The application's mark and name."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(160, _LOGO + 4)
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        mark = QRectF(0, 2, _LOGO, _LOGO)
        icons.paint_logo(painter, mark, colors.accent, colors.on_accent)
        line = QRectF(_LOGO + 10, 2, self.width(), _LOGO)
        draw_line(painter, line, _("Flashcards"), theme().font(Role.LEAD, 600), colors.text)


class _Line(QWidget):
    """The road with its stations, and how much lies on it."""

    def __init__(self, shown: FirstRun) -> None:
        super().__init__()
        self._shown = shown
        self._sums = ", ".join(
            (
                count_text(shown.stages, "stage"),
                count_text(shown.topics, "topic"),
                count_text(shown.cards, "card"),
            )
        )
        self.setAccessibleName(_("The road: {sums}").format(sums=self._sums))
        self.setFixedHeight(theme().grow(50))
        theme().changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.setFixedHeight(theme().grow(50))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right, middle = 40.0, self.width() - 40.0, 12.0
        painter.fillRect(QRectF(left, middle - 2, right - left, 4), colors.accent)
        count = max(2, self._shown.stages)
        for place in range(count):
            center = QPointF(left + place * (right - left) / (count - 1), middle)
            radius = 10.0 if place == 0 else 6.5
            painter.setPen(QPen(colors.accent, 2.5))
            painter.setBrush(colors.accent if place == 0 else colors.surface)
            painter.drawEllipse(center, radius, radius)
        small = theme().font(Role.SMALL)
        below = QRectF(0, 28, self.width(), theme().line(Role.SMALL))
        bold = theme().font(Role.SMALL, 600)
        draw_line(painter, below.adjusted(10, 0, 0, 0), self._shown.first_stage, bold, colors.text)
        center_flag = Qt.AlignmentFlag.AlignHCenter
        draw_line(painter, below, self._sums, small, colors.text2, alignment=center_flag)
        end = below.adjusted(0, 0, -10, 0)
        side = Qt.AlignmentFlag.AlignRight
        draw_line(painter, end, self._shown.last_stage, small, colors.text2, alignment=side)
