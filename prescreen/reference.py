"""References: the nine-digit codes by which a screening is found again (CONTRACT section 6).

The last digit is a Luhn check digit (ISO/IEC 7812-1, annex B), so that a misheard or mistyped digit is caught, and so
is a swap of two neighbours other than 09 and 90.
"""

from __future__ import annotations

import re
import secrets
from random import Random
from typing import Optional

LENGTH = 9
RANDOM = secrets.SystemRandom()
_SEPARATORS = re.compile(r"[\s.\-\u2010-\u2015\u2212]+")
_NINE_DIGITS = re.compile(r"[1-9][0-9]{8}")


def new_reference(rng: Random = RANDOM) -> str:
    """A fresh reference; its first digit is never 0, so that no program takes a zero away."""
    body = str(rng.randrange(10 ** (LENGTH - 2), 10 ** (LENGTH - 1)))
    return body + _check_digit(body)


def is_valid(text: str) -> bool:
    """Whether a text, spaces and dashes aside, is nine digits of which the last one fits the others."""
    return normalise(text) is not None


def normalise(text: str) -> Optional[str]:
    """The nine digits of a reference written with spaces or dashes; None when it is not a valid reference."""
    code = nine_digits(text)
    return code if code and code[-1] == _check_digit(code[:-1]) else None


def nine_digits(text: str) -> Optional[str]:
    """The nine digits of what looks like a reference, whether or not its check digit fits; None for anything else."""
    code = _SEPARATORS.sub("", text)
    return code if _NINE_DIGITS.fullmatch(code) else None


def spoken(reference: str) -> str:
    """A reference to be said aloud, digit by digit in groups of three: "4 8 2, 9 1 3, 0 6 8"."""
    groups = (reference[start:start + 3] for start in range(0, len(reference), 3))
    return ", ".join(" ".join(group) for group in groups)


def written(reference: str) -> str:
    """A reference to be read, in groups of three: "482 913 068"."""
    return " ".join(reference[start:start + 3] for start in range(0, len(reference), 3))


def _check_digit(body: str) -> str:
    """The digit that makes the Luhn sum a multiple of ten: every second digit from the right counts twice."""
    doubled = [sum(divmod(int(digit) * 2, 10)) for digit in body[::-1][::2]]
    plain = [int(digit) for digit in body[::-1][1::2]]
    return str(-(sum(doubled) + sum(plain)) % 10)
