"""The actions of the screening form: one turn, and the two questions before which the log must be written."""

# ruff: noqa: ARG002 (rasa_sdk fixes the parameters of actions)
from __future__ import annotations

from typing import Callable, List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, EventType, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.hearing import heard
from actions.setting import setting
from actions.tracker import slot_events, state_of
from conversation import hand_off
from conversation.screen import CHANNEL as WEB
from conversation.screen import screen
from conversation.state import State
from conversation.talk import Say, Talk
from conversation.turn import take_turn


class ActionSessionStart(Action):
    """Put the deployment's settings into slots, where the conditions of the texts can see them."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_session_start"

    async def run(
            self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        """Begin the session with the settings."""
        return [SessionStarted(),
                SlotSet("recruitment_status", setting().recruitment_status),
                SlotSet("study_contact", setting().study_contact),
                SlotSet("retention_days", setting().protocol.settings["retention_days"]),
                ActionExecuted("action_listen")]


class ValidateScreeningForm(Action):
    """One turn: Rasa's form calls this for every message, and then asks the question in `requested_slot`."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "validate_screening_form"

    async def run(
            self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        """Take the turn."""
        turn = take_turn(setting(), state_of(tracker, setting().protocol), heard(tracker))
        _say(dispatcher, turn.says)
        return _events(tracker, turn.state)


class _AfterTheLog:
    """A question that is asked only after the pre-screening log has the screening."""

    speak: Callable[[Talk], None]

    async def run(
            self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        """Speak once the log is written."""
        talk = Talk(setting(), state_of(tracker, setting().protocol), heard(tracker))
        type(self).speak(talk)
        _say(dispatcher, talk.says)
        return _events(tracker, talk.state)


class ActionAskContactPermission(_AfterTheLog, Action):
    """Record the screening, say what it came to, and ask whether the study team may keep a way to reach the patient."""

    speak = staticmethod(hand_off.announce)

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_ask_contact_permission"

    async def run(
            self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        """Announce, then ask."""
        events = await super().run(dispatcher, tracker, domain)
        dispatcher.utter_message(response="utter_ask_contact_permission")
        return events


class ActionAskHandOff(_AfterTheLog, Action):
    """The hand-off message; when the log cannot be written this fails, and nothing is said to be done."""

    speak = staticmethod(hand_off.close)

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_ask_hand_off"


def _say(dispatcher: CollectingDispatcher, says: List[Say]) -> None:
    for say in says:
        dispatcher.utter_message(response=say.name, **say.arguments)


def _events(tracker: Tracker, state: State) -> List[EventType]:
    item = state.asked.item
    if state.asked.question == "treatment_length":
        item = item or setting().wording.phrase("utter_item_unnamed")
    shown = [SlotSet("screen", screen(setting(), state))] if tracker.get_latest_input_channel() == WEB else []
    return [*slot_events(tracker, setting().protocol, state, item), *shown]
