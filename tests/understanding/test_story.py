"""Who tells a story is understood by the sentence that answers; a later sentence about now wins over an earlier one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.understanding.heard import facts, reader
from tests.understanding.said import TODAY
from understanding.story import sentences


@pytest.mark.parametrize(
    ("question", "value", "story"),
    [
        ("seizures", "no", "My nephew is epileptic and I've sat with him through plenty. I've never had one."),
        ("organic_brain_syndrome", "no", "I forget names, like everybody at my age. But being confused, really, no."),
        ("headache", "yes", "As a girl I had terrible migraines. Then nothing. Only now I've had one since Sunday."),
        ("headache", "no", "I had a real stinker on Friday. It's gone now."),
        ("chronic_illness_managed", "yes", "It was out of control in the spring. Now my sugars are good."),
        ("chronic_illness_managed", "no", "For years it was under control. Now it's all over the place."),
        ("seizures", "no", "My roommate in college had epilepsy. Never happened to me though."),
        ("severe_nephritis", "no", "My aunt was on dialysis for years, poor woman. Mine are fine, they check them."),
        ("sle_diagnosis", "no", "My doctor mentioned lupus. But the specialist said I don't have it."),
        ("glucocorticoids", "unsure", "There's steroid in my face cream. Tablets, no, I never had those."),
        ("sle_diagnosis", "yes", "One doctor said fibromyalgia, another one was not sure. In the end it was lupus."),
        ("headache_cause", "unrelated", "My doctor wasn't sure and sent me to a neurologist. She said it's migraine."),
        ("severe_nephritis", "no", "My uncle was on dialysis. They test mine twice a year. It has always been normal."),
        ("severe_cns_lupus", "no", "My friend's went to her brain. With me it's only ever been the joints."),
        ("autoantibodies", ["anti-Sm"], "They checked everything. All I know is that my anti-Smith was high."),
        ("autoantibodies", "unsure", "They drew a lot of blood. The doctor never said which one it was."),
        ("glucocorticoids", "unsure", "I had a shot in my knee. But nothing by mouth, ever."),
        ("treatment_length", None, "It was meant to be a year. Then I got sick."),
        ("age", 44, "My brother, he's 50. I'm the baby, I'm 44."),
    ],
)
def test_the_sentence_that_answers_counts(question: str, value: object, story: str) -> None:
    assert facts(question, story).get(question) == value


@pytest.mark.parametrize(
    ("question", "value", "story"),
    [
        ("seizures", "past", "There was one in 2013, from the lupus they said. Nothing since."),
        ("severe_nephritis", "past", "In 2015 I had lupus nephritis. They are fine now."),
        ("active_symptoms", "unsure", "I'm not sure. I'm tired, but that may be my age."),
    ],
)
def test_what_the_whole_says_stays(question: str, value: object, story: str) -> None:
    assert facts(question, story).get(question) == value


PIECES = st.sampled_from(["yes", "no", "lupus", ".", "!", "?", "i am 40", ",", "never had one"])


@given(st.lists(PIECES, max_size=12))
def test_the_sentences_are_all_the_words_in_their_order(said: "list[str]") -> None:
    reading = reader().read(" ".join(said), TODAY)
    words = [word for part in sentences(reading) for word in part.words]
    assert [word for word in words if word.plain[0].isalnum()] == [
        word for word in reading.words if word.plain[0].isalnum()]
    for part in sentences(reading):
        assert all(0 <= each.first < each.last <= len(part.words) for each in part.mentions)


@pytest.mark.parametrize(
    ("question", "fact", "said"),
    [
        ("psychosis", "glucocorticoids", "I saw things ten years ago, and they said it was the steroids."),
        ("seizures", "glucocorticoids", "I had one in 2012, they put me on a lot of steroids for it."),
    ],
)
def test_steroids_of_long_ago_told_in_passing_do_not_say_that_there_were_none_since(
        question: str, fact: str, said: str) -> None:
    assert facts(question, said).get(fact) is None


@pytest.mark.parametrize(
    ("question", "value", "said"),
    [
        ("severe_nephritis", "no", "Kidney trouble I am not having at all"),
        ("seizures", "no", "Seizures I have never had"),
        ("active_symptoms", "yes", "the rash never goes"),
        ("severe_cns_lupus", "no", "Lupus never touched my brain"),
        ("pregnant_or_lactating", "yes", "my baby still dey suck breast"),
        ("age", 30, "I am completing thirty one in February"),
    ],
)
def test_the_word_order_of_other_englishes_is_understood(question: str, value: object, said: str) -> None:
    assert facts(question, said).get(question) == value
