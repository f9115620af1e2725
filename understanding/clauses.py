"""Where one clause ends and the next begins, told by words alone: a speech recogniser writes no punctuation."""

from __future__ import annotations

from typing import List, Sequence

from understanding.text import Word
from understanding.vocabulary import words as words_of

STOPS = frozenset('. ! ? ; : ... .. - -- / ( ) " , *'.split())
COMMAS = frozenset({","})
TURNS = frozenset("but except however although whereas because plus besides anyway".split())
# "Not because of lupus" says one thing.
PART_OF_REASON = frozenset("not just only mostly mainly probably maybe partly likely simply".split())
SUBJECTS = frozenset("i we he she they you it there".split())
POSSESSIVES = frozenset("my his her our their".split())
LINKS = words_of("links")
AND_BEGINS = words_of("and_begins")
BARE = frozenset(
    "yes yeah yep yup yea ya yah yess yas nope nah naw okay correct sure right absolutely definitely "
    "certainly exactly indeed".split()
)
AFTER_BARE_NO = words_of("after_bare_no")
JOINERS = frozenset(("and", "or", "nor"))
VERBAL = SUBJECTS | POSSESSIVES | BARE | (LINKS - JOINERS)
NO_LIST_ITEM = VERBAL | words_of("no_list_item")
NOT_NAMED = VERBAL | words_of("not_named")
AGE_ENDS = frozenset("old female male woman man".split())
LONGEST_ITEM = 4
POINTING = frozenset("this that these those".split())
ENDINGS = frozenset("anymore lately now here ago today well good okay".split())
FINITE = frozenset("is are was were 's has have keep keeps hurt hurts still never always get gets ache aches feel "
                   "feels look looks swell swells stay stays go goes come comes came do does did will would".split())
BEHIND_OBJECT = STOPS | frozenset("ever since for all now and but again in on at from to up off out before after when "
                                  "until till with without too either yet once twice anymore".split())
BEING = frozenset("is are was were".split())
SCOPE_ENDS = frozenset(("just", "only"))
DETERMINERS = frozenset("the my a his her".split())
NEGATORS = frozenset("no not never none without nothing".split())
HAVING = frozenset("have having had get getting got take taking took taken feel feeling".split())
AUXILIARY = frozenset("am are is was were do does did have has had not never ever really at".split())
OBJECT_ENDS = frozenset("at before yet ever now anymore again so nowadays currently since for in".split())
VERBS_OF_THINGS = frozenset("go goes went gone come comes came leave leaves left stop stops stopped touch touches "
                            "touched affect affects affected reach reached bother bothers bothered trouble troubled "
                            "clear clears cleared said say says told tell heal healed settle settled".split())


def split(words: Sequence[Word]) -> List[int]:
    """The number of its clause for each word; a stop belongs to the clause that it ends."""
    numbers: List[int] = []
    clause = 0
    for index in range(len(words)):
        if index and _begins(words, index):
            clause += 1
        numbers.append(clause)
    return numbers


def _begins(words: Sequence[Word], index: int) -> bool:
    word, before = words[index].plain, words[index - 1].plain
    if before in STOPS:
        return word not in STOPS and not (before in COMMAS and _is_list_item(words, index))
    if word in STOPS:
        return False
    if word in TURNS:
        return not (word == "because" and before in PART_OF_REASON)
    if before in BARE and (index == 1 or words[index - 2].plain in STOPS | BARE) and word not in ("not", "about"):
        return True
    if before == "no" and bare_no(words, index - 1):
        return not (word in ("of", "at", "not", "more") or (index >= 2 and words[index - 2].plain in ("have", "am")))
    if word == "and":
        follows = words[index + 1].plain if index + 1 < len(words) else ""
        return follows in AND_BEGINS or (follows in POINTING and _verb_follows(words, index + 1))
    if word in SUBJECTS | POSSESSIVES:
        return _is_subject(words, index)
    if word in SCOPE_ENDS:
        return before not in NEGATORS | DETERMINERS and _is_denied(words, index) and _names_behind(words, index)
    if word in ("no", "not", "never"):
        return (before not in LINKS | SUBJECTS and not before.endswith("ly") and not denies_topic(words, index)
                and not _is_said_of_noun(words, index))
    return False


def _is_subject(words: Sequence[Word], index: int) -> bool:
    """Whether a pronoun, or "my", begins what is said of it; "it" may as well end what stands before."""
    word, before = words[index].plain, words[index - 1].plain
    if word in SUBJECTS:
        if word in ("i", "we") and _is_fronted(words, index):
            return False
        return before not in LINKS and not (word == "it" and _ends_phrase(words, index + 1))
    return before in ENDINGS or before.isdigit() or (before not in LINKS and _verb_follows(words, index))


