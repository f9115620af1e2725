"""Pregnant, breastfeeding or pumping (E3)."""

from __future__ import annotations

from typing import Dict

import pytest

from tests.understanding.heard import facts, heard


def answers(question: str, utterance: str) -> Dict[str, object]:
    return {said.fact: said.value for said in heard(question, utterance).answers}


@pytest.mark.parametrize(("utterance", "value"), [
    ("no", "no"),
    ("God no", "no"),
    ("I'm a man", "no"),
    ("does not apply", "no"),
    ("I had a hysterectomy", "no"),
    ("went through menopause years ago", "no"),
    ("at my age? ha!", "no"),
    ("too old for that", "no"),
    ("yes", "yes"),
    ("I'm pregnant", "yes"),
    ("five months along", "yes"),
    ("I'm nursing my son", "yes"),
    ("pumping", "yes"),
    ("breastfeeding at the moment", "yes"),
    ("I still feed her at night", "yes"),
    ("we're trying for a baby", "no"),
    ("trying but not yet", "no"),
    ("my period is late", "unsure"),
    ("I might be", "unsure"),
    ("I could be, haven't tested", "unsure"),
    ("not sure, waiting on a test", "unsure"),
    ("I stopped breastfeeding in June", "no"),
    ("my baby is on formula now", "no"),
    ("my wife is pregnant, I'm not", "no"),
    ("I'm on the pill", "no"),
    ("My tubes are tied", "no"),
    ("not pregnant and not breastfeeding", "no"),
    ("no neither", "no"),
    ("none of those", "no"),
    ("I've got a bun in the oven", "yes"),
    ("due in march", "yes"),
    ("I am carrying", "yes"),
    ("I get belle", "yes"),
    ("I no get belle", "no"),
    ("mi pregnant", "yes"),
    ("mi a man", "no"),
    ("I am giving feed to my baby", "yes"),
    ("I am having 3 months pregnancy", "yes"),
    ("that ship has sailed, darling", "no"),
    ("I'm up the duff", "yes"),
    ("I'm embarazada, four months", "yes"),
    ("I'm 67", "no"),
    ("I'm a 70 year old man", "no"),
    ("he's male", "no"),
    ("n/a", "no"),
    ("physically impossible", "no"),
    ("I miscarried last month", "no"),
    ("I had my baby in March but I'm not nursing", "no"),
    ("I had my baby in March and I'm nursing", "yes"),
    ("my husband thinks I am but I don't know", "unsure"),
    ("the test came back positive", "yes"),
    ("the test came back negative", "no"),
    ("I don't think so but I'm a week late", "unsure"),
    ("expecting twins in the spring", "yes"),
    ("I express milk for my preemie", "yes"),
    ("no babies here", "no"),
    ("I'm a virgin", "no"),
    ("I have an IUD", "no"),
    ("nope, fixed", "no"),
    ("I don't have a womb", "no"),
    ("I skipped my last period", "unsure"),
    ("just finished my period", "no"),
    ("she is pregnent", "yes"),
    ("I'm about twelve weeks gone", "yes"),
    ("not anymore", "no"),
    ("yes breast feeding my 6 month old", "yes"),
    ("lol im a dude", "no"),
    ("men a pause", "no"),
    ("I never had children", "no"),
    ("I was pregnant two years ago but not now", "no"),
    ("no, I've gone through the change", "no"),
    ("none of the above", "no"),
    ("not me", "no"),
    ("I'm male", "no"),
    ("haha no I'm a 55 year old guy", "no"),
    ("I'm past all that", "no"),
    ("had everything removed in 2012", "no"),
    ("no uterus", "no"),
    ("yeah, 20 weeks", "yes"),
    ("yes nursing a newborn", "yes"),
    ("I pump at work", "yes"),
    ("still breastfeeding my toddler", "yes"),
    ("my baby is due in April", "yes"),
    ("I just found out I'm expecting", "yes"),
    ("not pregnant but I'm breastfeeding", "yes"),
    ("I am lactating", "yes"),
    ("I'm not nursing and I'm not pregnant", "no"),
    ("I've stopped nursing", "no"),
    ("we are trying to conceive", "no"),
    ("hoping to get pregnant next year", "no"),
    ("possibly, I'm five days late", "unsure"),
    ("I haven't had my period this month", "unsure"),
    ("there's a chance", "unsure"),
    ("don't know yet", "unsure"),
    ("I took a test yesterday and it was negative", "no"),
    ("took a test yesterday and it was positive", "yes"),
    ("my daughter is pregnant but I'm not", "no"),
    ("I be man", "no"),
    ("I dey breastfeed my pikin", "yes"),
    ("mi nuh pregnant", "no"),
    ("mi a breastfeed", "yes"),
    ("I am carrying, sixth month is going on", "yes"),
    ("Yes I am giving breast feed to my child", "yes"),
    ("My menses have stopped since long", "no"),
    ("Give over, I'm seventy-three", "no"),
    ("I have four months of pregnancy", "yes"),
    ("I'm gay and male", "no"),
    ("I can't have children", "no"),
    ("never been pregnant", "no"),
    ("my husband had a vasectomy", "no"),
    ("not applicable to me", "no"),
    ("that would be a miracle", "no"),
    ("my wife and I are expecting, I'm the one carrying", "yes"),
    ("I gave birth in May and I don't breastfeed", "no"),
    ("I gave birth in May and I breastfeed", "yes"),
    ("lost the pregnancy in August", "no"),
    ("pregnat", "yes"),
    ("Im in meno pause", "no"),
    ("it doesn't concern me, I'm a gentleman", "no"),
    ("I'm in my second trimester", "yes"),
    ("no and no", "no"),
    ("nope not pregnant", "no"),
    ("I'm a guy", "no"),
    ("I've been through menopause", "no"),
    ("I'm expecting my second", "yes"),
    ("currently breastfeeding", "yes"),
    ("I missed my period", "unsure"),
    ("trying to get pregnant", "no"),
    ("neither one", "no"),
    ("I be pregnant woman", "yes"),
    ("I don't have a uterus", "no"),
    ("not that I'm aware of", "no"),
    ("7 months", "yes"),
    ("I'm way too old", "no"),
    ("maybe, I'm waiting for the test", "unsure"),
    ("yes pumping for my baby", "yes"),
    ("I stopped pumping last week", "no"),
    ("it does not apply", "no"),
    ("my girlfriend is pregnant but I'm a man", "no"),
    ("pregnant with twins", "yes"),
    ("no chance", "no"),
    ("I feed my baby myself", "yes"),
    ("I don't know, could be", "unsure"),
    ("I'm 62 years old", "no"),
    ("had my tubes tied", "no"),
])
def test_pregnancy_and_nursing_are_told_in_many_ways(utterance: str, value: str) -> None:
    assert answers("pregnant_or_lactating", utterance).get("pregnant_or_lactating") == value


