"""A site for the widget's tests: the real pages and scripts, and a small screening in the shape of the web channel.

It is quick and can fail on purpose. That the real channel has this shape is held by tests/channels/test_web.py and by
the acceptance tests, which do the same with the real assistant.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Dict, List, Optional, Tuple

from channels.web_pages import ChatPages
from channels.web_view import turn_view

YES_NO = {"1": "yes", "2": "no", "*": "repeat", "0": "person"}
YES_NO_UNSURE = {"1": "yes", "2": "no", "3": "not sure", "*": "repeat", "0": "person"}
DIGITS = {**dict.fromkeys("123456789", "digit"), "#": "end"}
REFERENCE = "482913065"

QUESTIONS: List[Dict[str, Any]] = [
    {"fact": "consent", "expects": "yes_no", "dtmf": YES_NO, "text": "Would you like to go on?"},
    {"fact": "age", "expects": "number", "dtmf": DIGITS, "text": "How old are you?"},
    {"fact": "sle_diagnosis", "expects": "yes_no_unsure", "dtmf": YES_NO_UNSURE, "text": "Do you have systemic lupus?"},
    {"fact": "immunosuppressants", "expects": "list", "dtmf": {"2": "none", "3": "not sure"},
     "text": "Which medicines did you take?"},
    {"fact": "treatment_length", "expects": "duration", "dtmf": DIGITS, "text": "How long did you take them?"},
    {"fact": "contact_permission", "expects": "yes_no", "dtmf": YES_NO, "text": "May we keep your contact details?"},
    {"fact": "contact_name", "expects": "text", "dtmf": {}, "text": "What is your name?"},
]
CHOICES = [{"say": "methotrexate", "label": "methotrexate (Trexall)"},
           {"say": "mycophenolate", "label": "mycophenolate (CellCept)"}]
LABELS = {"age": "age", "sle_diagnosis": "systemic lupus", "immunosuppressants": "other immune-calming medicines",
          "contact_name": "name"}
OUTCOME = [("utter_outcome_needs_review", "I cannot tell yet if you may fit."),
           ("utter_reason_sle_diagnosis_undetermined", "Your diagnosis is open."),
           ("utter_next_needs_review", "Your doctor can settle this."),
           ("utter_reference", "Your code is 482 913 065. Please write it down."),
           ("utter_study_team_decides", "The study team decides.")]


class Screening:
    """One conversation."""

    def __init__(self) -> None:
        """A conversation that has not begun."""
        self.position = 0
        self.answers: Dict[str, str] = {}
        self.waits = False
        self.turns: List[Dict[str, Any]] = []
        self.replies: Dict[str, Tuple[str, Dict[str, Any]]] = {}

    def take(self, heard: str, message_id: Optional[str] = None) -> Dict[str, Any]:
        """The reply to a message; the same one for the same id."""
        if message_id in self.replies:
            return self.replies[message_id][1]
        reply = self._reply(heard)
        if reply["says"][0]["name"] != "apology":
            self.turns.append({"heard": heard, **reply})
            if message_id:
                self.replies[message_id] = (heard, reply)
        return reply

    def _reply(self, heard: str) -> Dict[str, Any]:
        words = heard.lower()
        if not self.turns:
            return self._ask(("utter_opening", "This study is not taking new patients now. I am automated."))
        if "chest pain" in words:
            self.waits = True
            return self._ask(("utter_safety_emergency", "This may be an emergency. Please call 911 now."))
        if "suicide" in words:
            self.waits = True
            return self._ask(("utter_safety_suicide", "Please call or text 988 now. In danger, call 911."))
        if "something fails" in words:
            return self._ask(("utter_apology", "I am sorry, something went wrong."))
        if "why do you ask" in words:
            return self._ask(("utter_why_age", "The study is only for adults."))
        if "person" in words:
            return self._ask(("utter_person_no_contact", "I cannot connect you to a person here."))
        if "delete my data" in words:
            self.position = len(QUESTIONS)
            return self._end("declined", [("utter_deleted", "Your answers are deleted.")])
        if "start over" in words:
            self.position, self.answers = 0, {}
            return self._ask(("utter_start_over", "We start again."))
        if "change my answer" in words:
            self.position = 1
            return self._ask(("utter_go_back", "Let us go back to that."))
        return self._next(heard)

    def _next(self, heard: str) -> Dict[str, Any]:
        if self.waits:
            self.waits = False
            return self._ask()
        if self.position >= len(QUESTIONS):
            return self._end("needs_review", [("utter_thanks", "You are welcome.")])
        fact = QUESTIONS[self.position]["fact"]
        if fact in LABELS:
            self.answers[fact] = heard
        self.position += 1
        if self.position == len(QUESTIONS):
            return self._end("needs_review", OUTCOME)
        if QUESTIONS[self.position]["fact"] == "contact_permission":
            return self._ask(("utter_short_outcome_needs_review", "Thank you, those were all the questions."))
        return self._ask()

    def _ask(self, *before: Tuple[str, str]) -> Dict[str, Any]:
        if self.waits:
            question = {"fact": None, "expects": "yes_no", "dtmf": {"1": "go on"}, "text": "Are you ready to go on?"}
        else:
            question = QUESTIONS[self.position]
        says = [*before, (f"utter_ask_{question['fact'] or 'go_on'}", question["text"])]
        return self._view(says, question)

    def _end(self, disposition: str, says: List[Tuple[str, str]]) -> Dict[str, Any]:
        return self._view(says, {"done": True, "disposition": disposition,
                                 "reference": None if disposition == "declined" else REFERENCE})

    def _view(self, says: List[Tuple[str, str]], prompt: Dict[str, Any]) -> Dict[str, Any]:
        medicines = self.answers.get("immunosuppressants")
        screen = {
            "progress": {"answered": len(self.answers), "left": max(0, 5 - self.position)},
            "answers": [{"fact": fact, "label": LABELS[fact], "value": value} for fact, value in self.answers.items()],
            "medicines": [{"name": name.strip(), "time": ""} for name in medicines.split(",")] if medicines else [],
            "choices": CHOICES if prompt.get("fact") == "immunosuppressants" else []}
        return turn_view([text for _, text in says], [name for name, _ in says], prompt, screen)


class Site:
    """The site on a free port of this machine.

    Attributes:
        away: connections are closed without an answer.
        lost: as many answers are lost on their way, although the message was taken.
        slow: seconds before an answer.
        heard: the messages that were taken, in order.
    """

    def __init__(self) -> None:
        """Serve."""
        self.files = ChatPages("not_recruiting").files
        self.screenings: Dict[str, Screening] = {}
        self.away, self.lost, self.slow = False, 0, 0.0
        self.heard: List[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        """The address of the study's page."""
        return f"http://127.0.0.1:{self._server.server_port}/chat/"

    def reset(self) -> None:
        """As if nobody had been here."""
        self.screenings.clear()
        self.heard.clear()
        self.away, self.lost, self.slow = False, 0, 0.0

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()

    def answer(self, method: str, path: str, secret: str, body: Dict[str, Any]) -> Tuple[int, Dict[str, Any]]:
        """The answer of the web channel."""
        if (method, path) == ("POST", "conversations"):
            new = secrets.token_urlsafe(32)
            self.screenings[new] = Screening()
            return 201, {"secret": new, **self.screenings[new].take("")}
        screening = self.screenings.get(secret)
        if screening is None:
            return 401, {"error": "No conversation has this secret."}
        if (method, path) == ("GET", "conversation"):
            return 200, {"turns": screening.turns}
        if body["message_id"] not in screening.replies:
            self.heard.append(body["message"])
        return 200, screening.take(body["message"], body["message_id"])

    def _handler(self) -> type:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                path = self.path.split("?")[0]
                if path.startswith("/chat/"):
                    file = site.files.get(path[len("/chat/"):] or "index.html")
                    self._send(*(200, file.body, dict(file.headers)) if file else (404, b"", {}))
                else:
                    self._api("GET")

            def do_POST(self) -> None:
                self._api("POST")

            def log_message(self, *_args: Any) -> None:
                """Say nothing."""

            def _api(self, method: str) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                if site.away:
                    self.close_connection = True
                    return
                time.sleep(site.slow)
                secret = self.headers.get("authorization", "").partition(" ")[2]
                status, reply = site.answer(method, self.path.rsplit("/", 1)[1], secret, json.loads(body or b"{}"))
                if site.lost and self.path.endswith("messages"):
                    site.lost -= 1
                    self.close_connection = True
                    return
                self._send(status, json.dumps(reply).encode(), {"Content-Type": "application/json"})

            def _send(self, status: int, body: bytes, headers: Dict[str, str]) -> None:
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

        return Handler
