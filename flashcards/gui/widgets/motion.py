"""A number that moves to where it is told, or jumps there when motion is reduced."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation

from flashcards.gui.theme import theme


class Glide(QObject):
    """A number from 0 to 1, or any other range, with a motion token as its pace.

    ``step`` is called on each change, usually a widget's ``update``.
    """

    def __init__(
        self,
        parent: QObject,
        motion: str,
        step: Callable[[], object],
        *,
        value: float = 0.0,
        easing: QEasingCurve.Type = QEasingCurve.Type.OutCubic,
    ) -> None:
        super().__init__(parent)
        self._motion = motion
        self._step = step
        self._easing = easing
        self._value = value
        self._target = value
        self._animation: QVariantAnimation | None = None

    @property
    def value(self) -> float:
        """Where the number is now."""
        return self._value

    @property
    def target(self) -> float:
        """Where it will be."""
        return self._target

    def to(self, target: float) -> None:
        """Moves there from where it is."""
        if target == self._target:
            return
        self._target = target
        duration = theme().duration(self._motion)
        if duration == 0:
            self.finish()
            return
        animation = self._prepared()
        animation.stop()
        animation.setDuration(duration)
        animation.setStartValue(float(self._value))
        animation.setEndValue(float(target))
        animation.start()

    def jump(self, target: float) -> None:
        """Is there at once."""
        self._target = target
        self.finish()

    def finish(self) -> None:
        """Ends a movement where it leads."""
        if self._animation is not None:
            self._animation.stop()
        self._move(self._target)

    def _prepared(self) -> QVariantAnimation:
        if self._animation is None:
            self._animation = QVariantAnimation(self)
            self._animation.setEasingCurve(self._easing)
            self._animation.valueChanged.connect(self._move)
        return self._animation

    def _move(self, value: float) -> None:
        self._value = value
        self._step()
