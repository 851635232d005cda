"""What to study beside the day's cards; the schedule stays unless it says otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from flashcards.domain.wording import count_text, minutes_text, number_text
from flashcards.gui.theme import Role
from flashcards.gui.widgets.buttons import Kind
from flashcards.gui.widgets.dialog import Dialog
from flashcards.gui.widgets.field import TextField
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.select import Select
from flashcards.gui.widgets.stepper import Stepper
from flashcards.gui.widgets.toggles import Radio
from flashcards.language import _
from flashcards.services.studying.custom_view import CustomOffer, CustomStudy, Subject, Way

_WIDTH = 540
_ASK_AFTER_MS = 150
_INDENT = 30
_GAP = 16  # between the title and the choices
_MOST = 200
TOPIC, SEARCH, FORGOTTEN, AHEAD, PREVIEW = "topic", "search", "forgotten", "ahead", "preview"
_CHOICES = (
    (TOPIC, _("A stage or topic"), _("Before an interview tomorrow: the worst remembered first")),
    (SEARCH, _("What a search finds"), _("Such as tag:sql recall<0.8 or deck:Databases")),
    (FORGOTTEN, _("What was forgotten today"), _("Once more before the day ends")),
    (AHEAD, _("Reviews ahead of time"), _("Before days away; early answers count for less")),
    (PREVIEW, _("New cards in advance"), _("Look at them now; they stay new")),
)


class CustomDialog(Dialog):
    """``asked(study)`` wants to know how many cards a study has, ``started(study)`` begins it."""

    asked = Signal(object)
    started = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("Study something else"), width=_WIDTH, gap=_GAP)
        self._ask = QTimer(self, singleShot=True, interval=_ASK_AFTER_MS)
        self._ask.timeout.connect(lambda: self.asked.emit(self.study))
        self.radios = {key: Radio(text, detail) for key, text, detail in _CHOICES}
        self.subject = Select(_("Stage or topic"))
        self.query = TextField(_("Search"), _("Search cards"), role=Role.CODE_EDITOR, icon="search")
        self.days = Stepper(_("Days ahead"), 1, 60, suffix=_("days"))
        self.new = Stepper(_("New cards"), 5, _MOST, step=5)
        self.most = Stepper(_("Cards at most"), 10, 500, step=10)
        self.offer = Label(role=Role.BODY_STRONG, wrap=True)
        self.effect = Label(role=Role.SMALL, color="text2", wrap=True)
        self._inputs: dict[str, QWidget] = {
            TOPIC: self.subject,
            SEARCH: self.query,
            AHEAD: self.days,
            PREVIEW: self.new,
        }
        self._lay_out()
        self.add_button(_("Cancel"))
        self.button = self.add_button(_("Start"), self._start, Kind.PRIMARY)
        self.button.setDefault(True)
        self.days.set_value(3)
        self.new.set_value(20)
        self.most.set_value(50)
        self._connect()
        self.radios[FORGOTTEN].setChecked(True)

    @property
    def choice(self) -> str:
        """Which of the radio buttons is chosen."""
        return next(key for key, radio in self.radios.items() if radio.isChecked())

    @property
    def study(self) -> CustomStudy:
        """What is chosen."""
        most = self.most.value
        match self.choice:
            case "topic":
                return CustomStudy(Way.CRAM, self.subject.value, limit=most)
            case "search":
                return CustomStudy(Way.CRAM, self.query.text().strip(), limit=most)
            case "ahead":
                return CustomStudy(Way.AHEAD, days=self.days.value, limit=most)
            case "preview":
                return CustomStudy(Way.PREVIEW, limit=self.new.value)
            case _:
                return CustomStudy(Way.FORGOTTEN, limit=most)

    def set_subjects(self, subjects: Sequence[Subject]) -> None:
        """Offer these stages and topics."""
        options = [
            (each.query, f"{'    ' if each.within else ''}{each.title} ({number_text(each.cards)})")
            for each in subjects
        ]
        self.subject.set_options(options)
        self.radios[TOPIC].setEnabled(bool(options))
        self.subject.setEnabled(bool(options))

    def choose(self, key: str) -> None:
        """Choose one of the ways."""
        self.radios[key].setChecked(True)

    def show_offer(self, offer: CustomOffer) -> None:
        """Say how many cards there are."""
        self.query.set_error(False)
        if offer.cards:
            minutes = minutes_text(offer.seconds, long=True)
            cards = count_text(offer.cards, "card")
            self.offer.setText(_("{cards}, about {minutes}").format(cards=cards, minutes=minutes))
        else:
            self.offer.setText(_("No cards of this kind now."))
        self.button.setEnabled(offer.cards > 0)

    def show_error(self, words: str) -> None:
        """Say what is wrong with the search."""
        self.query.set_error(True)
        self.offer.setText(words)
        self.button.setEnabled(False)

    def _lay_out(self) -> None:
        for key, radio in self.radios.items():
            part = QVBoxLayout()
            part.setSpacing(6)
            part.addWidget(radio)
            if key in self._inputs:
                row = QHBoxLayout()
                row.setContentsMargins(_INDENT, 0, 0, 0)
                wide = key in (TOPIC, SEARCH)
                row.addWidget(self._inputs[key], 1 if wide else 0)
                if not wide:
                    row.addStretch(1)
                part.addLayout(row)
            self.content.addLayout(part)
            self.content.addSpacing(4)
        foot = QHBoxLayout()
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self.offer)
        said.addWidget(self.effect)
        foot.addLayout(said, 1)
        self._most_label = Label(_("At most"), Role.SMALL, "text2")
        foot.addWidget(self._most_label)
        foot.addWidget(self.most)
        self.content.addSpacing(8)
        self.content.addLayout(foot)

    def _connect(self) -> None:
        for radio in self.radios.values():
            radio.toggled.connect(lambda on: self._follow() if on else None)
        self.subject.chosen.connect(lambda _value: self._ask_soon())
        self.query.textChanged.connect(lambda _text: self._ask_soon())
        self.days.changed.connect(lambda _value: self._ask_soon())
        self.new.changed.connect(lambda _value: self._ask_soon())
        self.most.changed.connect(lambda _value: self._ask_soon())

    def _follow(self) -> None:
        choice = self.choice
        for key, widget in self._inputs.items():
            widget.setVisible(key == choice)
        for widget in (self.most, self._most_label):
            widget.setVisible(choice != PREVIEW)
        self.effect.setText(
            _("These answers are reviews and move due dates.")
            if choice == AHEAD
            else _("Due dates, limits and statistics stay as they are.")
        )
        if choice == SEARCH:
            self.query.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask_soon()
        QTimer.singleShot(0, self.adjustSize)

    def _ask_soon(self) -> None:
        self.button.setEnabled(False)
        if self.choice == SEARCH and not self.query.text().strip():
            self.offer.setText(_("Type what to search for."))
            self._ask.stop()
            return
        self._ask.start()

    def _start(self) -> None:
        if self.button.isEnabled():
            study = self.study
            self.accept()
            self.started.emit(study)
