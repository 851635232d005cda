"""Rows of a review log as bare numbers: millions of them fit, and pass between processes quickly.

Nothing is imported here: the process that reads a foreign database is to start at once.
"""

from __future__ import annotations

from struct import Struct

REVIEW, CRAM, MANUAL, RESET, RESCHEDULE = range(5)
"""Kinds of rows by their numbers."""

ANSWER = Struct("=qqiii4x")
"""A row: time in milliseconds UTC, interval in seconds or 0 for none, rating or 0, kind, duration
in milliseconds. Its length is a multiple of that of a time, so that all times can be seen at once.
"""
