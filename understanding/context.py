"""What an utterance means in the context of the question asked: an alarm, requests, answers to any fact."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Callable, Dict, List, Mapping, Optional

from prescreen.answers import ALL_NEGATIVE, LUPUS, NO, NONE, UNSURE, YES
from understanding import alarms, keys, procedure, requests, revisions, story
from understanding.aside import is_aside
from understanding.facts import (
    age,
    antibodies,
    diagnosis,
    headache,
    headache_cause,
    illness,
    medicines,
    mind,
    organs,
    plain,
    pregnancy,
    steroids,
    symptoms,
)
from understanding.facts.outcome import NOTHING, Outcome
from understanding.meaning import Meaning, Question, Said
from understanding.mentions import NEGATED, Reading
from understanding.stance import Stance
from understanding.utterance import PROCEDURE, Utterance

READERS: Dict[str, Callable[[Utterance], Outcome]] = {
    "age": age.read,
    "sle_diagnosis": diagnosis.read,
    "active_symptoms": symptoms.read,
    "glucocorticoids": steroids.read,
    "immunosuppressants": medicines.read,
    "autoantibodies": antibodies.read,
    "severe_nephritis": organs.read_nephritis,
    "severe_cns_lupus": organs.read_cns,
    "seizures": mind.reader_of("seizures"),
    "psychosis": mind.reader_of("psychosis"),
    "organic_brain_syndrome": mind.reader_of("organic_brain_syndrome"),
    "headache": headache.read,
    "headache_cause": headache_cause.read,
    "chronic_illness": illness.read,
    "chronic_illness_managed": illness.read_managed,
    "pregnant_or_lactating": pregnancy.read,
}
POLARITY = {YES: YES, LUPUS: YES, NO: NO, NONE: NO, ALL_NEGATIVE: NO}
# How a fact that was read back as a no is named.
STATED = {
    "sle_diagnosis": ("topic", "lupus"),
    "active_symptoms": ("topic", "symptoms"),
    "glucocorticoids": ("steroid",),
}
# Where a choice is asked for, "I'd rather not" is a no; everywhere else it leaves the answer open.
CHOICES = ("consent", "contact_permission", "go_on")
# What sounds like a request and is part of the answer: "no, that's wrong", "no, I'd better hang up".
SETTLED_BY_REPLY = {"confirm": ("go_back",), "confirm_medicine": ("go_back",), "go_on": ("stop", "goodbye"),
                    "stopping": ("stop", "stop_delete", "pause", "goodbye"),
                    "reference": ("reference",)}
# Who ends it answers nothing with that, unless a plain yes or no stands first.
ENDS = ("stop", "stop_delete")
PLAIN = frozenset(("yes", "yeah", "no", "nope", "never", "none"))
COURTESIES = ("greeting", "thanks", "frustrated", "goodbye")
FREE_TEXT = ("contact_name", "contact_phone", "contact_time", "reference")


def understand(question: Question, reading: Reading, known: Mapping[str, Any], today: date) -> Meaning:
    """Understand one utterance.

    Args:
        question: the question that waits.
        reading: the utterance, read free of context.
        known: the answers so far, fact to value.
        today: the day of the conversation.
    """
    alarm = alarms.find(reading, question.name)
    if alarm:
        return Meaning(alarm=alarm)
    if requests.is_all(reading):
        return _with_request(Meaning(), question, reading)
    pressed = keys.keyed(question, reading.text)
    if pressed is not None:
        return pressed
    utterance = Utterance(question, reading, known, today)
    if _only_asks(utterance):
        return _with_request(Meaning(), question, reading)
    meaning = _free_text(utterance) if question.name in FREE_TEXT else _meaning(utterance)
    return _with_request(meaning, question, reading)


def _only_asks(utterance: Utterance) -> bool:
    """Whether all that is said is asked of us: "do you think I should see a doctor about my headaches"."""
    reading = utterance.reading
    if utterance.question.name in PROCEDURE or not reading.words or reading.has("stance", YES, NO):
        return False
    return all(utterance.is_question(clause) for clause in dict.fromkeys(reading.clauses))


def _meaning(utterance: Utterance) -> Meaning:
    if is_aside(utterance):
        return Meaning()
    outcomes = [reader(utterance) for reader in READERS.values()]
    if utterance.question.fact not in READERS:
        outcomes.append(plain.read(utterance))
    if utterance.asks("confirm"):
        outcomes.append(_correction(utterance))
    answers = [said for outcome in outcomes for said in outcome.answers]
    doubtful = tuple(entry for outcome in outcomes for entry in outcome.doubtful)
    ask_back = next((outcome.ask_back for outcome in outcomes if outcome.ask_back), None)
    answers = _one_each(answers) if doubtful or ask_back else _concluded(utterance, _one_each(answers))
    reply = procedure.reply(utterance) or _implied_reply(utterance, answers)
    if utterance.asks("confirm"):
        reply = _agreed_in_words(utterance, reply)
    if utterance.asks("confirm", "confirm_medicine") and reply == YES:
        answers = [said for said in answers if not _only_repeats(utterance, said)]
    meaning = Meaning(answers=tuple(answers), doubtful=doubtful, ask_back=ask_back, reply=reply)
    return replace(meaning, reopens=revisions.reopened(utterance, meaning))


def _concluded(utterance: Utterance, answers: List[Said]) -> List[Said]:
    """With the answer that a story of several sentences comes to, for the fact asked about."""
    fact = utterance.question.fact
    if fact not in READERS or fact == medicines.FACT or not utterance.asks(fact):
        return answers
    whole = next((said for said in answers if said.fact == fact), None)
    said = story.concluded(utterance, READERS[fact], whole)
    return answers if said == whole or said is None else [*(each for each in answers if each != whole), said]


def _implied_reply(utterance: Utterance, answers: List[Said]) -> Optional[str]:
    """A read-back is answered by saying its fact anew: the same is a yes, another value a no."""
    item = str(utterance.question.item)
    if utterance.asks("confirm") and item in utterance.known:
        said = next((said.value for said in answers if said.fact == item and item != medicines.FACT), None)
        return None if said is None else YES if said == utterance.known[item] else NO
    if utterance.asks("confirm_medicine"):
        named = [
            entry["name"]
            for said in answers
            if said.fact == medicines.FACT and not said.removes
            for entry in said.value
            if isinstance(entry, dict)
        ]
        return YES if item in named else NO if named else None
    return None


def _agreed_in_words(utterance: Utterance, reply: Optional[str]) -> Optional[str]:
    """A no to a no that was read back, in its own words, agrees: "no, I don't have any symptoms"."""
    item = str(utterance.question.item)
    if reply != NO or utterance.corrects or utterance.known.get(item) != NO or item not in STATED:
        return reply
    said = utterance.of(*STATED[item])
    return YES if said and all(each.has(NEGATED) for each in said) else reply


def _only_repeats(utterance: Utterance, said: Said) -> bool:
    """Whether what was read back is only said again: "yes, CellCept", "yes, I'm pregnant"."""
    if said.fact != medicines.FACT:
        return said.fact == utterance.question.item and said.value == utterance.known.get(said.fact)
    return (said.fact == medicines.FACT and not said.removes and isinstance(said.value, list) and len(said.value) == 1
            and said.value[0]["name"] == utterance.question.item and said.value[0]["weeks"] is None)


def _one_each(answers: List[Said]) -> List[Said]:
    """One answer to a fact, the one said last; the medicines may come in several."""
    kept: Dict[Any, Said] = {}
    for number, said in enumerate(answers):
        if said in kept.values():
            continue
        kept[number if said.fact == medicines.FACT else said.fact] = said
    return list(kept.values())


def _correction(utterance: Utterance) -> Outcome:
    """A read-back is answered with its fact in mind: "no, that was years ago" corrects what was read back.

    The fact's own reader hears the utterance as if the answer read back had been given again, these words beside it.
    """
    fact, known = str(utterance.question.item), utterance.known.get(str(utterance.question.item))
    if fact not in READERS:
        return NOTHING
    question = Question("more_medicines" if fact == medicines.FACT else fact, fact, None, "text")
    again = replace(utterance, question=question, assumed=Stance(POLARITY.get(str(known), "none"), "", 0))
    changed = tuple(said for said in READERS[fact](again).answers if said.value not in (known, "none"))
    return Outcome(answers=changed)


def _free_text(utterance: Utterance) -> Meaning:
    """A name, a number, a time or a code: taken as it is, and nothing in it is taken for an answer to a fact."""
    return Meaning(reply=procedure.reply(utterance))


def _refused(meaning: Meaning, question: Question) -> Meaning:
    """Who would rather not answer has not said no."""
    kept = tuple(said for said in meaning.answers if said.fact != question.fact or said.value == UNSURE)
    return replace(meaning, request="skip", reply=None, answers=kept)


def _with_request(meaning: Meaning, question: Question, reading: Reading) -> Meaning:
    found = requests.find(reading)
    if reading.has("refusal") and question.name not in CHOICES:
        found = found or ("skip", None)
    if found is None and reading.has("caregiver") and meaning == Meaning():
        found = ("on_behalf", None)
    if found is None:
        return meaning
    request, about = found
    if meaning.reply and request in SETTLED_BY_REPLY.get(question.name, ()):
        return meaning
    if request == "skip":
        chosen = question.name in CHOICES and meaning.reply
        return meaning if meaning.ask_back or chosen else _refused(meaning, question)
    if request in ENDS and question.name not in PROCEDURE and not PLAIN.intersection(reading.plain.split()[:1]):
        meaning = replace(meaning, answers=tuple(said for said in meaning.answers if said.fact != question.fact))
    if request in COURTESIES and (meaning.answers or meaning.reply or meaning.ask_back or meaning.doubtful):
        return meaning
    return replace(meaning, request=request, about=about)
