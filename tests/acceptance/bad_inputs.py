"""What should never be sent, and is: by hand, and generated from a seed.

Every input is the body of a request to the telephone channel, as bytes; `SENDER` in it stands for the conversation.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any, Callable, Dict, Iterator, List

SENDER = "SENDER"
TEXTS = Path(__file__).with_name("bad_texts.jsonl")
WRONG: List[Any] = [None, True, False, 0, -1, 1.5, 10 ** 400, [], {}, [[]], [""], {"text": "yes"}, ["yes"], ""]
COMBINING = [chr(code) for code in range(0x0300, 0x0370)]
ALPHABETS = ["abcdefghij ", "0123456789", "'\";--/*()=", "<>&/\"'", "$`|;&><\\", "=+-@\t\r", "{}[]:,\"",
             "\N{RIGHT-TO-LEFT OVERRIDE}\N{RIGHT-TO-LEFT MARK}\N{HEBREW LETTER ALEF}\N{ARABIC LETTER BEH}",
             "\N{GRINNING FACE}\N{ZERO WIDTH JOINER}\N{FIREWORKS}\N{VARIATION SELECTOR-16}\N{WHITE FLAG}",
             "\N{ZERO WIDTH SPACE}\N{BYTE ORDER MARK}\N{WORD JOINER}\N{LINE SEPARATOR}\u0085\u00a0\u3000",
             "\x01\x07\x08\x1b\x7f\x85\x9f", "\ud800\udbff\udc00\udfff", "\x00", "\uffff\ufdd0\U0010ffff\ue000",
             "\N{FULLWIDTH SOLIDUS}\N{FRACTION SLASH}/ \\", "".join(COMBINING)]


def by_hand() -> List[bytes]:
    """Each bad text as what is said, as the id of a message and as the event; and bodies that are no messages."""
    texts = [json.loads(line) for line in TEXTS.read_text(encoding="utf-8").splitlines()]
    said = [message(text) for text in texts]
    ids = [message("34", message_id=text) for text in texts]
    events = [message("34", metadata={"event": text}) for text in texts]
    return [*said, *ids, *events, *_bodies()]


def generated(seed: str) -> Iterator[bytes]:
    """Inputs without end, the same for the same seed."""
    random = Random(seed)  # noqa: S311
    while True:
        yield random.choice(KINDS)(random)


def message(text: Any, **fields: Any) -> bytes:
    """A message; half of a surrogate pair is sent as JSON's escape of it."""
    return json.dumps({"sender": SENDER, "message": text, **fields}).encode("ascii")


def _bodies() -> List[bytes]:
    """Bodies that no front end should send."""
    whole = message("34")
    wrong = [message(value) for value in WRONG]
    wrong += [message("34", message_id=value) for value in WRONG]
    wrong += [message("34", metadata=value) for value in WRONG]
    wrong += [json.dumps({"sender": value, "message": "34"}).encode("ascii") for value in WRONG]
    deep = [b"[" * depth + b"]" * depth for depth in (10, 999, 1001, 30_000)]
    deep += [b'{"a":' * depth + b"1" + b"}" * depth for depth in (999, 10_000)]
    return [*wrong, *deep, b"", b" ", b"null", b"[]", b"{}", b"\xff\xfe", b"\xef\xbb\xbf" + whole, whole[:-1],
            whole + b"}", whole + b"\x00", whole.decode().encode("utf-16"), b"sender=call-7&message=34",
            b"<message>34</message>", b"NaN", b'{"sender": "SENDER", "message": NaN}',
            b'{"sender": "SENDER", "sender": "other", "message": "34"}', b'{"sender": "SENDER", "message": "\xc3("}',
            message("a" * 2_000), message("a" * 2_001), message("a" * 60_000), message("a" * 1_000_000),
            b"\x00" * 100_000, b'"' * 65_536]


def _text(random: Random) -> str:
    """A text of some alphabets, of any length up to a little more than is taken."""
    letters = "".join(random.sample(ALPHABETS, random.randint(1, 4)))
    return "".join(random.choices(letters, k=random.choice([1, 2, 5, 20, 100, 500, 2_100])))


def _said(random: Random) -> bytes:
    return message(_text(random))


def _command(random: Random) -> bytes:
    name = random.choice(["restart", "affirm", "deny", "session_start", "inform", "stop", "intent"])
    slots = json.dumps({random.choice(["age", "consent", "disposition", "memory"]): _text(random)[:50]})
    return message(random.choice(["/", " /", "/ /", "\N{FULLWIDTH SOLIDUS}", "//"]) + name + slots)


def _template(random: Random) -> bytes:
    inside = random.choice(["reference", "age", "memory", "0", "__class__", "age.__init__.__globals__", "", "{"])
    return message(random.choice(["{%s}", "${%s}", "{{%s}}", "%%(%s)s"]) % inside)


def _fields(random: Random) -> bytes:
    names = ["sender", "message", "message_id", "metadata", "input_channel", "stream", "parse_data"]
    fields: Dict[str, Any] = {name: random.choice([*WRONG, _text(random)]) for name in random.sample(names, 4)}
    return json.dumps({"sender": SENDER, "message": "34", **fields}).encode("ascii")


def _deep(random: Random) -> bytes:
    depth = random.choice([50, 500, 1_500, 8_000])
    return b'{"sender": "SENDER", "message": ' + b"[" * depth + b"]" * random.choice([depth, depth - 1, 0]) + b"}"


def _broken(random: Random) -> bytes:
    """A message in which some bytes are others."""
    body = bytearray(message(_text(random)))
    for _ in range(random.randint(1, 5)):
        body[random.randrange(len(body))] = random.randrange(256)
    return bytes(body[:random.randint(1, len(body))] if random.random() < 0.3 else body)


def _large(random: Random) -> bytes:
    return message(random.choice(["a", "34 ", "\ud83d\ude00", "/"]) * random.choice([700, 3_000, 70_000, 1_000_000]))


KINDS: List[Callable[[Random], bytes]] = [_said, _said, _said, _command, _template, _fields, _deep, _broken, _large]
