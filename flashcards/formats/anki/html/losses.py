"""What a card can't show as it was; told once a file, with the number of notes."""

from __future__ import annotations

from enum import StrEnum


class Loss(StrEnum):
    """What was left out or changed, in words that go before a number of notes."""

    SCRIPT = "scripts and style sheets in the text were left out"
    FORM = "forms, frames and embedded pages were left out"
    DRAWING = "drawings and formulas in markup were left out"
    DATA_IMAGE = "images that are written into the text were left out"
    REMOTE_IMAGE = "images on the internet became links or were left out"
    LOCAL_FILE = "links to files of a computer were left out"
    LINK = "links that are not https stand as text"
    COLOUR = "colours and sizes of text were left out"
    DEEP = "lists and quotes were nested too deep and were made flatter"
    NESTED_CLOZE = "deletions within deletions were put side by side"
    SHARED_CLOZE = "deletions that belong to several cards kept the first of them"
