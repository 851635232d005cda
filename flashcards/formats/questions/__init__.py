"""Lists of questions and answers in Markdown, as collections for interviews are written."""

from flashcards.formats.questions.reader import looks_like_questions, parse_questions

__all__ = ["looks_like_questions", "parse_questions"]
