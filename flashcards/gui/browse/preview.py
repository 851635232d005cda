"""How a card of the note looks, drawn as the review draws it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from flashcards.domain.note import NoteKind, card_keys
from flashcards.domain.templates import special_fields
from flashcards.formats.rows import NoteRow
from flashcards.gui.theme import RADIUS, Role, theme
from flashcards.gui.widgets.card import Hairline
from flashcards.gui.widgets.card_look import Look
from flashcards.gui.widgets.card_text import CardText
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.painting import rounded
from flashcards.language import _

_QUESTION = Look(Role.ANSWER, weight=600)
_ANSWER = Look(Role.LEAD)
_ASIDE = Look(Role.LEAD, "text2")
_SOURCE = Look(Role.CAPTION, "text3", "text3")
_PADDING = 22


@dataclass(frozen=True, slots=True)
class Face:
    """A card's faces as Markdown, ready to be drawn."""

    question: str
    answer: str
    extra: str = ""
    source: str = ""


def face_of(row: NoteRow, key: str, media: Mapping[str, str], deck: str = "") -> Face | None:
    """The card ``key`` of a note, or its first one; None where the note gives none.

    ``media``: the files of the pictures that its texts name. ``deck``: its deck's full name.
    """
    # Pygments and Markdown are loaded with these, for which the first paint need not wait.
    from flashcards.render.faces import faces
    from flashcards.render.references import rename_media

    keys = card_keys(row.kind, row.fields, row.note_type)
    if not keys:
        return None
    shown_key = key if key in keys else keys[0]
    special = special_fields(deck, row.tags)
    made = faces(row.kind, shown_key, row.fields, row.note_type, special)
    question, answer = made.question, made.answer
    if made.options:
        options = "\n".join(f"- {option.text}" for option in made.options)
        question = f"{question}\n\n{options}"
        answer = "\n".join(
            f"- {'✓ ' if option.right else ''}{option.text}" for option in made.options
        )
        answer = f"{answer}\n\n{made.remainder}"
    custom = row.kind is NoteKind.CUSTOM
    extra = "" if custom else "\n".join(f"> {line}" for line in row.fields.extra.splitlines())
    source = "" if custom else row.fields.source
    shown = (rename_media(text, media, sounds=False) for text in (question, answer, extra, source))
    return Face(*shown)


class Preview(QWidget):
    """A question, or a question with its answer, on a quiet ground."""

    link_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face: Face | None = None
        self._answers = True
        self.question = CardText(_("Question"), _QUESTION)
        self.answer = CardText(_("Answer"), _ANSWER)
        self.extra = CardText(_("Note"), _ASIDE)
        self.source = CardText(_("Source"), _SOURCE)
        self._line = Hairline()
        self._waits = Label(role=Role.SMALL, color="text3", wrap=True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, _PADDING - 3, _PADDING, _PADDING - 2)
        column.setSpacing(14)
        for widget in (
            self._waits,
            self.question,
            self._line,
            self.answer,
            self.extra,
            self.source,
        ):
            column.addWidget(widget)
        for text in (self.question, self.answer, self.extra, self.source):
            text.link_requested.connect(self.link_requested)
        theme().changed.connect(self.update)
        self.show_face(None)

    def set_media_folder(self, folder: Path) -> None:
        """Where pictures come from."""
        for text in (self.question, self.answer, self.extra, self.source):
            text.set_media_folder(folder)

    def show_face(self, face: Face | None, waits: str = "") -> None:
        """Show a card, or why there is none."""
        if face is not None and face == self._face:
            return
        self._face = face
        self._waits.setText(waits)
        if face is not None:
            source = _("Source: {source}").format(source=face.source) if face.source else ""
            self.question.set_markdown(face.question)
            self.answer.set_markdown(face.answer)
            self.extra.set_markdown(face.extra)
            self.source.set_markdown(source)
        self._show_parts()

    def show_answers(self, answers: bool) -> None:
        """Show the answer too, or the question alone."""
        self._answers = answers
        self._show_parts()

    def _show_parts(self) -> None:
        face = self._face
        self._waits.setVisible(face is None)
        self.question.setVisible(face is not None)
        answered = face is not None and self._answers
        parts = {
            self.answer: face and face.answer.strip(),
            self.extra: face and face.extra,
            self.source: face and face.source,
        }
        for widget, text in parts.items():
            widget.setVisible(answered and bool(text))
        self._line.setVisible(answered and any(map(bool, parts.values())))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        rect = QRectF(self.rect())
        rounded(QPainter(self), rect, RADIUS["card"], colors.bg, colors.border)
