"""Browse at its place in the window: keeps table, note, sidebar and actions together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from flashcards.gui.actions import add_action
from flashcards.gui.browse.acting import ORIGIN, CardActs, place_of
from flashcards.gui.browse.dialogs import PlaceDialog, opened
from flashcards.gui.browse.editing import NoteDesk, Target, target_of
from flashcards.gui.browse.listing import CardList
from flashcards.gui.browse.page import BrowsePage
from flashcards.gui.browse.searches import Searches
from flashcards.gui.command import Context
from flashcards.gui.place import Host, Place, PlaceId, undo_toast
from flashcards.language import _
from flashcards.services.browsing.view import DeckChoice
from flashcards.services.editing.view import Saved

_FOLLOW_MS = 40
_CARD_COMMANDS = (
    "browse.suspend", "browse.flag", "browse.mark", "browse.move", "browse.tag", "browse.due",
    "browse.reset", "browse.delete", "browse.replace", "browse.information", "browse.study",
    "browse.rewrite",
)  # fmt: skip
_TEXT_COMMANDS = ("note.bold", "note.code", "note.code_block", "note.cloze", "note.image")


class BrowsePlace(Place):
    """All cards of the library. ``enter`` takes a query, or None for the one that was there."""

    contexts = (Context.BROWSE,)
    toast_above = 56  # above the strip at the foot

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.page = BrowsePage()
        self.cards = CardList(self.page, host, self)
        self.desk = NoteDesk(self.page.note, host, self)
        self.searches = Searches(self.page, host, self)
        self.acts = CardActs(self.page, host, self.cards, self.page.open_note, host.changed)
        self._chosen: int | None = None
        self._entered = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.setFocusProxy(self.page)
        self._follow = QTimer(self, singleShot=True, interval=_FOLLOW_MS)
        self._follow.timeout.connect(self._show_current)
        self._connect_list()
        self._connect_note()
        self._add_actions()

    def enter(self, argument: object) -> None:
        if isinstance(argument, str):
            self.page.list.search.set_query(argument)
        self._entered = True
        self.refresh()
        self.page.list.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        if self._entered:
            self.cards.show()
            self.host.tasks.run(lambda app: app.browse.names(), self.page.list.search.set_names)
            self.searches.read()
            self.desk.reload()

    def go_back(self) -> bool:
        if self.page.note_open:
            self._leave_note()
            return True
        return False

    def unless_unsaved(self, leave: Callable[[], object]) -> None:
        self.desk.unless_unsaved(leave)

    def search_for(self, query: str) -> None:
        """Search for something else at once."""
        self.page.list.search.set_query(query)
        self.cards.show(keep=False)
        if self.page.note_open:
            self._leave_note()

    def add_note(self) -> None:
        """Write a new note, where the current card is or where the last one was added."""
        if self.desk.is_new:
            self.page.open_note()
        else:
            self.host.tasks.run(lambda app: app.browse.decks(), self._begin_note)

    def _connect_list(self) -> None:
        page, pane = self.page, self.page.list
        pane.search.left.connect(self._go_to_table)
        pane.search.escaped.connect(self._go_to_table)
        pane.table.menu_wanted.connect(self.cards.when_known(self.acts.menu))
        pane.table.doubleClicked.connect(lambda _index: page.open_note())
        pane.table.selectionModel().currentRowChanged.connect(lambda *_: self._follow.start())
        pane.bulk.wanted.connect(self._act_in_bulk)
        pane.add_wanted.connect(self.add_note)
        pane.import_wanted.connect(lambda: self.host.go(PlaceId.IMPORT))
        page.sidebar.chosen.connect(self.search_for)
        page.sidebar.added.connect(pane.search.insert)
        self.cards.listed.connect(self._follow_list)
        self.cards.read.connect(self._show_current)
        self.searches.changed.connect(self.host.changed)

    def _connect_note(self) -> None:
        note = self.page.note
        note.editor.left.connect(self._leave_note)
        note.cancel_wanted.connect(self._leave_note)
        note.head.flag_wanted.connect(lambda: self.acts.flags(_below(note.head.flag)))
        note.head.menu_wanted.connect(lambda: self.acts.menu(_below(note.head.more)))
        note.head.place_wanted.connect(self._ask_place)
        note.hints.note_wanted.connect(lambda note_id: self.search_for(f"note:{note_id}"))
        self.desk.changed.connect(self.host.changed)
        self.desk.added.connect(self._note_added)
        self.desk.brought_back.connect(lambda row: self._choose(row.card_id))

    def _add_actions(self) -> None:
        page = self.page
        add_action(self, "browse.search", self._go_to_search)
        add_action(self, "browse.edit", page.open_note)
        add_action(self, "browse.add", self.add_note)
        add_action(self, "browse.select_all", page.list.table.selectAll)
        add_action(self, "browse.columns", self._open_columns)
        add_action(self, "browse.sidebar", self._toggle_sidebar)
        add_action(self, "browse.save_search", lambda: self.searches.save(self._show_sidebar))
        for name in _CARD_COMMANDS:
            add_action(self, name, lambda name=name: self._act(name))
        for name in _TEXT_COMMANDS:
            add_action(self, name, lambda name=name: self.desk.tools.use(name))
        add_action(self, "note.save", self._save_or_add)

    def _act(self, command_id: str) -> None:
        self.cards.when_known(self.acts.act)(command_id)

    def _act_in_bulk(self, command_id: str) -> None:
        corner = _below(self.page.list.bulk.buttons[command_id])
        if command_id == "more":
            self.cards.when_known(self.acts.menu)(corner)
        elif command_id == "browse.flag":
            self.cards.when_known(self.acts.flags)(corner)
        else:
            self._act(command_id)

    def _follow_list(self) -> None:
        """After the table was read: the note of what is chosen now, unless one writes a new one."""
        if self.desk.is_new:
            row = self.cards.current()
            self._chosen = None if row is None else row.card_id
        else:
            self._show_current()

    def _show_current(self) -> None:
        """Show the note of the current card, once the one before is settled."""
        self._follow.stop()
        table, row = self.page.list.table, self.cards.current()
        if row is None and table.currentIndex().isValid() and self.page.model.count:
            return  # it comes with its page
        card = None if row is None else row.card_id
        if card == self._chosen:
            if not self.desk.is_new:
                self.desk.show(row, self.page.model.today)
            return
        before, self._chosen = self._chosen, card
        left = False

        def leave() -> None:
            nonlocal left
            left = True
            self._choose(card)
            self.desk.show(row, self.page.model.today)

        self.desk.unless_unsaved(leave)
        if not left:
            self._choose(before)  # whose text asks to be settled first

    def _choose(self, card: int | None) -> None:
        """Mark a card as the one whose note is shown, in the table too if it isn't there."""
        self._chosen = card
        table = self.page.list.table
        place = None if card is None else self.page.model.place_of(card)
        if place is not None and table.current_id() != card:
            table.choose(place)
            self._follow.stop()

    def _go_to_search(self) -> None:
        if self.page.note_open:
            self.page.close_note()
        search = self.page.list.search
        search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        search.field.selectAll()

    def _go_to_table(self) -> None:
        table = self.page.list.table
        table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not table.currentIndex().isValid() and self.page.model.count:
            table.choose(0)

    def _open_columns(self) -> None:
        self.cards.ask_columns(_below(self.page.list.table.header.button))

    def _toggle_sidebar(self) -> None:
        self.page.toggle_sidebar()
        self.cards.remember(sidebar=self.page.sidebar_shown)
        self.searches.read()

    def _show_sidebar(self) -> None:
        self.page.set_sidebar_shown(True)
        self.cards.remember(sidebar=True)

    def _save_or_add(self) -> None:
        if self.desk.is_new:
            self.desk.add()
        else:
            self.desk.save()

    def _begin_note(self, decks: tuple[DeckChoice, ...]) -> None:
        current, target = self.cards.current(), self.desk.target
        place = (None, None) if current is None else place_of(decks, current)
        if place[0] is not None:
            target = target_of(decks, place[0], place[1])
        elif target is None and decks:
            target = target_of(decks, decks[0].id, None)
        if target is None:
            self._ask_target(decks, self._begin_new)
        else:
            self.desk.unless_unsaved(lambda: self._begin_new(target))

    def _begin_new(self, target: Target) -> None:
        self.desk.begin_new(target)
        self.page.open_note()

    def _leave_note(self) -> None:
        if not self.desk.is_new:
            self.desk.save()
            self.page.close_note()
            return

        def leave() -> None:
            self.page.close_note()
            self._chosen = None
            self._show_current()

        self.desk.unless_unsaved(leave)

    def _ask_place(self) -> None:
        if self.desk.is_new:
            self.host.tasks.run(
                lambda app: app.browse.decks(),
                lambda decks: self._ask_target(decks, self.desk.retarget),
            )
        else:
            self._act("browse.move")

    def _ask_target(
        self, decks: tuple[DeckChoice, ...], chosen: Callable[[Target], object]
    ) -> None:
        """Ask where a new note goes; ``chosen`` gets it."""
        target = self.desk.target
        at = (None, None) if target is None else (target.deck_id, target.topic_id)

        def choose(deck: int | None, topic: int | None, name: str) -> None:
            def find(app: Any) -> Target:
                found = app.editing.add_deck(name, ORIGIN)[0] if deck is None else deck
                return target_of(app.browse.decks(), found, topic)

            self.host.tasks.run(find, chosen, self.host.told)

        title = _("Where the new card goes")
        dialog = PlaceDialog(self.page, title, decks, at, choose, verb=_("Choose"))
        opened(dialog, dialog.deck)

    def _note_added(self, saved: Saved) -> None:
        if self.desk.is_new:  # else one has gone on to another card already
            self.cards.wish(saved.card_ids[0])
        self.host.changed(saved.changes)
        undo_toast(self.host, _("Card added"))


def _below(widget: QWidget) -> QPoint:
    """The lower left corner of a widget, where its menu opens."""
    return widget.mapToGlobal(QPoint(0, widget.height()))
