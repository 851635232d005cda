"""Tables of cards: CSV, TSV and their kin, surveyed first and then read as a person chose."""

from flashcards.formats.delimited.building import read_table, to_rows
from flashcards.formats.delimited.detection import looks_like_table
from flashcards.formats.delimited.encodings import ENCODINGS, encoding_name
from flashcards.formats.delimited.model import AnkiHeader, Column, SampleRow, TableSurvey, Target
from flashcards.formats.delimited.own_tables import DECK_COLUMNS
from flashcards.formats.delimited.separators import SEPARATORS, separator_name
from flashcards.formats.delimited.surveying import survey

__all__ = [
    "DECK_COLUMNS",
    "ENCODINGS",
    "SEPARATORS",
    "AnkiHeader",
    "Column",
    "SampleRow",
    "TableSurvey",
    "Target",
    "encoding_name",
    "looks_like_table",
    "read_table",
    "separator_name",
    "survey",
    "to_rows",
]
