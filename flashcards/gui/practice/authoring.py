"""Writing, editing and deleting one's own prompts from the set-up of practice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from flashcards.domain.wording import sentence
from flashcards.errors import FlashcardsError
from flashcards.gui.actions import add_action
from flashcards.gui.place import Host, undo_toast
from flashcards.language import _

if TYPE_CHECKING:
    from flashcards.services.changes import Changes
    from flashcards.services.practice.views import StageChoice
    from flashcards.services.practice.writing import PromptSource

_ORIGIN = "practice"


class Authoring(QObject):
    """Opens the dialogs over ``page`` and keeps what they make, each as one undoable operation."""

    def __init__(self, host: Host, page: QWidget) -> None:
        super().__init__(page)
        self._host = host
        self._page = page
        add_action(page, "practice.new_prompt", self.write)
        add_action(page, "practice.edit_prompt", self.choose)

    def choose(self) -> None:
        """Let a prompt be chosen, to be edited."""
        from flashcards.gui.practice.prompt_chooser import PromptChooser

        def show(lines) -> None:
            dialog = PromptChooser(self._page.window(), lines)
            dialog.chosen.connect(self.edit)
            dialog.new_pressed.connect(self.write)
            dialog.open()
            dialog.find.setFocus(Qt.FocusReason.OtherFocusReason)

        self._host.tasks.run(lambda app: app.practice.prompts(), show, self._host.told)

    def write(self) -> None:
        """Open an empty form."""

        def show(stages: tuple[StageChoice, ...]) -> None:
            from flashcards.services.practice.writing import PromptSource

            self._open(PromptSource(0, ""), stages)

        self._host.tasks.run(lambda app: app.practice.setup().stages, show, self._host.told)

    def edit(self, prompt_id: int) -> None:
        """Open a prompt."""
        self._host.tasks.run(
            lambda app: (app.practice.source(prompt_id), app.practice.setup().stages),
            lambda read: self._open(*read),
            self._host.told,
        )

    def _open(self, source: PromptSource, stages: tuple[StageChoice, ...]) -> None:
        from flashcards.gui.practice.prompt_dialog import PromptDialog

        may_delete = bool(source.id) and source.own
        delete = (lambda: self._delete(source.id)) if may_delete else None
        dialog = PromptDialog(self._page.window(), source, stages, delete)

        def kept(result: tuple[int, Changes]) -> None:
            dialog.accept()
            self._changed(result[1], _("Prompt saved"))

        def refused(error: Exception) -> None:
            if isinstance(error, FlashcardsError):
                dialog.refuse(sentence(str(error)))
            else:
                self._host.told(error)

        dialog.save_wanted.connect(
            lambda wanted: self._host.tasks.run(
                lambda app: app.practice.save_prompt(wanted, _ORIGIN), kept, refused
            )
        )
        dialog.open()
        dialog.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _delete(self, prompt_id: int) -> None:
        self._host.tasks.run(
            lambda app: app.practice.delete_prompt(prompt_id, _ORIGIN),
            lambda changes: self._changed(changes, _("Prompt deleted")),
            self._host.told,
        )

    def _changed(self, changes: Changes, words: str) -> None:
        self._host.changed(changes)
        if changes.operation is not None:
            undo_toast(self._host, words)
