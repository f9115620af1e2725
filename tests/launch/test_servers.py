"""Two servers that start together, are watched, and end together, even when whoever started them is killed."""

from __future__ import annotations

import http.server
import subprocess
import sys
import threading

import pytest

from launch import servers
from launch.servers import Server, Servers
from launch.trouble import Trouble, told

WAITS = "import time; time.sleep(60)"
ENDS_WITH_PARENT = "from launch.parent import stop_with_parent; stop_with_parent(); import time; time.sleep(60)"


def python(script):
    """A process that runs a script, with our end of its standard input."""
    return subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE)  # noqa: S603


@pytest.fixture
def page():
    """The address of something that answers 200 everywhere."""
    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            """Nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def both(monkeypatch, tmp_path):
    """Servers whose processes only wait; `scripts` may be changed before they are entered."""
    chosen = type("Chosen", (), {"environment": lambda _self: {}, "port": 1, "actions_port": 2})()
    pair = Servers(chosen, tmp_path / "model")
    pair.scripts = {"Rasa server": WAITS, "action server": WAITS}
    monkeypatch.setattr(pair, "_start", lambda name, address, *_: pair._running.append(
        Server(name, address, python(pair.scripts[name]))))
    return pair


def test_a_server_is_up_when_its_address_answers(page):
    process = python(WAITS)
    try:
        assert Server("server", page, process).is_up()
        assert not Server("server", "http://127.0.0.1:1/", process).is_up()
    finally:
        process.kill()
        process.communicate()


def test_both_are_stopped_the_rasa_server_first(both, monkeypatch):
    stopped = []
    monkeypatch.setattr(servers, "_stop", lambda process, stop=servers._stop: (stopped.append(process), stop(process)))
    with both:
        running = [server.process for server in both._running]
    assert stopped == running
    assert [process.poll() is not None for process in running] == [True, True]
    for process in running:
        process.stdin.close()


def test_when_one_ends_by_itself_the_other_is_stopped_and_the_sentence_says_so(both):
    both.scripts["action server"] = "import sys; sys.exit(7)"
    with pytest.raises(Trouble, match=r"action server ended by itself \(exit code 7\)"), both:
        both.watch()
    for server in both._running:
        assert server.process.poll() is not None
        server.process.stdin.close()


def test_a_server_that_does_not_answer_in_time_is_told(both):
    with pytest.raises(Trouble, match="Rasa server does not answer after 0 seconds"), both:
        both.wait_until_up(seconds=0.1)
    for server in both._running:
        server.process.stdin.close()


def test_a_process_that_does_not_end_when_asked_is_ended(monkeypatch):
    monkeypatch.setattr(servers, "SECONDS_TO_STOP", 0.3)
    script = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)  # noqa: S603
    process.stdout.readline()
    servers._stop(process)
    assert process.returncode == -9
    process.stdout.close()


def test_a_server_ends_when_the_one_who_started_it_is_gone():
    process = python(ENDS_WITH_PARENT)
    process.stdin.close()
    assert process.wait(20) == -15


def test_trouble_is_a_sentence_on_the_error_output_and_exit_code_1(capsys):
    def fails():
        raise Trouble("The door is locked: open it.")

    def stops():
        raise KeyboardInterrupt

    assert told(fails) == 1
    assert capsys.readouterr().err == "The door is locked: open it.\n"
    assert told(stops) == 130
    assert told(lambda: None) == 0
