"""The bridge's addresses: one set for Twilio, one for jambonz, each only where it has a secret."""

from __future__ import annotations

import json
import logging
import time
from typing import Any, AsyncIterator, Callable, Dict, Mapping

import aiohttp
from aiohttp import web

from telephony import jambonz_hooks, signatures, twilio_voice
from telephony.assistant import Assistant
from telephony.line import Line
from telephony.settings import BridgeSettings

logger = logging.getLogger(__name__)

MOST_BYTES = 64 * 1024
SETTINGS = web.AppKey("settings", BridgeSettings)
ASSISTANT = web.AppKey("assistant", Assistant)


def application(settings: BridgeSettings) -> web.Application:
    """The bridge as an application that can be served."""
    app = web.Application(client_max_size=MOST_BYTES)
    app[SETTINGS] = settings
    app.cleanup_ctx.append(_client)
    app.router.add_get("/", _health)
    if settings.twilio_tokens:
        app.router.add_post("/twilio/voice", twilio_rings)
        app.router.add_post("/twilio/heard", twilio_heard)
        app.router.add_post("/twilio/again", twilio_again)
        app.router.add_post("/twilio/status", twilio_status)
    if settings.jambonz_is_on:
        app.router.add_post("/jambonz/call", jambonz_rings)
        app.router.add_post("/jambonz/heard", jambonz_heard)
        app.router.add_post("/jambonz/again", jambonz_again)
        app.router.add_post("/jambonz/status", jambonz_status)
    return app


async def _client(app: web.Application) -> AsyncIterator[None]:
    async with aiohttp.ClientSession() as http:
        app[ASSISTANT] = Assistant(app[SETTINGS].assistant_url, app[SETTINGS].assistant_token, http)
        yield


