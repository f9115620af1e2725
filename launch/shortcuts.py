"""Work that Rasa 3.6 does anew on every turn, done once.

- `RemoteAction._validate_action_result` checks a constant JSON schema, and makes a validator of it, for each reply of
  the action server: 30 ms, more than all the rest of a turn. Here the check is compiled once; for a reply that it
  refuses, Rasa's own has the last word.
- `Event.resolve_by_type` goes through all subclasses of `Event` for each event of a conversation that is read. Here the
  class that was found is remembered.

The switch back: set `RASA_SHORTCUTS=0`; then `install` does nothing.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any, Callable, Dict

import fastjsonschema

from launch.rasa_version import ensure_tried

SWITCH = "RASA_SHORTCUTS"
Check = Callable[[Any, Dict[str, Any]], bool]


def install() -> None:
    """Take the shortcuts from now on, in this process.

    Raises:
        WrongRasa: the installed Rasa is not the one that this was tried with.
    """
    if os.environ.get(SWITCH) == "0":
        return
    ensure_tried("launch/shortcuts.py")
    from rasa.core.actions.action import RemoteAction
    from rasa.shared.core.events import Event
    if hasattr(Event.resolve_by_type, "cache_info"):
        return
    RemoteAction._validate_action_result = with_one_validator(
        RemoteAction._validate_action_result, RemoteAction.action_response_format_spec())
    Event.resolve_by_type = staticmethod(lru_cache(maxsize=None)(Event.resolve_by_type))


def with_one_validator(check: Check, schema: Dict[str, Any]) -> Check:
    """A check that is passed by for what is valid.

    Args:
        check: `RemoteAction._validate_action_result`.
        schema: what it checks against.
    """
    validate = fastjsonschema.compile(schema, use_default=False)

    def checked(action: Any, reply: Dict[str, Any]) -> bool:
        try:
            validate(reply)
        except fastjsonschema.JsonSchemaException:
            return check(action, reply)
        return True

    return checked
