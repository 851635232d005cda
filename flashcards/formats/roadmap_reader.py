"""Reads the lines of a roadmap from top to bottom into stages, tips and the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flashcards.formats.roadmap_choices import choices_of
from flashcards.formats.roadmap_horizon import horizon
from flashcards.formats.roadmap_inline import split_outside, undecorated, without_asides
from flashcards.formats.roadmap_lines import Kind, Line
from flashcards.formats.roadmap_order import steps_of
from flashcards.formats.roadmap_stages import Outline, parents
from flashcards.formats.roadmap_topics import KnownTitles, is_sentence, is_too_wordy, titles_of
from flashcards.formats.roadmap_words import (
    Role,
    copy_remnants,
    dashed_label,
    is_optional_mark,
    is_title_like,
    key,
    label_and_rest,
    role_of,
    says_optional,
)
from flashcards.formats.rows import FormatWarning, RoadmapTopicRow, StageRow

DEEPEST = 20
"""Levels of lists within lists; what stands deeper is left out."""
_LONGEST_QUOTE = 40
