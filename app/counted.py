"""Texts that hold a number, in the plural of the language in force.

The collector of translatable texts finds plurals in `tr` alone, so these stand in a QObject.
"""

from __future__ import annotations

from PySide6.QtCore import QObject


class Counted(QObject):
    """Each method takes the number that its text is built around."""

    def phrases(self, count: int) -> str:
        """`3 phrases from {source}`."""
        return self.tr("%n phrase(s) from {source}", "", count)

    def more_places(self, count: int) -> str:
        """`And from 2 more places`."""
        return self.tr("And from %n more place(s)", "", count)

    def show_finds(self, count: int) -> str:
        """`Show all 12 finds`."""
        return self.tr("Show all %n find(s)", "", count)

    def hidden(self, count: int) -> str:
        """`2 items hidden`."""
        return self.tr("%n item(s) hidden", "", count)

    def asked(self, count: int) -> str:
        """`You would have been asked 6 times.`"""
        return self.tr("You would have been asked %n time(s).", "", count)

    def none_stayed(self, left: int) -> str:
        """What is said where none of the calls that left would have been kept back."""
        return self.tr(
            "Had this been on last week, it would have kept back none of the %n call(s) that left.", "", left
        )

    def stayed(self, left: int) -> str:
        """`{stayed} of 20 calls would have stayed here`."""
        return self.tr("{stayed} of %n call(s) would have stayed here", "", left)

    def unsourced(self, count: int) -> str:
        """`2 answers would have been without sources`."""
        return self.tr("%n answer(s) would have been without sources", "", count)
