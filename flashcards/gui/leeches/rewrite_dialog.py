"""A text to make a note easier from, ready to go on with: split, with an example, as a cloze."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from flashcards.gui.browse.markdown_editor import MarkdownEditor
from flashcards.gui.theme import Role
from flashcards.gui.widgets.buttons import Kind
from flashcards.gui.widgets.dialog import Dialog, confirm
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.segments import Segments
from flashcards.language import _, ngettext
from flashcards.services.editing.leeches_view import Draft
from flashcards.services.editing.rewriting import Rewriting, read_notes

_WIDTH = 680
_LOOK_AFTER_MS = 250
_WAYS = (
    (Rewriting.SPLIT, _("Split")),
    (Rewriting.EXAMPLE, _("Add an example")),
    (Rewriting.CLOZE, _("Make it a cloze")),
)
_ADVICE = {
    Rewriting.SPLIT: _("One fact a card. The first note stays this one, the others are new."),
    Rewriting.EXAMPLE: _("A case that you have met yourself is remembered best."),
    Rewriting.CLOZE: _("Leave out {{c1::one word}} at a time; each number is a card of its own."),
}


class WritingDialog(Dialog):
    """Notes to be written; ``kept(text)`` when they are to be saved."""

    kept = Signal(str)

    def __init__(self, parent: QWidget, title: str, verb: str) -> None:
        super().__init__(parent, title, width=_WIDTH)
        self._begun = ""
        self._look = QTimer(self, singleShot=True, interval=_LOOK_AFTER_MS)
        self._look.timeout.connect(self._judge)
        self.advice = Label(role=Role.SMALL, color="text2", wrap=True)
        self.editor = MarkdownEditor(_("Notes"))
        self.place = Label(role=Role.SMALL, color="text3", wrap=True)
        self.state = Label(role=Role.SMALL, color="text2", wrap=True)
        self.content.addWidget(self.advice)
        self.content.addWidget(self.editor)
        self.content.addWidget(self.place)
        self.content.addWidget(self.state)
        self.add_button(_("Cancel"), self.leave)
        self.button = self.add_button(verb, self._keep, Kind.PRIMARY)
        self.button.setEnabled(False)
        self.editor.textChanged.connect(self._look.start)
        self.editor.left.connect(self.leave)

    @property
    def changed(self) -> bool:
        """Whether something was typed."""
        return self.editor.toPlainText() != self._begun

    def show_draft(self, draft: Draft) -> None:
        """Show a text to begin with."""
        self._begun = draft.text
        self.editor.set_text(draft.text)
        where = " › ".join(filter(None, (draft.deck.replace("::", " › "), draft.topic)))
        self.place.setText(where)
        self._judge()
        self.editor.setFocus()

    def show_error(self, words: str) -> None:
        """Say what is wrong."""
        self.state.set_color("again")
        self.state.setText(words)

    def leave(self) -> None:
        """Close, after a question where something was typed."""
        if self.changed:
            title = _("Discard the changes?")
            text = _("What you wrote is not saved.")
            confirm(self, title, text, _("Discard"), self.reject)
        else:
            self.reject()

    def _judge(self) -> None:
        """Say how many notes the text holds, or what is wrong in which line."""
        self._look.stop()
        read = read_notes(self.editor.toPlainText())
        stops = [problem for problem in read.problems if problem.stops or not read.rows]
        self.editor.set_problems(frozenset(problem.line for problem in stops))
        self.button.setEnabled(not stops and bool(read.rows))
        if stops:
            self.show_error(
                _("Line {line}: {message}").format(line=stops[0].line, message=stops[0].message)
            )
            return
        self.state.set_color("text2")
        count = len(read.rows)
        self.state.setText(ngettext("{n} note", "{n} notes", count).format(n=count))

    def _keep(self) -> None:
        self._judge()
        if self.button.isEnabled():
            self.kept.emit(self.editor.toPlainText())


class RewriteDialog(WritingDialog):
    """``asked(way)`` wants the text of another way."""

    asked = Signal(str)

    def __init__(self, parent: QWidget, lapses: int | None = None) -> None:
        title = _("Rewrite this note")
        if lapses:
            title = ngettext(
                "Forgotten {n} time: rewrite it", "Forgotten {n} times: rewrite it", lapses
            ).format(n=lapses)
        super().__init__(parent, title, _("Save"))
        self.ways = Segments(_("How"), _WAYS)
        self.content.insertWidget(0, self.ways)
        self.ways.chosen.connect(self._choose)
        self._way = str(Rewriting.SPLIT)
        self.ways.set_value(self._way)
        self.advice.setText(_ADVICE[Rewriting.SPLIT])

    def _choose(self, way: str) -> None:
        def go_on() -> None:
            self._way = way
            self.ways.set_value(way)
            self.advice.setText(_ADVICE[Rewriting(way)])
            self.asked.emit(way)

        if not self.changed:
            go_on()
            return
        self.ways.set_value(self._way)
        confirm(
            self, _("Begin anew?"), _("What you wrote would be replaced."), _("Begin anew"), go_on
        )


class CompareDialog(WritingDialog):
    """A note that tells two others apart."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("Tell them apart"), _("Add note"))
        self.advice.setText(
            _("A note that asks for the difference keeps two things from being mixed up.")
        )
