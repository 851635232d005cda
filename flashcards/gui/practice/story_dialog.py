"""Writing a story: situation, task, action, result, tags, and the prompts that it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from flashcards.gui.practice.parts import scrolled
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.buttons import Kind
from flashcards.gui.widgets.dialog import Dialog
from flashcards.gui.widgets.field import TextArea, TextField
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.toggles import TickBox
from flashcards.language import _
from flashcards.services.practice.report_views import Story
from flashcards.services.practice.today_view import PromptLine

_WIDTH, _HEIGHT = 600, 420
_AREA = 76
_PARTS = (
    ("situation", _("Situation"), _("Where was it, who took part, what was at stake?")),
    ("task", _("Task"), _("What was yours to do?")),
    ("action", _("Action"), _("What did you do, step by step, and why?")),
    ("result", _("Result"), _("What came of it? End with something measured.")),
)


class StoryDialog(Dialog):
    """A story to write or change; ``story`` is what it has become."""

    def __init__(
        self,
        parent: QWidget,
        story: Story,
        prompts: Sequence[PromptLine],
        delete: Callable[[], object] | None,
    ) -> None:
        super().__init__(parent, _("Story") if story.id else _("New story"), width=_WIDTH)
        self._story = story
        self.title = TextField(_("Title"), _("The outage of our payment queue"))
        self.title.setText(story.title)
        self.areas = {name: TextArea(title, asked) for name, title, asked in _PARTS}
        self.tags = TextField(_("Tags"), _("conflict, failure, leadership"))
        self.tags.setText(", ".join(story.tags))
        self.boxes = {prompt.id: TickBox(prompt.title) for prompt in prompts}
        self.content.addWidget(self._form(story))
        if delete is not None:
            self.add_button(_("Delete"), lambda: (self.reject(), delete()), Kind.DANGER)
        self.add_button(_("Cancel"))
        self.save = self.add_button(_("Save story"), self.accept, Kind.PRIMARY)
        self.title.textChanged.connect(self._check)
        self._check()

    @property
    def story(self) -> Story:
        """The story as it is written now."""
        tags = (tag.strip() for tag in self.tags.text().split(","))
        return replace(
            self._story,
            title=self.title.text().strip(),
            tags=tuple(filter(None, tags)),
            prompts=frozenset(key for key, box in self.boxes.items() if box.isChecked()),
            **{name: area.toPlainText().strip() for name, area in self.areas.items()},
        )

    def _form(self, story: Story) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(4, 0, 12, 4)
        column.setSpacing(6)
        column.addWidget(Label(_("Title"), Role.LABEL))
        column.addWidget(self.title)
        for name, title, _asked in _PARTS:
            area = self.areas[name]
            area.setPlainText(getattr(story, name))
            area.setFixedHeight(theme().grow(_AREA))
            column.addSpacing(4)
            column.addWidget(Label(title, Role.LABEL))
            column.addWidget(area)
        column.addSpacing(4)
        column.addWidget(Label(_("Tags"), Role.LABEL))
        column.addWidget(self.tags)
        if self.boxes:
            column.addSpacing(8)
            column.addWidget(Label(_("Answers these prompts"), Role.LABEL))
        for key, box in self.boxes.items():
            box.setChecked(key in story.prompts)
            column.addWidget(box)
        area = scrolled(form)
        area.setMinimumHeight(_HEIGHT)
        return area

    def _check(self) -> None:
        self.save.setEnabled(bool(self.title.text().strip()))
