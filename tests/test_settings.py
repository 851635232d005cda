"""Settings as a person types and reads them."""

from __future__ import annotations

import pytest

from flashcards.errors import InvalidValueError
from flashcards.setting_kinds import Setting
from flashcards.settings import SETTINGS, StudySettings, declared


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_what_is_shown_can_be_typed(setting: Setting) -> None:
    default = getattr(StudySettings(), setting.key)
    assert setting.default == default
    assert setting.parse(setting.show(default)) == default


def test_parameters_keep_their_digits() -> None:
    parameters = declared("parameters")
    typed = "0.123456789 12.3456789 1e-07"
    assert parameters.parse(parameters.show(parameters.parse(typed))) == (
        0.123456789, 12.3456789, 1e-07,
    )  # fmt: skip


def test_a_setting_is_found_by_either_spelling() -> None:
    assert declared("New-Per-Day") is declared("new_per_day")
    with pytest.raises(InvalidValueError, match="There are: track, gates"):
        declared("speed")
