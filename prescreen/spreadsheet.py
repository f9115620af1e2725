"""Cells that no spreadsheet takes for a formula (OWASP, CSV injection).

A NUL, which no CSV can hold, becomes the sign for a character that cannot be shown.
"""

from __future__ import annotations

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
MARK = "'"


def harmless(cell: str) -> str:
    """The cell, with an apostrophe before it when it begins like a formula."""
    return _plain(MARK + cell if cell.startswith(FORMULA_STARTS) else cell)


def reversible(cell: str) -> str:
    """The same, in a way that can be taken back: an apostrophe that was there before gets another one."""
    return _plain(MARK + cell if cell.startswith((*FORMULA_STARTS, MARK)) else cell)


def _plain(cell: str) -> str:
    return cell.replace("\0", "\ufffd")
