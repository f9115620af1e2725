"""The medicine ledger in conversation: entries are added, joined, corrected and taken out, never silently lost."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence

from conversation.talk import Talk
from prescreen.answers import NO, NONE, UNSURE, YES, Medicine, ledger
from understanding.meaning import Said

MEDICINES = "immunosuppressants"
ASKED_FOR_A_LIST = (MEDICINES, "more_medicines")
ASKED = (*ASKED_FOR_A_LIST, "treatment_length", "confirm", "confirm_medicine")


def take_medicines(talk: Talk, said: Said) -> bool:
    """Take what was said of medicines: a list joins the ledger, "none" and "unsure" close it."""
    if said.value in (NONE, UNSURE):
        return _close(talk, said)
    before = ledger(talk.state.answers.get(MEDICINES))
    entries = [Medicine.from_dict(entry) for entry in said.value]
    after = _without(before, entries) if said.removes else _joined(before, entries, said.correction)
    if after == before:
        return not said.removes
    if said.removes:
        talk.say("utter_removed_medicine", item=talk.phrases.listed([talk.phrases.item(each.name) for each in entries]))
    volunteered = talk.question not in ASKED and talk.state.answers.get(MEDICINES) is None
    _store(talk, after, said.words)
    if volunteered:
        talk.state.ledger_open = True
    elif talk.question in ASKED_FOR_A_LIST:
        talk.state.ledger_open = False
    if after and not said.removes and (_length_changed(before, after) or (talk.question not in ASKED and before)):
        talk.say("utter_changed", what=talk.phrases.medicines(talk.state.answers[MEDICINES]))
    return True


def take_doubtful(talk: Talk, medicines: Sequence[Dict[str, Any]]) -> bool:
    """Names that were not matched exactly wait for their read-back."""
    state = talk.state
    known = {medicine.name for medicine in ledger(state.answers.get(MEDICINES))}
    waiting = {entry["name"] for entry in state.doubtful}
    fresh = [entry for entry in medicines if entry["name"] not in known | waiting]
    state.doubtful.extend(fresh)
    if fresh and talk.question not in ASKED and state.answers.get(MEDICINES) is None:
        state.ledger_open = True
    return bool(fresh)


def take_bare_reply(talk: Talk, reply: str) -> bool:
    """A bare yes, no or "not sure" to a question for medicines; a bare yes leaves open which."""
    if reply == YES:
        return True
    return _close(talk, Said(MEDICINES, NONE if reply == NO else UNSURE, talk.heard.text))


def leave_length_open(talk: Talk, item: Optional[str]) -> None:
    """The patient cannot say how long this medicine was taken."""
    before = ledger(talk.state.answers.get(MEDICINES))
    place = next((index for index, known in enumerate(before) if known.weeks is None and known.name == item), None)
    if place is not None:
        after = [*before[:place], before[place].with_weeks(UNSURE), *before[place + 1:]]
        _store(talk, after, "")


def leave_name_open(talk: Talk) -> None:
    """A doubtful name that is not settled: the medicine stays in the ledger without a name."""
    entry = talk.state.doubtful.pop(0)
    add_unnamed(talk, entry.get("words") or "", entry.get("weeks"))


def add_unnamed(talk: Talk, words: str, weeks: Any = UNSURE) -> None:
    """A medicine that has no name; it counts as unknown, so it never tells against the patient."""
    named = ledger(talk.state.answers.get(MEDICINES))
    _store(talk, [*named, Medicine(None, weeks=weeks, words=words)], words)


def _close(talk: Talk, said: Said) -> bool:
    """No others, or not sure: what was named stays; an unsure rest is a medicine without a name."""
    state = talk.state
    named = ledger(state.answers.get(MEDICINES))
    if said.correction and said.value == NONE and state.answers.get(MEDICINES) not in (None, NONE):
        state.set(MEDICINES, NONE, said.words, talk.now)
        state.ledger_open = False
        talk.say("utter_changed", what=talk.phrases.short(MEDICINES, NONE))
        return True
    if talk.question not in ASKED_FOR_A_LIST and state.answers.get(MEDICINES) is not None:
        return False
    state.ledger_open = False
    if not named:
        state.set(MEDICINES, said.value, said.words, talk.now)
    elif said.value == UNSURE:
        add_unnamed(talk, said.words)
    return True


def _joined(before: List[Medicine], entries: List[Medicine], correction: bool) -> List[Medicine]:
    """The ledger with new entries; two names of one medicine are one entry, and a length said later is the length."""
    after = list(before)
    for entry in entries:
        place = next((index for index, known in enumerate(after) if _same(known, entry, index < len(before))), None)
        if place is None:
            after.append(entry)
        elif entry.weeks is not None and (entry.weeks != UNSURE or correction or after[place].weeks is None):
            after[place] = after[place].with_weeks(entry.weeks, entry.ongoing)
    return after


def _same(known: Medicine, entry: Medicine, from_before: bool) -> bool:
    """One medicine: the same name; without a name, the one said before whose length is still to come."""
    if entry.name or known.name:
        return known.name == entry.name
    return from_before and ((known.weeks is None and entry.weeks is not None) or (bool(known.words) and known == entry))


def _length_changed(before: List[Medicine], after: List[Medicine]) -> bool:
    """Whether a length that was known is another one now."""
    return any(old.weeks is not None and old.weeks != new.weeks for old, new in zip(before, after, strict=False))


def _without(before: List[Medicine], entries: List[Medicine]) -> List[Medicine]:
    gone = {entry.name for entry in entries}
    return [medicine for medicine in before if medicine.name not in gone]


def _store(talk: Talk, medicines: List[Medicine], words: str) -> None:
    """Keep the ledger; when nothing is left in it, the question is open again."""
    state = talk.state
    if not medicines:
        state.clear(MEDICINES)
        state.ledger_open = False
        return
    earlier = (state.evidence.get(MEDICINES) or {}).get("words", "")
    spoken = "; ".join(filter(None, (earlier, words)))
    state.set(MEDICINES, [medicine.to_dict() for medicine in medicines], spoken, talk.now)