@pytest.mark.parametrize(("question", "utterance"), [
    ("seizures", "my wife is pregnant"), ("consent", "can I join if I am pregnant"),
    ("age", "I'm 34 and I work in nursing"),
    ("glucocorticoids", "yes since I was pregnant with my son in 2019"),
    ("autoantibodies", "my test was positive for Smith"),
    ("treatment_length", "until I got pregnant, so two years"),
    ("chronic_illness_managed", "I've been having a lot of trouble with it"), ("treatment_length", "I'm six months in"),
    ("immunosuppressants", "my next infusion is due in March"), ("active_symptoms", "I'm having my second flare"),
    ("chronic_illness", "I use an insulin pump for my diabetes"),
])
def test_another_person_another_time_or_another_thing_is_no_pregnancy(question: str, utterance: str) -> None:
    assert "pregnant_or_lactating" not in answers(question, utterance)


def test_a_pregnancy_told_early_is_taken() -> None:
    assert answers("age", "I'm 28 and pregnant")["pregnant_or_lactating"] == "yes"


def test_who_will_not_say_has_said_nothing() -> None:
    assert answers("pregnant_or_lactating", "none of your business") == {}


@pytest.mark.parametrize(("say", "wanted"), [
    ("no but I skipped a pill and now I'm days over", "unsure"),
    ("we had a frozen transfer on Monday", "unsure"),
    ("no, well, I'm still weaning her", "yes"),
    ("formula, and some breast at night", "yes"),
])
def test_what_leaves_it_open_and_what_is_still_nursing(say, wanted):
    assert facts("pregnant_or_lactating", say) == {"pregnant_or_lactating": wanted}
