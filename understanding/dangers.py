"""Which signs of danger together mean a danger: one list of rules for each danger.

The signs are in `lexicon/alarms_*.yml`. A rule is written as `breathe & cannot / 6`: both signs, in any order, within
six words; `cannot > breathe` asks for that order, `a|b` for one of two. What it weighs says how much else is needed.
"""

from __future__ import annotations

from typing import Dict, FrozenSet, List, NamedTuple, Tuple

# acute: the words tell that it is now.  pain: a danger unless it is a habit.  state: a danger if it is sudden, severe
# or now.  event: a danger if it was just now.  cry: a call for help.  suicide: somebody may die by their own hand.
# quiet: the same in words that an errand, a journey or a question beside them would explain.
ACUTE, PAIN, STATE, EVENT, CRY, SUICIDE, QUIET = "acute", "pain", "state", "event", "cry", "suicide", "quiet"
DESPAIR = frozenset((SUICIDE, QUIET))
WITHIN = 1_000


class Rule(NamedTuple):
    """Signs that mean a danger when they stand together.

    Attributes:
        weight: one of the weights above.
        signs: the signs, one of each set.
        within: most words from the first sign to the last.
        ordered: they stand in this order.
    """

    weight: str
    signs: Tuple[FrozenSet[str], ...]
    within: int
    ordered: bool


def _rules(written: Dict[str, List[str]]) -> Tuple[Rule, ...]:
    return tuple(_rule(weight, line) for weight, lines in written.items() for line in lines)


def _rule(weight: str, line: str) -> Rule:
    signs, _, within = line.partition("/")
    parts = signs.replace(">", "&").split("&")
    return Rule(weight, tuple(frozenset(part.strip() for part in each.split("|")) for each in parts),
                int(within or WITHIN), ">" in signs)


