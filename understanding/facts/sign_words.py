"""Words by which it is told whether a sign of lupus is there, and when."""

from __future__ import annotations

import re

from understanding.stance import LIGHT

RECENT, OLD, OPEN = "recent", "past", "open"
NOWISH = frozenset(
    (
        "now",
        "right now",
        "just now",
        "currently",
        "today",
        "these days",
        "at the moment",
        "nowadays",
        "at present",
        "presently",
        "at this moment",
        "at this time",
        "at the present",
        "tonight",
        "still",
    )
)
TELLS_TIME = LIGHT | frozenset(
    "back way in early late mid around about when years year the same only just hospital active nephrologist "
    "rheum somewhere summer".split()
)
# To whether one is ill, "okay" and "you have" are no yes.
NO_ANSWERS = (
    "ok",
    "fine",
    "good",
    "great",
    "perfect",
    "you ",
    "alright",
    "as i said",
    "like i said",
    "go ",
    "proceed",
    "carry on",
    "continue",
    "ready",
    "i am ready",
    "let",
    "shoot",
    "ask",
    "i agree",
    "sounds",
    "happy to",
    "start",
    "please do",
    "keep going",
    "wait",
    "just a",
    "just one",
    "give me",
    "been checked",
    "been tested",
)
PUT_OFF = ("wait", "just a", "just one", "give me")
# "They checked my brain in the spring and it was all clear": that is when it was looked at, not when it was there.
CHECKED = frozenset(
    "check checked checks checking tested test tests scanned scan scans examined looked mri eeg".split()
)
HOW_OFTEN = frozenset(
    "sometimes always often usually every daily constantly frequently regularly occasionally on off now all most "
    "single".split()
)
NOBODY = (
    "nobody",
    "no one",
    "noone",
    "no doctor",
    "no doctors",
    "none of them",
    "no neurologist",
    "no rheumatologist",
    "not told",
    "never told",
    "never said",
    "never diagnosed",
    "not diagnosed",
    "not been told",
    "never been told",
    "not said",
    "not been diagnosed",
)
THINGS = frozenset(("that", "this", "the", "your", "you", "these", "those", "it", "what"))
SINCE = frozenset(
    "then that my the last i january february march april may june july august september "
    "october november december".split()
)
NOT_FOR = re.compile(
    r"(?:\S+ ){0,3}?(?:in|for) (?:(?:over|about|almost|nearly|at|least|more|than|many|several|some|so|a|few|couple|of|"
    r"very|long|good|the|last|past|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|\d+) )*"
    r"(?:years?|ages|decades?|time|while)(?! of)\b"
)
AT_AGE = re.compile(r"\b(?:when i was|at the age of|at age|aged) (?P<age>\d\d?)\b(?! (?:weeks|months))")
ONLY = frozenset(("just", "only", "merely"))
LOST = frozenset(("question", "asked", "asking"))
WAS = frozenset(
    ("had", "was", "were", "did", "got", "used", "once", "previously", "happened", "experienced", "suffered")
)
DENIES = frozenset(("not", "never", "no", "nuh", "neva", "without", "nothing"))
TURNED = ("until", "till", "used to be", "before", "at first", "anymore", "any more", "no longer")
