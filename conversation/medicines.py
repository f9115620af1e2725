"""The medicine ledger in conversation: entries are added, joined, corrected and taken out, never silently lost."""

from __future__ import annotations

from typing import Any, Dict, List, Sequence

from conversation.talk import Talk
from prescreen.answers import NO, NONE, UNSURE, Medicine, ledger
from understanding.meaning import Said

MEDICINES = "immunosuppressants"
ASKED = (MEDICINES, "more_medicines", "treatment_length", "confirm", "confirm_medicine")


def take_medicines(talk: Talk, said: Said) -> bool:
    """Take what was said of medicines: a list joins the ledger, "none" and "unsure" close it."""
    if said.value in (NONE, UNSURE):
        return _close(talk, said.value, said.words)
    before = ledger(talk.state.answers.get(MEDICINES))
    entries = [Medicine.from_dict(entry) for entry in said.value]
    after = _without(before, entries) if said.removes else _joined(before, entries)
    if after == before:
        return not said.removes
    if said.removes:
        talk.say("utter_removed_medicine", item=talk.phrases.listed([talk.phrases.item(each.name) for each in entries]))
    volunteered = talk.question not in ASKED and talk.state.answers.get(MEDICINES) is None
    _store(talk, after, said.words)
    if volunteered:
        talk.state.ledger_open = True
    elif talk.question in (MEDICINES, "more_medicines"):
        talk.state.ledger_open = False
    if talk.question not in ASKED and before:
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


def take_more_medicines(talk: Talk, reply: str) -> bool:
    """The answer to "any others?"."""
    if reply not in (NO, UNSURE):
        return False
    return _close(talk, NONE if reply == NO else UNSURE, talk.heard.text)


def _close(talk: Talk, value: str, words: str) -> bool:
    """No others, or not sure: what was named stays; an unsure rest is a medicine without a name."""
    state = talk.state
    if talk.question not in (MEDICINES, "more_medicines", "confirm") and state.answers.get(MEDICINES) is not None:
        return False
    named = ledger(state.answers.get(MEDICINES))
    state.ledger_open = False
    if not named:
        state.set(MEDICINES, value, words, talk.now)
    elif value == UNSURE:
        _store(talk, named + [Medicine(None, weeks=UNSURE, words=words)], words)
    return True


def _joined(before: List[Medicine], entries: List[Medicine]) -> List[Medicine]:
    """The ledger with new entries; two names of one medicine are one entry, and a length said later is the length."""
    after = list(before)
    for entry in entries:
        place = next((index for index, known in enumerate(after) if _same(known, entry)), None)
        if place is None:
            after.append(entry)
        elif entry.weeks is not None:
            after[place] = after[place].with_weeks(entry.weeks, entry.ongoing)
    return after


def _same(known: Medicine, entry: Medicine) -> bool:
    """One medicine: the same name; without a name, the one whose length is still to come."""
    if entry.name or known.name:
        return known.name == entry.name
    return known.weeks is None and entry.weeks is not None or known.words == entry.words


def _without(before: List[Medicine], entries: List[Medicine]) -> List[Medicine]:
    gone = {entry.name for entry in entries}
    return [medicine for medicine in before if medicine.name not in gone]


def _store(talk: Talk, medicines: List[Medicine], words: str) -> None:
    """Keep the ledger; when nothing is left in it, the question is open again."""
    state = talk.state
    if not medicines:
        state.clear(MEDICINES)
        return
    earlier = (state.evidence.get(MEDICINES) or {}).get("words", "")
    spoken = "; ".join(filter(None, (earlier, words)))
    state.set(MEDICINES, [medicine.to_dict() for medicine in medicines], spoken, talk.now)
    if MEDICINES not in state.history:
        state.history.append(MEDICINES)
