"""The commands of the review screen as actions: when each can be given, and the menu of a card."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from flashcards.gui import icons
from flashcards.gui.actions import add_action
from flashcards.gui.commands import command
from flashcards.gui.review.phase import ASKS, SHOWS_CARD, Phase
from flashcards.language import _
from flashcards.services.card_view import CardView

_SHOW = ("question.show", "question.show_typed")
_GRADES = ("answer.again", "answer.hard", "answer.good", "answer.easy")
_CARD = (
    "card.edit", "card.rewrite", "card.flag", "card.mark", "card.bury", "card.suspend",
    "card.information",
)  # fmt: skip
_ICONS = {
    "card.edit": "pencil",
    "card.rewrite": "scissors",
    "card.flag": "flag",
    "card.mark": "star",
    "card.bury": "calendar-off",
    "card.suspend": "eye-off",
    "card.information": "info",
}


class CardActions:
    """Actions of ``page`` by the ids of the command table."""

    def __init__(self, page: QWidget, acts: Mapping[str, Callable[[], object]]) -> None:
        self._page = page
        self._by_id = {name: add_action(page, name, act) for name, act in acts.items()}

    def __getitem__(self, command_id: str) -> QAction:
        return self._by_id[command_id]

    def follow(self, phase: Phase, *, has_hint: bool, space_grades: bool) -> None:
        """Lets only those be given that mean something now.

        ``space_grades``: whether Space and Enter stand for Good, which they don't after a wrong
        answer.
        """
        for name in _SHOW:
            self._by_id[name].setEnabled(phase in ASKS)
        self._by_id["question.hint"].setEnabled(phase is Phase.QUESTION and has_hint)
        for name in _GRADES:
            self._by_id[name].setEnabled(phase is Phase.ANSWER)
        for name in _CARD:
            self._by_id[name].setEnabled(phase in SHOWS_CARD)
        self._by_id["editor.save"].setEnabled(phase is Phase.EDITING)
        keys = command("answer.good").keys
        digits = [key for key in keys if key.isdigit()]
        self._by_id["answer.good"].setShortcuts(
            [QKeySequence(key) for key in (keys if space_grades else digits)]
        )

    def name_for(self, view: CardView) -> None:
        """Names what takes something back of a card that has it."""
        self._by_id["card.mark"].setText(_("Unmark") if view.marked else command("card.mark").title)

    def menu(self, flags: QMenu) -> QMenu:
        """What can be done with a card; ``flags`` is the menu of its flags."""
        menu = QMenu(self._page)
        for name in _CARD:
            action = self._by_id[name]
            action.setIcon(icons.icon(_ICONS[name]))
            if name == "card.flag":
                flags.setParent(menu, flags.windowFlags())
                flags.setIcon(icons.icon("flag"))
                flags.setEnabled(action.isEnabled())
                menu.addMenu(flags)
            else:
                menu.addAction(action)
            if name in {"card.rewrite", "card.mark", "card.suspend"}:
                menu.addSeparator()
        return menu
