"""What a channel with a screen can show besides the words of a turn: progress, the answers so far, medicines, choices.

All words come from the approved texts, from the protocol and from the list of medicines.
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from conversation.medicines import MEDICINES
from conversation.phrases import Phrases
from conversation.state import State
from conversation.talk import Setting
from prescreen.agenda import questions_left
from prescreen.answers import Medicine, ledger
from prescreen.medicines import KnownMedicine, medicine_list

CHANNEL = "web"
COMMON_OPEN_MEDICINE = "hydroxychloroquine"


def screen(setting: Setting, state: State) -> Dict[str, Any]:
    """The value of the slot `screen` after a turn.

    Returns:
        progress: how many facts are `answered`, and how many questions are `left` at most.
        answers: the answers so far, each with its fact, a label and the value in words.
        medicines: the ledger, each entry with its name and the time in words, empty while it is not known.
        choices: names that may be answered to the question that waits, each with what to `say` and a label.
    """
    phrases = Phrases(setting.wording, CHANNEL)
    facts = [fact.name for fact in setting.protocol.facts if state.answers.get(fact.name) is not None]
    return {
        "progress": {"answered": len(facts), "left": questions_left(setting.protocol, state.answers)},
        "answers": [{"fact": fact, "label": phrases.label(fact), "value": phrases.value(state.answers[fact])}
                    for fact in facts],
        "medicines": [_entry(phrases, medicine) for medicine in ledger(state.answers.get(MEDICINES))],
        "choices": _choices(setting, state),
    }


def _entry(phrases: Phrases, medicine: Medicine) -> Dict[str, str]:
    return {"name": medicine.name or phrases.say("utter_medicine_entry_no_name"), "time": phrases.length(medicine)}


def _choices(setting: Setting, state: State) -> List[Dict[str, str]]:
    """Names to choose from, where a question asks for a list; every other name can be typed."""
    question = None if state.done else setting.protocol.questions.get(state.asked.question or "")
    if question is None or question.expects != "list":
        return []
    if question.fact == MEDICINES:
        return _medicine_choices(setting, state)
    fact = setting.protocol.fact(question.fact or "")
    names = fact.values.get("positives_among", ()) if fact else ()
    return [{"say": name, "label": name} for name in names]


def _medicine_choices(setting: Setting, state: State) -> List[Dict[str, str]]:
    """The medicines that count, and the most common one of those that the listing leaves open; not those named."""
    rule = setting.protocol.medicines_rule
    named = {medicine.name for medicine in ledger(state.answers.get(MEDICINES))}
    return [{"say": medicine.generic, "label": _label(medicine)} for medicine in medicine_list().medicines.values()
            if medicine.generic not in named and medicine.brands
            and (medicine.generic == COMMON_OPEN_MEDICINE or (rule and medicine.klass in rule.classes))]


def _label(medicine: KnownMedicine) -> str:
    brand: Optional[str] = next(iter(medicine.brands), None)
    return f"{medicine.generic} ({brand})" if brand else medicine.generic
