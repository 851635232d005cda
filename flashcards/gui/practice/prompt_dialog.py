"""Writing a prompt as the text that files have, with what is wrong said by line as one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.buttons import Kind
from flashcards.gui.widgets.dialog import Dialog, confirm
from flashcards.gui.widgets.field import TextArea
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.select import Select
from flashcards.language import _

if TYPE_CHECKING:
    from flashcards.services.practice.views import StageChoice
    from flashcards.services.practice.writing import PromptCheck, PromptSource

_WIDTH, _HEIGHT = 680, 380
_CHECK_MS = 250
_MOST_PROBLEMS = 4
_NO_STAGE = ""
_LEAD = _("A heading with its kind, what is asked, and a rubric. The other parts may be left out.")
_SHIPPED = _("This prompt came with the program. Your text stays when the program is updated.")
NEW = _(
    """\
### What would you be asked? {.concept minutes=5 level=mid}

Say it as an interviewer would.

#### Clarifying questions

- What may be asked back? — What the answer is.

#### Rubric

- [2] names what a good answer can't lack (must)
- [1] names what makes it better

#### Follow-ups

1. And if it were a hundred times as much?

#### Model answer

How a good answer goes.
"""
)
"""What a new prompt begins with; kinds: concept, system-design, coding, debugging, behavioural."""


class PromptDialog(Dialog):
    """A prompt to write or change. ``save_wanted(PromptSource)``: Save was pressed.

    It stays open until ``accept``, so that a text that is refused is not lost.
    """

    save_wanted = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        source: PromptSource,
        stages: Sequence[StageChoice],
        delete: Callable[[], object] | None,
    ) -> None:
        title = _("Edit prompt") if source.id else _("New prompt")
        super().__init__(parent, title, width=_WIDTH)
        self._source = source
        self._refused = ""
        self.stage = Select(
            _("Stage"),
            [
                (_NO_STAGE, _("No stage")),
                *((str(each.number), f"{each.number} {each.title}") for each in stages),
            ],
        )
        self.stage.set_value(_NO_STAGE if source.stage is None else str(source.stage))
        self.text = TextArea(_("Prompt as Markdown"), role=Role.CODE_EDITOR)
        self.text.setPlainText(source.text or NEW)
        self._first = self.source
        self.problems = Label(role=Role.SMALL, color="text2", wrap=True)
        self._soon = QTimer(self, interval=_CHECK_MS, singleShot=True)
        self._lay_out()
        if delete is not None:
            self.add_button(_("Delete"), lambda: self._delete(delete), Kind.DANGER)
        self.add_button(_("Cancel"))
        self.save = self.add_button(_("Save prompt"), self._press_save, Kind.PRIMARY)
        self._soon.timeout.connect(self.check)
        self.text.textChanged.connect(self._typed)
        self.check()

    @property
    def source(self) -> PromptSource:
        """The prompt as it is written now."""
        stage = int(self.stage.value) if self.stage.value else None
        return replace(self._source, text=self.text.toPlainText(), stage=stage)

    def check(self) -> PromptCheck:
        """Say what is wrong with the text as it is."""
        from flashcards.services.practice.writing import check_prompt

        self._soon.stop()
        found = check_prompt(self.text.toPlainText())
        self.save.setEnabled(found.usable)
        self.problems.setText(self._refused or _problem_text(found))
        self.problems.set_color("again" if self._refused or not found.usable else "text2")
        return found

    def refuse(self, words: str) -> None:
        """Say why it could not be kept; the text stays."""
        self._refused = words
        self.check()

    def reject(self) -> None:
        """Close, after a question where something was written."""
        window = self.parentWidget()
        if self.source == self._first or window is None or not window.isVisible():
            super().reject()  # also where the program ends: nobody is there to answer
            return
        confirm(
            self,
            _("Discard what you wrote?"),
            _("The prompt stays as it was."),
            _("Discard"),
            self._close,
        )

    def _close(self) -> None:
        super().reject()

    def _typed(self) -> None:
        self._refused = ""
        self._soon.start()

    def _press_save(self) -> None:
        self._refused = ""
        if self.check().usable:
            self.save_wanted.emit(self.source)

    def _delete(self, delete: Callable[[], object]) -> None:
        self._close()
        delete()

    def _lay_out(self) -> None:
        self.add_text(_LEAD if self._source.own else _SHIPPED)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Label(_("Stage"), Role.LABEL))
        row.addWidget(self.stage)
        row.addStretch(1)
        self.content.addSpacing(4)
        self.content.addLayout(row)
        self.text.setMinimumHeight(min(theme().grow(_HEIGHT), self._room()))
        self.content.addWidget(self.text, 1)
        self.content.addWidget(self.problems)
        self.problems.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)

    def _room(self) -> int:
        """How high the text may be, so that the dialog is no higher than its window."""
        window = self.parentWidget()
        return max(160, (window.height() if window else _HEIGHT * 2) - theme().grow(280))


def _problem_text(found: PromptCheck) -> str:
    """A line a problem, the first of many."""
    if not found.problems:
        return _("Nothing to mend.")
    lines = [
        _("Line {line}: {message}").format(line=each.line, message=each.message)
        if each.line
        else each.message
        for each in found.problems[:_MOST_PROBLEMS]
    ]
    more = len(found.problems) - len(lines)
    if more:
        lines.append(_("and {n} more").format(n=more))
    return "\n".join(lines)