async def _health(_: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


async def twilio_rings(request: web.Request) -> web.Response:
    """A call comes in."""
    fields = await _twilio_fields(request)
    return _twiml(request, await _twilio_line(request).begin(twilio_voice.call_of(fields)))


async def twilio_heard(request: web.Request) -> web.Response:
    """The result of a `<Gather>`."""
    fields, turn = await _twilio_fields(request), _number(request, "turn")
    delivery = twilio_voice.heard(fields, turn, request.app[SETTINGS].min_confidence)
    return _twiml(request, await _twilio_line(request).listen(twilio_voice.call_of(fields), turn, delivery))


async def twilio_again(request: web.Request) -> web.Response:
    """After an apology."""
    fields = await _twilio_fields(request)
    step = await _twilio_line(request).try_again(
        twilio_voice.call_of(fields), _number(request, "turn"), _number(request, "tries"))
    return _twiml(request, step)


async def twilio_status(request: web.Request) -> web.Response:
    """A call's status has changed; only its end matters."""
    fields = await _twilio_fields(request)
    if twilio_voice.is_over(fields):
        await _twilio_line(request).end(twilio_voice.call_of(fields))
    return web.Response(status=204)


async def jambonz_rings(request: web.Request) -> web.Response:
    """A call comes in."""
    fields = await _jambonz_fields(request)
    return _verbs(request, await _jambonz_line(request).begin(jambonz_hooks.call_of(fields)))


async def jambonz_heard(request: web.Request) -> web.Response:
    """The action hook of a `gather`."""
    fields, turn = await _jambonz_fields(request), _number(request, "turn")
    if "ended" in request.query and jambonz_hooks.is_silence(fields):
        return web.json_response(jambonz_hooks.hang_up())
    delivery = jambonz_hooks.heard(fields, turn, request.app[SETTINGS].min_confidence)
    return _verbs(request, await _jambonz_line(request).listen(jambonz_hooks.call_of(fields), turn, delivery))


async def jambonz_again(request: web.Request) -> web.Response:
    """After an apology."""
    fields = await _jambonz_fields(request)
    step = await _jambonz_line(request).try_again(
        jambonz_hooks.call_of(fields), _number(request, "turn"), _number(request, "tries"))
    return _verbs(request, step)


async def jambonz_status(request: web.Request) -> web.Response:
    """A call's status has changed; only its end matters."""
    fields = await _jambonz_fields(request)
    if jambonz_hooks.is_over(fields):
        await _jambonz_line(request).end(jambonz_hooks.call_of(fields))
    return web.Response(status=204)


async def _twilio_fields(request: web.Request) -> Mapping[str, str]:
    """The form of a webhook that Twilio signed.

    Raises:
        web.HTTPException: 403 without Twilio's signature; 400 when it names no call.
    """
    settings, fields = request.app[SETTINGS], await request.post()
    if any(not isinstance(value, str) for value in fields.values()):
        raise _refused(web.HTTPBadRequest, "Send a form without files.")
    signature = request.headers.get("X-Twilio-Signature")
    if not signatures.from_twilio(settings.twilio_tokens, _address(request), fields, signature):
        raise _refused(web.HTTPForbidden, "The signature does not fit: check TWILIO_AUTH_TOKENS, and that BRIDGE_URL "
                                          "is the address that Twilio calls.")
    if twilio_voice.call_of(fields) is None:
        raise _refused(web.HTTPBadRequest, "The form has no CallSid.")
    return fields


async def _jambonz_fields(request: web.Request) -> Mapping[str, Any]:
    """The JSON of a webhook that jambonz signed, or that shows the password.

    Raises:
        web.HTTPException: 403 without either; 400 when it is not JSON or names no call.
    """
    settings, body = request.app[SETTINGS], await request.read()
    signed = signatures.from_jambonz(settings.jambonz_secrets, body, request.headers.get("Jambonz-Signature"),
                                     time.time())
    if not signed and not signatures.has_password(settings.jambonz_passwords, request.headers.get("Authorization")):
        raise _refused(web.HTTPForbidden, "Neither a signature nor a password fits: check JAMBONZ_SECRETS or "
                                          "JAMBONZ_PASSWORDS.")
    try:
        fields = json.loads(body)
    except ValueError:
        fields = None
    if not isinstance(fields, dict) or jambonz_hooks.call_of(fields) is None:
        raise _refused(web.HTTPBadRequest, "The body is not a JSON object with a call_sid.")
    return fields


def _twilio_line(request: web.Request) -> Line:
    return Line(request.app[ASSISTANT], request.app[SETTINGS].twilio_tokens[0], twilio_voice.PATIENCE_SECONDS)


def _jambonz_line(request: web.Request) -> Line:
    settings = request.app[SETTINGS]
    key = (*settings.jambonz_secrets, *settings.jambonz_passwords)[0]
    return Line(request.app[ASSISTANT], key, jambonz_hooks.PATIENCE_SECONDS)


def _twiml(request: web.Request, step: Any) -> web.Response:
    return web.Response(text=twilio_voice.twiml(step, request.app[SETTINGS]), content_type="text/xml")


def _verbs(request: web.Request, step: Any) -> web.Response:
    return web.json_response(jambonz_hooks.verbs(step, request.app[SETTINGS]))


def _address(request: web.Request) -> str:
    """The address as the provider called it: what it signed."""
    public = request.app[SETTINGS].public_url
    return f"{public}{request.raw_path}" if public else f"{request.scheme}://{request.host}{request.raw_path}"


def _number(request: web.Request, name: str) -> int:
    """A small number in the address.

    Raises:
        web.HTTPException: 400 when it is none.
    """
    text = request.query.get(name, "0")
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise _refused(web.HTTPBadRequest, f'"{name}" in the address is not a number.')
    return int(text)


def _refused(kind: Callable[..., web.HTTPException], mend: str) -> web.HTTPException:
    error: Dict[str, str] = {"error": mend}
    return kind(text=json.dumps(error), content_type="application/json")
