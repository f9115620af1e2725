"""Medicines named, with how long each was taken, and the answer to "how long?" (I3, the medicine ledger)."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence

from prescreen.answers import NO, NONE, UNSURE, YES, Medicine, ledger
from prescreen.medicines import medicine_list
from understanding import durations
from understanding.facts import taking
from understanding.facts.allotment import ITEM, allot
from understanding.facts.outcome import NOTHING, Outcome
from understanding.facts.told import Told
from understanding.meaning import Said
from understanding.mentions import NEGATED, Mention
from understanding.stance import UNSURE as NOT_SURE
from understanding.utterance import Utterance

FACT = "immunosuppressants"
LISTS = (FACT, "more_medicines")
ASKED = (*LISTS, "confirm_medicine")
STILL = frozenset(("still", "currently", "now", "taking", "ongoing", "present", "today"))
ENDED = frozenset(("stopped", "quit", "stop", "ended", "finished", "discontinued", "off", "until", "till"))
RHYTHM = frozenset("a an per every each daily weekly monthly".split())
NAMES = frozenset("name names named called pronounce spell which them they pill pills starts begins many track".split())
NOT_ANY_MORE = ("anymore", "any more", "any longer", "no longer")

Lengths = Dict[int, Told]


def read(utterance: Utterance) -> Outcome:
    """The medicines named; "none" and "not sure" when asked for; a length for the medicine asked about."""
    if utterance.asks("treatment_length"):
        return _length(utterance)
    asked = utterance.asks(*ASKED)
    named = taking.named(utterance, asked)
    taken = taking.put_right(utterance, [each for each in named if not _is_denied(utterance, each)])
    dropped = [each for each in named if _is_denied(utterance, each) and _is_to_go(utterance, each)]
    found = _ledger(utterance, taken, dropped, allot(utterance)) if taken or dropped else NOTHING
    if utterance.asks("confirm_medicine") and found is NOTHING:
        return _confirmed_length(utterance)
    if not utterance.asks(*LISTS):
        return found
    nameless = taking.nameless(utterance, taken)
    if nameless:
        return _with_nameless(utterance, found, nameless)
    return found if found is not NOTHING else _without_name(utterance)


def _confirmed_length(utterance: Utterance) -> Outcome:
    """"Yes, for two years": the length of the medicine whose name was read back."""
    length = allot(utterance, item=True).get(ITEM)
    if length is None or utterance.stance is None or utterance.stance.sign != YES:
        return NOTHING
    item = str(utterance.question.item)
    entry = Medicine(item, medicine_list().klass(item), length.weeks, length.ongoing, utterance.reading.text.strip())
    return Outcome(answers=(utterance.said(FACT, [entry.to_dict()]),))


def _ledger(utterance: Utterance, taken: Sequence[Mention], dropped: Sequence[Mention], lengths: Lengths) -> Outcome:
    """What is added and what is taken out; a name that was not matched exactly is read back first."""
    sure: List[Dict[str, Any]] = []
    doubtful: List[Dict[str, Any]] = []
    for either in taking.alternatives(utterance, taken):
        entry = _entry(utterance, either[0], lengths)
        if len(either) > 1:
            sure.append({**entry, "name": None, "class": None})
        elif any(_is_exact(each) for each in taken if each.value == either[0].value):
            _add(sure, entry)
        else:
            _add(doubtful, entry)
    answers = [utterance.said(FACT, sure)] if sure else []
    if dropped:
        gone = [_entry(utterance, each, {}) for each in dropped]
        answers.insert(0, Said(FACT, gone, utterance.clause_words(dropped[0]), correction=True, removes=True))
    return Outcome(answers=tuple(answers), doubtful=tuple(doubtful))


def _add(entries: List[Dict[str, Any]], entry: Dict[str, Any]) -> None:
    """Two names of one medicine are one entry: "azathioprine (Imuran)"."""
    known = next((each for each in entries if each["name"] == entry["name"]), None)
    if known is None:
        entries.append(entry)
    elif known["weeks"] is None:
        known.update(weeks=entry["weeks"], ongoing=entry["ongoing"])


def _entry(utterance: Utterance, mention: Mention, lengths: Lengths) -> Dict[str, Any]:
    length = lengths.get(mention.first)
    name = mention.value if mention.kind == "medicine" else None
    return Medicine(name, mention.detail.get("class") if name else None, length.weeks if length else None,
                    _ongoing(utterance, mention.clause, length), utterance.clause_words(mention)).to_dict()


def _ongoing(utterance: Utterance, clause: int, length: Optional[Told]) -> Optional[bool]:
    if length is not None and length.ongoing is not None:
        return bool(length.ongoing)
    words = set(utterance.plain_words(clause)) | (set(utterance.plain_words(length.clause)) if length else set())
    if words & ENDED:
        return False
    return True if words & STILL else None


def _with_nameless(utterance: Utterance, found: Outcome, nameless: Sequence[Mention]) -> Outcome:
    lengths = allot(utterance)
    entries = [_entry(utterance, each, lengths) for each in nameless]
    named = [entry for said in found.answers if not said.removes for entry in said.value]
    removed = tuple(said for said in found.answers if said.removes)
    return Outcome(answers=(*removed, utterance.said(FACT, [*named, *entries])), doubtful=found.doubtful)


def _length(utterance: Utterance) -> Outcome:
    """How long the medicine in question was taken; what is said of other medicines belongs to those."""
    item = str(utterance.question.item)
    named = [each for each in taking.named(utterance, True) if not _is_denied(utterance, each)]
    others = [each for each in named if each.value != item]
    lengths = allot(utterance, item=True)
    more = _ledger(utterance, others, [], lengths) if others else NOTHING
    places = (ITEM, *(each.first for each in named if each.value == item))
    own = next((lengths[first] for first in places if first in lengths), None)
    if own is None and not others and taking.is_untaken(utterance):
        gone = [Medicine(item, _class_known(utterance)).to_dict()]
        return Outcome(answers=(Said(FACT, gone, utterance.reading.text.strip(), correction=True, removes=True),))
    weeks = own.weeks if own else _weeks_without_length(utterance, bool(others))
    if weeks is None:
        return more
    entry = Medicine(item, _class_known(utterance), weeks, _ongoing(utterance, own.clause if own else 0, own),
                     utterance.reading.text.strip())
    return Outcome(answers=(utterance.said(FACT, [entry.to_dict()]), *more.answers), doubtful=more.doubtful)


def _weeks_without_length(utterance: Utterance, others: bool) -> Any:
    """A bare number of weeks, the whole time, as long as another one; doses counted and "not sure" are unsure."""
    bare = durations.bare_weeks(utterance.reading.words) or durations.bare_months(utterance.reading.words)
    if bare is not None:
        return bare.value
    if utterance.reading.has("taking", "whole_time"):
        return durations.MOST_WEEKS
    same = _as_long_as_another(utterance)
    if same is not None:
        return same
    stance = utterance.stance
    if (stance is not None and stance.value == NOT_SURE) or (not others and _counts_doses(utterance)):
        return UNSURE
    return None


def _counts_doses(utterance: Utterance) -> bool:
    """"Just the once", "two infusions"; "once a week" tells how often, not how many."""
    words = [word.plain for word in utterance.reading.words]
    return any(not RHYTHM.intersection(words[each.last:each.last + 1])
               for each in utterance.reading.of("taking", "doses"))


def _as_long_as_another(utterance: Utterance) -> Any:
    """"The same as the methotrexate", whose length is known already."""
    words = utterance.plain_words(0)
    if "same" not in words and "as long as" not in utterance.reading.plain:
        return None
    names = {each.value for each in utterance.of("medicine")}
    known = [each.weeks for each in ledger(utterance.known.get(FACT)) if each.weeks not in (None, UNSURE)
             and each.name != utterance.question.item and (not names or each.name in names)]
    return known[0] if len(known) == 1 else None


def _class_known(utterance: Utterance) -> Optional[str]:
    known = ledger(utterance.known.get(FACT))
    return next((each.klass for each in known if each.name == utterance.question.item), None)


def _without_name(utterance: Utterance) -> Outcome:
    """No medicine at all: a bare no, only steroids, or only medicines that are none of these; or not sure."""
    stance = utterance.stance
    if (stance is not None and stance.value == NOT_SURE) or _forgets_names(utterance):
        return Outcome(answers=(utterance.said(FACT, UNSURE),))
    if _says_none(utterance, stance):
        return Outcome(answers=(utterance.said(FACT, NONE),))
    return NOTHING


def _forgets_names(utterance: Utterance) -> bool:
    return utterance.reading.has("taking", "forgotten") and bool(NAMES.intersection(utterance.reading.plain.split()))


def _says_none(utterance: Utterance, stance: Any) -> bool:
    if stance is not None and stance.sign == NO:
        return True
    if utterance.reading.has("taking", "none") or any(each.has(NEGATED) for each in utterance.of("unnamed_medicine")):
        return not _lately_only(utterance)
    other = [*utterance.of("steroid"), *utterance.of("other_medicine")]
    only = bool(other) and all(_is_exact(each) for each in other) and not utterance.of("medicine")
    return only and not (stance is not None and stance.sign == YES)


def _lately_only(utterance: Utterance) -> bool:
    """"I have not taken any for two weeks" leaves open what was before."""
    told = utterance.reading.of("duration")
    return any(each.detail.get("days", 0) < int(durations.WINDOW) and each.value != 0 for each in told)


def _is_exact(mention: Mention) -> bool:
    return bool(mention.detail.get("exact", True))


def _is_denied(utterance: Utterance, mention: Mention) -> bool:
    """Said never to have been taken; "not on methotrexate any more" is merely over."""
    plain = " ".join(utterance.plain_words(mention.clause))
    over = any(cue in plain for cue in NOT_ANY_MORE)
    negated = mention.has(NEGATED) and not over and not _is_put_right(utterance, mention)
    return negated or taking.is_refused(utterance, mention)


def _is_put_right(utterance: Utterance, mention: Mention) -> bool:
    """The CellCept of "not Imuran, CellCept"."""
    words = [word.plain for word in utterance.reading.words]
    same = [each for each in utterance.reading.of("medicine") if each.clause == mention.clause]
    return (len(same) == 2 and same[1] == mention and words[same[0].last:mention.first] == [","]
            and words[max(same[0].first - 1, 0)] == "not")


def _is_to_go(utterance: Utterance, mention: Mention) -> bool:
    """Whether a medicine that is denied may stand in the ledger, or is the one being read back."""
    known = any(entry.name == mention.value for entry in ledger(utterance.known.get(FACT)))
    read_back = utterance.asks("confirm_medicine") and mention.value == utterance.question.item
    return known or utterance.corrects or read_back