def _is_fronted(words: Sequence[Word], index: int) -> bool:
    """Whether "I" is the subject of what is named before it: "kidney trouble I am not having at all"."""
    named, behind = _ahead_in_sentence(words, index), [word.plain for word in words[index + 1:index + 5]]
    verb = next((place for place, word in enumerate(behind) if word in HAVING), None)
    denied = verb is not None and bool(NEGATORS.intersection(behind[:verb])) and AUXILIARY.issuperset(behind[:verb])
    return denied and 0 < len(named) <= LONGEST_ITEM and not NOT_NAMED.intersection(named) and (
        index + 2 + (verb or 0) >= len(words) or words[index + 2 + (verb or 0)].plain in STOPS | OBJECT_ENDS)


def _is_said_of_noun(words: Sequence[Word], index: int) -> bool:
    """Whether "never" belongs to a noun before it and a verb behind it: "the rash never goes"."""
    if words[index].plain != "never" or index + 1 >= len(words) or words[index + 1].plain not in VERBS_OF_THINGS:
        return False
    named = _ahead_in_sentence(words, index)
    return 0 < len(named) <= LONGEST_ITEM and not (BARE | SUBJECTS | FINITE).intersection(named)


def _ahead_in_sentence(words: Sequence[Word], index: int) -> List[str]:
    """The words between the last stop, or "and", and this place."""
    ahead: List[str] = []
    for word in reversed(words[:index]):
        if word.plain in STOPS or word.plain in ("and", "but", "because", "so"):
            break
        ahead.append(word.plain)
    return ahead


def _verb_follows(words: Sequence[Word], index: int) -> bool:
    """Whether a verb stands one or two words behind "my" or "this", so that it is a subject: "my joints are bad"."""
    return any(word.plain in FINITE for word in words[index + 1:index + 4])


def _ends_phrase(words: Sequence[Word], index: int) -> bool:
    """Whether "it" is the object of what stands before: "stay off it ever since"."""
    return index >= len(words) or words[index].plain in BEHIND_OBJECT


def _is_denied(words: Sequence[Word], index: int) -> bool:
    """Whether something was denied just before: "no steroids just the Benlysta"."""
    near = [word.plain for word in words[max(index - LONGEST_ITEM, 0):index]]
    return bool(NEGATORS.intersection(near)) and not SUBJECTS.intersection(near)


def _names_behind(words: Sequence[Word], index: int) -> bool:
    follows = words[index + 1].plain if index + 1 < len(words) else "."
    return follows not in STOPS | SUBJECTS | LINKS or follows in ("the", "my")


def denies_topic(words: Sequence[Word], index: int) -> bool:
    """Whether a "no" at the end denies what is named before it, without a verb: "joints yes, headaches no"."""
    if words[index].plain != "no" or (index + 1 < len(words) and words[index + 1].plain not in STOPS):
        return False
    named = []
    for word in reversed(words[:index]):
        if word.plain in STOPS:
            break
        named.append(word.plain)
    return 0 < len(named) <= LONGEST_ITEM and not NOT_NAMED.intersection(named)


def _is_list_item(words: Sequence[Word], index: int) -> bool:
    """Whether the words behind a comma go on with a list: "no seizures, voices or confusion"."""
    named = words[index - 2].plain
    if named in BARE | AGE_ENDS or named.isdigit() or named in ("no", "never", "well"):
        return False
    item = []
    for word in words[index:]:
        if word.plain in STOPS:
            break
        item.append(word.plain)
    if BEING.intersection(item):
        return False
    joined = next((place for place, word in enumerate(item) if word in ("and", "or")), len(item))
    closed = joined + 1 < len(item) and item[joined + 1] not in NO_LIST_ITEM
    named = item[: joined + 2] if closed else item
    return 0 < len(named) <= LONGEST_ITEM and not NO_LIST_ITEM.intersection(named)


def bare_no(words: Sequence[Word], index: int) -> bool:
    """Whether a "no" is an answer by itself and not the "no" of "no seizures"."""
    follows = words[index + 1].plain if index + 1 < len(words) else "."
    return follows in STOPS or follows in AFTER_BARE_NO


def begins_clause(clauses: Sequence[int], index: int) -> bool:
    """Whether a word is the first of its clause."""
    return index == 0 or clauses[index - 1] != clauses[index]


def ends_clause(words: Sequence[Word], clauses: Sequence[int], index: int) -> bool:
    """Whether a word is the last of its clause, stops apart."""
    rest = index + 1
    while rest < len(words) and clauses[rest] == clauses[index]:
        if words[rest].plain not in STOPS:
            return False
        rest += 1
    return True
