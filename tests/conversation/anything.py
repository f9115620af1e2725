"""Anything that can be said to the conversation, in any order."""

from __future__ import annotations

from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st

from conversation.requests import HANDLERS
from tests.conversation.calls import CODES, MAY_FIT, Call, DeskInMemory, medicine
from tests.prescreen.people import FACTS, values
from understanding.meaning import Meaning, Said

REQUESTS = [*HANDLERS, "robot", "privacy", "greeting", "thanks"]
REPLIES = ["yes", "no", "unsure", "keep", "delete", "go_on", CODES[4], "Ann", "5550100"]
ASK_BACKS = ["age_adult", "age_birthday", "autoantibodies_which", "autoantibodies_negative", "headache_cause_who"]
NAMED = st.builds(medicine, st.sampled_from(["methotrexate", "belimumab", "azathioprine", None]),
                  st.just("conventional"), st.sampled_from([None, "unsure", 0, 4, 12, 52]))
VALUES = st.sampled_from(FACTS).flatmap(lambda fact: st.tuples(st.just(fact), values(fact)))
ANSWERS = st.builds(lambda drawn, correction: Said(drawn[0], drawn[1], "said so", correction), VALUES, st.booleans())
REMOVALS = st.builds(lambda entry: Said("immunosuppressants", [entry], "", True, True), NAMED)
MEANINGS = st.builds(
    Meaning, alarm=st.sampled_from([None] * 12 + ["emergency", "suicide"]),
    request=st.one_of(st.none(), st.none(), st.sampled_from(REQUESTS)), about=st.sampled_from([None, *FACTS, "sle"]),
    answers=st.lists(st.one_of(ANSWERS, ANSWERS, REMOVALS), max_size=3).map(tuple),
    doubtful=st.lists(NAMED.filter(lambda entry: entry["name"]), max_size=1).map(tuple),
    ask_back=st.sampled_from([None] * 5 + ASK_BACKS), reply=st.sampled_from([None, "yes", "yes", *REPLIES]))
EVENTS = st.sampled_from([None] * 12 + ["start", "no_input", "no_match", "hangup"])
TURNS = st.lists(st.tuples(MEANINGS, EVENTS), max_size=25)
# Finding a smaller example of a conversation takes minutes; the one that was found is told as it is.
laws = settings(max_examples=80, phases=(Phase.explicit, Phase.generate))


def call_with_a_kept_screening(channel: str = "rest") -> Call:
    desk = DeskInMemory()
    desk.keep(CODES[4], "rescreen_by_phone",
              {"consent": "yes", **MAY_FIT, "headache": "yes", "headache_cause": "unrelated"})
    return Call(channel, desk)


def held(turns: Any, channel: str = "rest") -> Call:
    call = call_with_a_kept_screening(channel)
    for meaning, event in turns:
        call.say(meaning, event=event)
    return call