BREATH = _rules({
    ACUTE: ["cannot > breathe / 7", "cannot > catch > breathe / 8", "not > breathe / 3", "breathe > not_coming / 6",
            "gasping|blue|no_air|low_oxygen"],
    PAIN: ["very_breathless", "trouble & breathe / 6", "breathe > breath_bad / 6", "breath_bad > breathe / 3"],
    STATE: ["breathless", "blue_skin"],
})
HEART = _rules({
    ACUTE: ["having|is_it & attack / 6", "never > pain|chest_pain > this_bad / 10", "heart_trouble"],
    PAIN: ["chest_pain", "chest & pain / 12", "chest & press / 9", "jaw_or_arm & pain & sweating|chest / 14",
           "chest & clutch & grey / 14", "radiates & creeping & sweating|grey / 16",
           "radiates & pain|press & sweating|chest / 16",
           "chest & racing & sweating|collapse|collapsing|breathe|pain / 24",
           "chest & pain & breathless|air_short / 24"],
    EVENT: ["attack"],
})
STROKE = _rules({
    ACUTE: ["face & droop / 9", "side & limp / 9", "slurring|words_lost"],
    PAIN: ["one_side & limp / 6", "arm_or_leg > dead / 7", "speech & slurred / 8", "speech > muddled / 8",
           "dead > arm_or_leg / 5", "fell_out & cannot|dead / 12", "no_feeling & arm_or_leg / 10"],
    STATE: ["limb & limp / 6", "sudden & limp / 6", "arms_or_legs & dead / 7", "muddled > speech / 4"],
})
SIGHT = _rules({
    PAIN: ["blind", "sight > vanish / 9", "sight > dark / 12", "seeing > dark / 4"],
    STATE: ["blurred"],
})
CONSCIOUSNESS = _rules({
    ACUTE: ["unresponsive", "collapsing", "soon|wants & collapse / 5", "who|family > collapse / 5", "seizing",
            "eyes_rolling", "having & seizure / 6", "shaking & unresponsive|eyes_rolling|foam / 20",
            "shaking & by_itself / 9", "collapse & shaking|foam / 14", "floor & shaking|foam / 10",
            "who > floor > not / 12", "who|family > not_all_there / 7"],
    EVENT: ["seizure|collapse|shaking|seizure_meant"],
})
BLEEDING = _rules({
    ACUTE: ["bleeding|blood & unstoppable / 14", "gush", "with_child & bleeding / 12", "no_urine"],
    PAIN: ["bleeding > heavy_flow / 6", "cough|bring_up & blood / 9", "cough|bring_up & with_blood / 9"],
})
POISON = _rules({
    ACUTE: ["took > too_many / 7", "took > big_number > pills / 6", "family|who > ate > pills / 8", "ingested",
            "took & all_pills & oops / 14", "took > all_of > pills / 8", "took > poison / 7", "took|ate > heaps / 6",
            "all_of > pills > took / 8"],
    PAIN: ["overdose"],
})
ALLERGY = _rules({
    ACUTE: ["throat & closing / 8"],
    PAIN: ["anaphylaxis", "allergic & throat|swallow|breathe & closing|swallow|cannot / 20"],
    STATE: ["swallow"],
})
HEADACHE = _rules({
    ACUTE: ["worst > headache > ever / 12", "headache > worst > ever / 12", "worst_ever", "thunderclap",
            "never > headache > this_bad|worst / 14", "never > this_bad > headache / 12",
            "headache & thunder|sudden / 9", "headache & sudden_head / 14", "headache & double / 20",
            "fever & stiff_neck / 30", "fever & neck & stiff / 24", "headache & stiff_neck & light_hurts / 30",
            "headache > blow / 8", "thunder & headache / 8", "headache & unusual / 9",
            "headache > never > this_bad / 14", "headache & sudden_head & unbearable / 24",
            "headache > is_it > blow / 16", "blow & headache & bring_up / 16", "worst > pain > ever / 8",
            "headache|headache_meant > came_on > at_once / 10", "headache|headache_meant > at_once / 6",
            "headache & collapse / 9"],
    STATE: ["headache & blow / 9", "headache & unbearable / 9"],
})
ONSET = _rules({
    ACUTE: ["onset & vital / 14", "onset & headache & pain|unbearable|worst / 18"],
})
CRIES = _rules({
    CRY: ["call & ambulance / 8", "hospital & urgent / 9", "emergency|cry|dying", "call & doctor & plead / 9"],
})
WISH_TO_DIE = _rules({
    SUICIDE: ["suicidal", "suicide_talk", "wants > die / 8", "wish_dead > die / 7", "not_want|no_point > living / 7",
              "no_point > going_on / 5", "take_me", "kill > self / 4", "hurt > self|body_part / 5",
              "harmed > do_it / 9", "harmed & self|body_part & on_purpose / 12", "end > life / 5",
              "wants|will > it_all / 6", "wish_dead > end > it / 6", "end > it > tonight / 7",
              "tonight > end > it / 7", "will > all_pills / 8", "die > better / 6", "better & without_me / 9",
              "burden > without_me|gone|better / 14", "farewell & gone / 12", "wish_dead > finish_me / 9",
              "noose|chosen", "by_then & be_dead / 12", "die|be_dead > see_to_it / 12",
              "wish_dead > taking > all_pills|heaps|too_many / 8",
              "body_part & cuts & own_doing / 12", "no_way_out|dark_thoughts|not_bother", "end > own_end / 5",
              "tonight > own_end / 6", "want_out > tonight / 10"],
})
MEANS = _rules({
    SUICIDE: ["jump > height / 8", "weapon & ready / 9",
              "means & at_hand & wish_dead|die|kill|end|tonight|do_it / 16", "deadly & at_hand|ready / 9",
              "have > deadly / 7", "at_edge", "hoard & drugs / 7", "drugs & prepared & tonight / 10",
              "hoard & die / 14", "do_it & tonight|means / 9",
              "wants > do_it / 6"],
})
HARM = _rules({
    SUICIDE: ["wants > kill|hurt > someone / 7", "voice & command / 8",
              "command|voice > jump|die|all_pills|too_many / 8", "voice > orders > harm / 12",
              "orders > harm > voice / 12"],
})
BODY_PLAIN = _rules({
    ACUTE: ["who & clutch & chest / 8", "who & clutch & grey / 14", "spills", "noises", "air_short", "fit_told",
            "blood_told", "small_one > got_at / 5", "small_one > got_at > pills|poison / 10",
            "bleed_from & runs_on / 10", "trigger & swells_on & swells / 20", "allergic & swallow / 16",
            "swells_on & swells & swallow / 16", "allergic & throat & odd / 16", "dosed & all_of & sleepy / 16",
            "dosed > poison / 6",
            "headache > blow / 8", "headache > never > this_bad / 16", "bang & headache / 8",
            "neck & stiff & light_hurts|fever / 18",
            "fever & light_hurts & headache / 24", "who & slid & unresponsive|grey|not / 16", "body > jerks / 6"],
    PAIN: ["chest & press / 14", "part > strange / 7", "strange > part / 5", "eye & blackout / 9",
           "pain & radiates & sweating / 20", "part & fails & sudden_head / 20", "eye & dark & sudden_head / 20",
           "unusual & sudden_head|blow / 16"],
    STATE: ["lost_bearings", "part > fails / 9", "fails > part / 6", "eye & dark / 9", "veering", "speech_lost",
            "unusual & headache / 12"],
    EVENT: ["who & slid / 8"],
})
LEAVING = _rules({
    QUIET: ["gave_away & last_words|leave_when / 18", "last_words & leave_when|affairs / 18",
            "affairs & leave_when / 18", "not_here", "if_not_here & no_loss|not_mind / 18", "no_loss & not_here / 18",
            "favour", "not_mind & fate / 12", "survived|attempted", "let_me_go", "holds_back", "unsafe", "set_date",
            "staring & ledge / 16"],
})
SELF_HARM = _rules({
    QUIET: ["hurts & on_self & for_relief / 14", "harm_told"],
})
ORDERS = _rules({
    SUICIDE: ["they_order > ordered / 10", "speaker & obey / 16", "thoughts_of > harm_others / 8"],
})
RULES = (*BREATH, *HEART, *STROKE, *SIGHT, *CONSCIOUSNESS, *BLEEDING, *POISON, *ALLERGY, *HEADACHE, *ONSET, *CRIES,
         *WISH_TO_DIE, *MEANS, *HARM, *BODY_PLAIN, *LEAVING, *SELF_HARM, *ORDERS)
