"""An answer that says the question's verb again and nothing else: "I do", "they haven't", "I guess I have".

Whoever answers so speaks the verb out: "we're" at the end of a clause is broken off, and no "we are".
"""

from __future__ import annotations

import re
from typing import Optional, Sequence

LEAD = r"(?:and |but |so |because |oh |yes |no )*"
DOUBT = (
    r"(?P<doubt>(?:i|we) (?:really |honestly |)(?:do|did|would|can|could) not (?:really |honestly |actually |)"
    r"(?:think|believe|guess|suppose|imagine|say|expect)(?: that)? )?"
)
HEDGE = (
    r"(?P<hedge>(?:i|we) (?:(?:just|kind of|sort of|kinda|would|should|do) )*"
    r"(?:think|guess|believe|suppose|reckon|imagine|assume|figure|say|gather|understand)(?: that)? )?"
)
FIRM = (
    r"(?:(?:i|we) (?:(?:do|would|will|can|just|really) )*"
    r"(?:know|swear|admit|confess|am sure|am certain|am positive|am afraid|am sorry to say|am happy to say|"
    r"(?:must|have to|got to|have got to) (?:say|admit|confess))(?: that)? )?"
)
SUBJECT = (
    r"(?:i|we|you|he|she|they|it|that|this|there|those|"
    r"(?:(?:all|both|most|several|two|three|four|many|quite a few)(?: of (?:them|us|my doctors|the doctors))?)|"
    r"(?:(?:my|the|a|one|two|several|multiple|many|some) )?"
    r"(?:doctors?|rheumatologists?|neurologist|nephrologist|dermatologist|clinician))"
)
ADVERBS = (
    r"(?: (?:really|certainly|definitely|absolutely|sure|surely|still|also|always|most|indeed|currently|actually|"
    r"already|honestly|probably|just|ever|(?P<never>never)))*"
)
VERB = r" (?:do|am|have|did|was|has|does|are|is|were|would|could|had|can|will|should)(?P<negated> not| never)?"
TAIL = (
    r"(?: (?:indeed|sir|ma'am|so|now|too|yes|(?P<no>no)|actually|currently|still|unfortunately|sadly|really|definitely|"
    r"as well|obviously|clearly|luckily|myself|"
    r"already|once|of course|absolutely|right now|thanks|thank you|either|at all|anymore|any more|yet|ever|"
    r"had|been|have|thankfully|luckily|have (?:any|one|it|that|those|them|this)|had (?:any|one|it|that|those|them)|"
    r"do (?:it|that)|today|recently|lately|for sure|that i know of|know of any))*"
)
STATED = re.compile(f"^{LEAD}{DOUBT}{HEDGE}{FIRM}{SUBJECT}{ADVERBS}{VERB}{TAIL}$")
EXCLAIMED = re.compile(r"^(?:oh |boy |man )*(?:do|have|did|am|was|has|does) (?:i|we|he|she|they|it) ever$")
JOINED = re.compile(r"^(?P<neither>neither|nor|so) (?:do|have|did|am|was|had|would) (?:i|we)$")
YES, NO, LEANING, PROBABLY_NOT = "yes", "no", "leaning", "probably_not"


def answer(words: Sequence[str]) -> Optional[str]:
    """Yes, no, leaning ("I guess I have") or probably not ("I guess I haven't"); None where more is said.

    Args:
        words: the plain words of one clause.
    """
    said = " ".join(words)
    joined = JOINED.match(said)
    if joined:
        return YES if joined["neither"] == "so" else NO
    if EXCLAIMED.match(said):
        return YES
    stated = STATED.match(said)
    if not stated:
        return None
    denied = any(stated[name] for name in ("doubt", "never", "negated", "no"))
    if stated["hedge"]:
        return PROBABLY_NOT if denied else LEANING
    return NO if denied else YES
