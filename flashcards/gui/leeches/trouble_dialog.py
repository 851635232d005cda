"""Leeches and pairs that are mixed up, each with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from flashcards.domain.wording import number_text
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.buttons import Button, IconButton, Kind, Size
from flashcards.gui.widgets.card import Hairline
from flashcards.gui.widgets.dialog import Dialog
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.link import TextLink
from flashcards.language import _, ngettext
from flashcards.services.editing.leeches_view import Leech, MixedUp, Trouble

_WIDTH = 680
_HEIGHT, _LEAST_HEIGHT, _AROUND = 380, 160, 220


class TroubleDialog(Dialog):
    """Lists what could be written better.

    ``rewriting(Leech)``, ``comparing(MixedUp)``, ``cleared(Leech)``, ``told_apart(MixedUp)`` and
    ``shown(query)``: what the learner wants with an entry.
    """

    rewriting = Signal(object)
    comparing = Signal(object)
    cleared = Signal(object)
    told_apart = Signal(object)
    shown = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("Leeches and mix-ups"), width=_WIDTH)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room = self.screen().availableGeometry().height() - theme().grow(_AROUND)
        self._area.setFixedHeight(max(_LEAST_HEIGHT, min(theme().grow(_HEIGHT), room)))
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.viewport().setAutoFillBackground(False)
        self.content.addWidget(self._area)
        self.close_button = self.add_button(_("Close"))
        self.close_button.setDefault(True)
        self.show_trouble(None)

    def show_trouble(self, trouble: Trouble | None) -> None:
        """Show what there is; None while it is looked for."""
        inner = QWidget()
        inner.setAutoFillBackground(False)
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(0)
        self._mains: list[Button] = []
        if trouble is None:
            self._list.addWidget(Label(_("Looking through your answers…"), Role.BODY, "text3"))
        else:
            self._show_leeches(trouble.leeches)
            self._list.addSpacing(20)
            self._show_pairs(trouble.pairs)
        widest = max((button.sizeHint().width() for button in self._mains), default=0)
        for button in self._mains:
            button.setMinimumWidth(widest)
        self._list.addStretch(1)
        self._area.setWidget(inner)

    def _show_leeches(self, leeches: Sequence[Leech]) -> None:
        self._head(_("Forgotten again and again"), len(leeches))
        if not leeches:
            self._say(_("No leeches. A card that keeps being forgotten appears here."))
        for leech in leeches:
            times = ngettext("forgotten {n} time", "forgotten {n} times", leech.lapses)
            caption = " · ".join(
                filter(None, (times.format(n=leech.lapses), _deck(leech.deck), leech.topic))
            )
            self._entry(
                ((leech.question, f"note:{leech.note_id}"),),
                caption,
                (_("Rewrite…"), lambda leech=leech: self.rewriting.emit(leech)),
                (_("It is fine as it is"), lambda leech=leech: self.cleared.emit(leech)),
            )

    def _show_pairs(self, pairs: Sequence[MixedUp]) -> None:
        self._head(_("Mixed up with each other"), len(pairs))
        if not pairs:
            self._say(_("No pairs. Notes forgotten one after the other several times appear here."))
        for pair in pairs:
            times = ngettext(
                "forgotten together {n} time", "forgotten together {n} times", pair.times
            )
            caption = " · ".join(
                dict.fromkeys(
                    filter(
                        None,
                        (
                            times.format(n=pair.times),
                            _deck(pair.first.deck),
                            _deck(pair.second.deck),
                        ),
                    )
                )
            )
            self._entry(
                tuple(
                    (each.question, f"note:{each.note_id}") for each in (pair.first, pair.second)
                ),
                caption,
                (_("Tell apart…"), lambda pair=pair: self.comparing.emit(pair)),
                (_("They are not mixed up"), lambda pair=pair: self.told_apart.emit(pair)),
            )

    def _head(self, title: str, count: int) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Label(title, Role.LABEL))
        if count:
            row.addWidget(Label(number_text(count), Role.SMALL, "text3"))
        row.addStretch(1)
        self._list.addLayout(row)
        self._list.addSpacing(6)

    def _say(self, words: str) -> None:
        self._list.addWidget(Label(words, Role.BODY, "text3", wrap=True))

    def _entry(
        self,
        questions: Sequence[tuple[str, str]],
        caption: str,
        main: tuple[str, Callable[[], object]],
        dismiss: tuple[str, Callable[[], object]],
    ) -> None:
        self._list.addWidget(Hairline())
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(8)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        for question, query in questions:
            link = TextLink(question)
            link.clicked.connect(lambda _on=False, query=query: self.shown.emit(query))
            texts.addWidget(link)
        texts.addWidget(Label(caption, Role.CAPTION, "text3", elide=True))
        row.addLayout(texts, 1)
        button = Button(main[0], Kind.PLAIN, size=Size.SMALL)
        button.setAccessibleName(f"{main[0].rstrip('…')}: {questions[0][0]}")
        button.clicked.connect(lambda _on=False: main[1]())
        away = IconButton("x", dismiss[0], size=Size.SMALL)
        away.setAccessibleName(f"{dismiss[0]}: {questions[0][0]}")
        away.clicked.connect(lambda _on=False: dismiss[1]())
        self._mains.append(button)
        row.addWidget(button)
        row.addWidget(away)
        self._list.addLayout(row)


def _deck(name: str) -> str:
    return name.replace("::", " › ")
