"""What Browse asks: where to move cards, which tags, in how many days, by which name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from flashcards.gui.browse import texts
from flashcards.gui.theme import Role
from flashcards.gui.widgets.buttons import Kind
from flashcards.gui.widgets.dialog import Dialog
from flashcards.gui.widgets.field import TextField
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.select import Select
from flashcards.language import _
from flashcards.services.browsing.view import DeckChoice

_NEW = "new"
_NONE = "none"
_DAYS = re.compile(r"(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?")


class PlaceDialog(Dialog):
    """A deck and a topic of it; ``chosen`` gets (deck id, topic id, name of a deck to be made)."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        decks: Sequence[DeckChoice],
        at: tuple[int | None, int | None],
        chosen: Callable[[int | None, int | None, str], object],
        *,
        verb: str = _("Move"),
    ) -> None:
        super().__init__(parent, title)
        self._decks = {str(deck.id): deck for deck in decks}
        self._chosen = chosen
        named = [(str(deck.id), deck.name.replace("::", " › ")) for deck in decks]
        self.deck = Select(_("Deck"), [*named, (_NEW, _("New deck…"))])
        self.name = TextField(_("Name of the new deck"), _("Name; :: nests decks"))
        self.topic = Select(_("Topic"))
        self._topic_label = Label(_("Topic"), Role.LABEL)
        for label, widget in ((Label(_("Deck"), Role.LABEL), self.deck), (None, self.name)):
            if label is not None:
                self.content.addWidget(label)
            self.content.addWidget(widget)
        self.content.addSpacing(4)
        self.content.addWidget(self._topic_label)
        self.content.addWidget(self.topic)
        self.add_button(_("Cancel"))
        self.button = self.add_button(verb, self._accept, Kind.PRIMARY)
        self.button.setDefault(True)
        if at[0] is not None:
            self.deck.set_value(str(at[0]))
        self.deck.chosen.connect(lambda _: self._show_topics())
        self.name.textChanged.connect(lambda _: self._follow())
        self._show_topics()
        if at[1] is not None:
            self.topic.set_value(str(at[1]))

    def _show_topics(self) -> None:
        deck = self._decks.get(self.deck.value)
        options = [(_NONE, texts.NO_TOPIC)]
        if deck is not None:
            options += [(str(topic.id), topic.title) for topic in deck.topics]
        self.topic.set_options(options, _NONE)
        self.name.setVisible(deck is None)
        for widget in (self.topic, self._topic_label):
            widget.setVisible(deck is not None)
        if deck is None:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._follow()

    def _follow(self) -> None:
        self.button.setEnabled(self.deck.value != _NEW or bool(self.name.text().strip()))

    def _accept(self) -> None:
        deck, topic = self.deck.value, self.topic.value
        self.accept()
        if deck == _NEW:
            self._chosen(None, None, self.name.text())
        else:
            self._chosen(int(deck), None if topic == _NONE else int(topic), "")


class TagDialog(Dialog):
    """Tags to give and tags to take off; ``chosen`` gets both."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        chosen: Callable[[tuple[str, ...], tuple[str, ...]], object],
    ) -> None:
        super().__init__(parent, title)
        self._chosen = chosen
        self.add = TextField(_("Tags to add"), _("Separated by spaces"), role=Role.CODE_EDITOR)
        self.remove = TextField(
            _("Tags to remove"), _("Separated by spaces"), role=Role.CODE_EDITOR
        )
        for text, field in ((_("Add"), self.add), (_("Remove"), self.remove)):
            self.content.addWidget(Label(text, Role.LABEL))
            self.content.addWidget(field)
            field.textChanged.connect(lambda _: self._follow())
        self.add_button(_("Cancel"))
        self.button = self.add_button(_("Change tags"), self._accept, Kind.PRIMARY)
        self.button.setDefault(True)
        self._follow()

    def _follow(self) -> None:
        self.button.setEnabled(any(map(words, (self.add.text(), self.remove.text()))))

    def _accept(self) -> None:
        if self.button.isEnabled():
            self.accept()
            self._chosen(words(self.add.text()), words(self.remove.text()))


class DueDialog(Dialog):
    """In how many days; ``chosen`` gets the first and the last."""

    def __init__(self, parent: QWidget, title: str, chosen: Callable[[int, int], object]) -> None:
        super().__init__(parent, title)
        self._chosen = chosen
        self.days = TextField(_("Days"), _("0 is today, 3-7 spreads the cards"))
        self.content.addWidget(Label(_("Due in days"), Role.LABEL))
        self.content.addWidget(self.days)
        self.add_text(
            _("A card that was never learned stays new and is not brought up before that day.")
        )
        self.add_button(_("Cancel"))
        self.button = self.add_button(_("Set due"), self._accept, Kind.PRIMARY)
        self.button.setDefault(True)
        self.days.textChanged.connect(lambda _: self._follow())
        self._follow()

    def _follow(self) -> None:
        found = parse_days(self.days.text())
        self.button.setEnabled(found is not None)
        self.days.set_error(bool(self.days.text().strip()) and found is None)

    def _accept(self) -> None:
        found = parse_days(self.days.text())
        if found is not None:
            self.accept()
            self._chosen(*found)


class NameDialog(Dialog):
    """One line of text; ``chosen`` gets it."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        name: str,
        verb: str,
        chosen: Callable[[str], object],
    ) -> None:
        super().__init__(parent, title)
        self._chosen = chosen
        self.name = TextField(_("Name"))
        self.name.setText(name)
        self.name.selectAll()
        self.content.addWidget(Label(_("Name"), Role.LABEL))
        self.content.addWidget(self.name)
        self.add_button(_("Cancel"))
        self.button = self.add_button(verb, self._accept, Kind.PRIMARY)
        self.button.setDefault(True)
        self.name.textChanged.connect(lambda _: self._follow())
        self._follow()

    def _follow(self) -> None:
        self.button.setEnabled(bool(self.name.text().strip()))

    def _accept(self) -> None:
        if self.button.isEnabled():
            self.accept()
            self._chosen(self.name.text().strip())


def opened(dialog: Dialog, first: QWidget) -> Dialog:
    """The dialog, open, with the keyboard on its first field."""
    dialog.open()
    first.setFocus(Qt.FocusReason.OtherFocusReason)
    return dialog


def words(text: str) -> tuple[str, ...]:
    """Tags as they are typed: separated by spaces or commas, each once."""
    return tuple(dict.fromkeys(text.replace(",", " ").split()))


def parse_days(text: str) -> tuple[int, int] | None:
    """The first and the last day of ``3`` or ``3-7``; None for anything else."""
    match = _DAYS.fullmatch(text.strip())
    if match is None:
        return None
    first = int(match[1])
    last = int(match[2]) if match[2] else first
    return (first, last) if first <= last else None
