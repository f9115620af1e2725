"""Mail to the study team, through real mail servers: a reference and a link, and nothing that a patient said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from prescreen import relay
from prescreen.cli import main
from prescreen.delivery import BadSetting
from prescreen.log import ScreeningLog
from prescreen.mail import Mailbox, texts
from prescreen.reference import written
from tests.prescreen.logs import NOON, Clock, attempt
from tests.prescreen.mail_servers import HOST, PASSWORD, USER, certificate, mail_server

TO, FROM, PAGE = "team@study.example", "prescreening@study.example", "http://127.0.0.1:5075"
CONTACT = {"name": "Ann Lee", "phone": "+1 555 0100", "time": "mornings"}
SECURITIES = ["tls", "starttls", "none"]


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def log(tmp_path, monkeypatch, pair):
    """A log with a finished screening; the certificate of the tests is trusted."""
    monkeypatch.setenv("SSL_CERT_FILE", str(pair[0]))
    url = f"sqlite:///{tmp_path / 'log.sqlite'}"
    monkeypatch.setenv("DATABASE_URL", url)
    log = ScreeningLog(url, clock=Clock(NOON))
    log.prepare()
    log.record(replace(attempt(), contact=CONTACT))
    yield log
    log.close()


def mailbox(port, security="tls", **changes):
    login = {} if security == "none" else {"user": USER, "password": PASSWORD}
    return Mailbox(TO, FROM, HOST, port, security, page=PAGE, **{**login, **changes})


def reference(log):
    return log.records()[0].reference


@pytest.mark.parametrize("security", SECURITIES)
def test_a_mail_holds_the_reference_and_a_link_and_comes_once(log, pair, security):
    with mail_server(security, pair) as (port, inbox):
        assert relay.deliver_due(log, mailbox(port, security)) == 1
        assert relay.deliver_due(log, mailbox(port, security)) == 0
    came, = inbox.came
    assert (came.to, came.tls, came.logged_in) == ([TO], security != "none", security != "none")
    assert written(reference(log)) in came.message["Subject"]
    assert f"{PAGE}/screenings/{reference(log)}" in came.message.get_content()
    assert log.outbox.waiting() == []


def test_no_answer_no_outcome_and_no_contact_stands_in_a_mail(log, pair):
    with mail_server("tls", pair) as (port, inbox):
        relay.deliver_due(log, mailbox(port))
    kept = log.find(reference(log))
    whole = inbox.came[0].message.as_string().lower()
    words = [fact["words"] for fact in kept.facts.values()]
    for word in (*CONTACT.values(), kept.disposition, kept.disposition.replace("_", " "), kept.key.conversation,
                 *kept.facts, *words, *(each["id"] for each in kept.criteria)):
        assert f" {word.lower()} " not in whole.replace("\n", " ")
    assert "ann" not in whole and "555" not in whole.replace(reference(log), "").replace(written(reference(log)), "")


def test_each_kind_of_event_has_its_words_and_the_same_id_each_time(log, pair):
    told = reference(log)
    with mail_server("tls", pair, "451 later") as (port, inbox):
        assert relay.deliver_due(log, mailbox(port)) == 0
        log._now.time += timedelta(minutes=5)
        assert relay.deliver_due(log, mailbox(port)) == 1
        log.record(attempt(headache="unsure"))
        log.erase(told)
        relay.deliver_due(log, mailbox(port))
    subjects = [came.message["Subject"] for came in inbox.came]
    assert subjects == [texts()[kind]["subject"].format(reference=written(told))
                        for kind in ("disposition_set", "disposition_set", "erased")]
    assert inbox.came[0].message["Message-ID"] == inbox.came[1].message["Message-ID"]
    assert inbox.came[1].message["Message-ID"] != inbox.came[2].message["Message-ID"]


def test_a_correction_is_told_of_too(log, pair):
    log.record(attempt(headache="unsure"))
    with mail_server("tls", pair) as (port, inbox):
        assert relay.deliver_due(log, mailbox(port)) == 2
    assert "was corrected" in inbox.came[1].message["Subject"]


@pytest.mark.parametrize("answer, trouble", [("451 later", "SMTP 451"), ("554 Ann Lee is not wanted", "SMTP 554")])
def test_what_the_server_does_not_take_is_tried_again_and_told_of_by_its_number(log, pair, answer, trouble):
    with mail_server("starttls", pair, answer) as (port, inbox):
        assert relay.deliver_due(log, mailbox(port, "starttls")) == 0
        assert log.outbox.waiting()[0].trouble == trouble
        log._now.time += timedelta(minutes=5)
        assert relay.deliver_due(log, mailbox(port, "starttls")) == 1
    assert len(inbox.came) == 2


def test_what_is_never_taken_is_a_dead_letter_that_can_be_tried_anew(log, pair):
    with mail_server("tls", pair, *["451 later"] * 12) as (port, inbox):
        for _ in range(15):
            relay.deliver_due(log, mailbox(port))
            log._now.time += timedelta(hours=7)
        assert len(inbox.came) == 12
        assert log.outbox.waiting()[0].given_up
        log.outbox.try_again()
        assert relay.deliver_due(log, mailbox(port)) == 1


def test_a_wrong_password_is_told_of_without_quoting_it(log, pair):
    with mail_server("tls", pair) as (port, _):
        assert relay.deliver_due(log, mailbox(port, password="wrong")) == 0
    assert log.outbox.waiting()[0].trouble == "SMTP 535"


def test_a_server_without_starttls_is_given_nothing_in_clear(log, pair):
    with mail_server("none", pair) as (port, inbox):
        assert relay.deliver_due(log, mailbox(port, "starttls")) == 0
    assert inbox.came == []
    assert log.outbox.waiting()[0].trouble == "SMTPNotSupportedError"


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_server_whose_certificate_is_not_trusted_is_given_nothing(log, pair, monkeypatch, security):
    monkeypatch.delenv("SSL_CERT_FILE")
    with mail_server(security, pair) as (port, inbox):
        assert relay.deliver_due(log, mailbox(port, security)) == 0
    assert inbox.came == []
    assert log.outbox.waiting()[0].trouble == "SSLCertVerificationError"


def test_a_server_that_is_away_is_told_of_by_the_type_of_its_failure(log):
    assert relay.deliver_due(log, mailbox(1)) == 0
    assert log.outbox.waiting()[0].trouble == "ConnectionRefusedError"


@pytest.mark.parametrize("changes, name", [
    ({"to": ""}, "MAIL_TO"), ({"to": "team"}, "MAIL_TO"), ({"to": "team@study.example\nBcc: x@y.example"}, "MAIL_TO"),
    ({"sender": "@study.example"}, "MAIL_FROM"), ({"host": ""}, "SMTP_HOST"), ({"security": "ssl"}, "SMTP_SECURITY"),
    ({"security": "none", "host": "mail.study.example"}, "SMTP_SECURITY")])
def test_a_setting_that_makes_no_sense_is_told_by_its_name(changes, name):
    with pytest.raises(BadSetting, match=name):
        Mailbox(**{"to": TO, "sender": FROM, "host": HOST, **changes})


def test_the_usual_ports_are_those_of_the_security(monkeypatch):
    import smtplib
    asked = []

    def note(_self, host="", port=0, **_options):
        asked.append(port)
        raise ConnectionRefusedError

    monkeypatch.setattr(smtplib.SMTP, "__init__", note)
    monkeypatch.setattr(smtplib.SMTP_SSL, "__init__", note)
    for security in SECURITIES:
        with pytest.raises(ConnectionRefusedError):
            mailbox(None, security)._connection()
    assert asked == [465, 587, 25]


def test_the_command_sends_mails_when_they_are_configured(log, pair, monkeypatch, capsys):
    monkeypatch.delenv("WEBHOOK_URL", raising=False)
    with mail_server("starttls", pair) as (port, inbox):
        for name, value in {"MAIL_TO": TO, "MAIL_FROM": FROM, "SMTP_HOST": HOST, "SMTP_PORT": str(port),
                            "SMTP_USER": USER, "SMTP_PASSWORD": PASSWORD,
                            "COORDINATOR_URL": "https://pages.study.example/"}.items():
            monkeypatch.setenv(name, value)
        assert main(["relay", "--once"]) == 0
    assert capsys.readouterr().out == "1 passed on.\n"
    assert f"https://pages.study.example/screenings/{reference(log)}" in inbox.came[0].message.get_content()


@pytest.mark.parametrize("name, value", [("SMTP_PORT", "smtp"), ("SMTP_PORT", "0"), ("WEBHOOK_URL", "https://a.example")])
def test_settings_that_do_not_go_together_are_told_of_in_one_sentence(log, monkeypatch, capsys, name, value):
    for each, given in {"MAIL_TO": TO, "MAIL_FROM": FROM, "SMTP_HOST": HOST, name: value}.items():
        monkeypatch.setenv(each, given)
    assert main(["relay", "--once"]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and name in said.err


def test_every_kind_of_event_has_a_mail():
    from prescreen.log.writing import DISPOSITION_CHANGED, DISPOSITION_SET, ERASED
    assert set(texts()) == {DISPOSITION_SET, DISPOSITION_CHANGED, ERASED}
