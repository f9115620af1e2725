"""The patient's age: told in years, by a birth year, or by a birthday."""

from __future__ import annotations

import re
from datetime import date
from typing import List, Optional, Sequence

from understanding import birthdays
from understanding.found import Found
from understanding.line import Line, chosen, written
from understanding.own_ages import CORRECTS, NO_AGE, NUMBER, OLD, Told, of_birthday, own_ages, told_with_time
from understanding.rough_ages import OLDEST, rough_age
from understanding.text import Word

NOT_YET = (r"almost|nearly|going on|not quite|about to be|about to turn|turning|close to|running|nearing|approaching|"
           r"knocking on|coming up on|coming up to|will be|going to be|be")
BARE = re.compile(rf"(?<= )(?P<how>(?:(?P<soon>{NOT_YET}|) ?(?:just turned )?)){NUMBER}{NO_AGE}{OLD}")
BARE_NOT = re.compile(rf"(?<= )not \d+ ?,? (?:but )?{NUMBER}{NO_AGE}")
TWO_FIGURES = re.compile(r"[ .,]*(?P<tens>[1-9]) (?P<ones>\d)[ .,!#]*")
PUNCTUATION = ".,!?;:#-'"
# What may stand beside a bare number without making it something else than the age asked for.
BESIDE = frozenset(
    "i am it is that would be my age year years old yes yeah sure okay please thanks thank you um like so just think "
    "believe guess now currently the answer hi hello actually exactly only say said told already me of s "
    "honey sir maam ma'am dear young no wait sorry mean meant not but make hold on correction oops rather scratch a "
    "and turned this last month week recently still unfortunately proud dey don reach na mi deh sha abi completed "
    "complete clocked lol haha lmao".split())


def ages(words: Sequence[Word], today: date) -> List[Found]:
    """Every age of the patient told without being asked for.

    Args:
        words: the plain words of the utterance.
        today: the day of the conversation.

    Returns:
        Whole years. Of a birth year the lower age (contract, section 4); where it leaves 17 and 18 open, `detail` has
        `open`, `low` and `high`. A correction ("43, no wait, 44") counts alone.
    """
    line = written(words)
    return _ages(line, today)


def bare_age(words: Sequence[Word], today: date) -> Optional[Found]:
    """The answer to the question for the age, where a bare number, year or date counts; None when there is none.

    An age told only roughly has the value None, and `detail` has `vague`, `low` and `high`.
    """
    line = written(words)
    own = _ages(line, today)
    if own:
        return own[-1]
    told = _rough(line.text) or _bare_birthday(line.text, today) or _bare(line.text, today)
    if told is None or (told.value is not None and not 0 < told.value <= OLDEST):
        return None
    return line.found("age", told.value, told.first, told.last, told.detail)


def _ages(line: Line, today: date) -> List[Found]:
    return chosen([line.found("age", told.value, told.first, told.last, told.detail)
                   for told in own_ages(line.text, today) if told.value is not None and 0 <= told.value <= OLDEST])


def _rough(text: str) -> Optional[Told]:
    rough = rough_age(text)
    if rough is None:
        return None
    return Told(rough.first, rough.last, None, {"vague": True, "low": rough.low, "high": rough.high})


def _bare_birthday(text: str, today: date) -> Optional[Told]:
    birthday = birthdays.bare(text, today)
    if birthday is None or not _says_no_more(text[birthday.last:].replace(" when i was born ", " ")):
        return None
    return of_birthday(birthday)


def _bare(text: str, today: date) -> Optional[Told]:
    """A bare number, the last one when the patient corrects it; two single figures are one number."""
    figures = TWO_FIGURES.fullmatch(text)
    if figures is not None:
        return Told(figures.start("tens"), figures.end("ones"), int(figures["tens"] + figures["ones"]), {})
    matches = list(BARE_NOT.finditer(text)) or list(BARE.finditer(text))
    told = [_with_time(match, text, today) for match in matches]
    if not told or not _says_no_more(_without(text, told)):
        return None
    if len(told) > 1 and _only_goes_on(matches[1], told[1], text):
        return told[0]
    if len({each.value for each in told}) > 1 and not CORRECTS.search(text):
        return None
    return told[-1]


def _only_goes_on(match: "re.Match[str]", told: Told, text: str) -> bool:
    """Whether the second age only tells what comes: "29 going on 50", "17, 18 in February"."""
    return bool(match.groupdict().get("soon")) or (told.last > match.end() and not CORRECTS.search(text))


def _with_time(match: "re.Match[str]", text: str, today: date) -> Told:
    years = int(float(match["age"]))
    if match.groupdict().get("soon"):
        return Told(match.start(), match.end(), years - 1, {})
    return told_with_time(match, years, text, today)


def _without(text: str, told: Sequence[Told]) -> str:
    """What else is said beside the ages."""
    ends = [0, *(each.last for each in told)]
    return " ".join(text[end:each.first] for end, each in zip(ends, told, strict=False)) + " " + text[ends[-1]:]


def _says_no_more(rest: str) -> bool:
    return all(word in BESIDE or word in PUNCTUATION for word in rest.split())
