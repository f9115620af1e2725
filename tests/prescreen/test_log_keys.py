"""Keys: made for their owner alone, known by an id, and never told."""

from __future__ import annotations

import base64
import stat
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prescreen.log import LogUnavailable, ScreeningLog
from prescreen.log.keys import Keyring, Tampered, keyring, keys_in, new_key, write_keys
from tests.prescreen.logs import Clock, attempt, log, sql, url  # noqa: F401

OLD, NEW = b"o" * 32, b"n" * 32


def encoded(*keys):
    return ",".join(base64.b64encode(key).decode() for key in keys)


@given(st.text(st.characters(max_codepoint=127)))
@settings(max_examples=50)
def test_what_is_encrypted_comes_back_and_looks_different_each_time(text):
    ring = Keyring([OLD])
    first, second = ring.encrypt(text), ring.encrypt(text)
    assert ring.decrypt(first) == ring.decrypt(second) == text
    assert first != second


def test_a_new_key_writes_and_the_old_one_still_reads():
    kept = Keyring([OLD]).encrypt("words")
    both = Keyring([NEW, OLD])
    assert both.decrypt(kept) == "words"
    assert both.encrypt("words").split(":")[1] == both.current == Keyring([NEW]).current
    with pytest.raises(Tampered):
        Keyring([NEW]).decrypt(kept)


@pytest.mark.parametrize("spoil", [
    lambda kept: kept[:-8] + "AAAAAAA=", lambda kept: kept.replace("aes256gcm:", ""), lambda kept: "",
    lambda kept: kept.replace(kept.split(":")[1], "00000000"), lambda kept: kept + "ä"])
def test_what_was_changed_does_not_open(spoil):
    ring = Keyring([OLD])
    with pytest.raises(Tampered):
        ring.decrypt(spoil(ring.encrypt("a longer text of words")))


def test_a_seal_fits_one_content_and_one_key():
    ring = Keyring([OLD])
    seal = ring.seal(["a", 1, None])
    assert ring.is_sealed(["a", 1, None], seal)
    assert not ring.is_sealed(["a", 2, None], seal)
    assert not Keyring([NEW]).is_sealed(["a", 1, None], seal)
    assert not ring.is_sealed(["a", 1, None], None)


def test_the_key_file_is_made_once_for_its_owner_alone(tmp_path):
    file = tmp_path / "var" / "prescreen.key"
    ids = []
    threads = [threading.Thread(target=lambda: ids.append(keyring({}, file).current)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 6
    assert len(set(ids)) == 1
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["prescreen.key"]


def test_a_key_file_that_others_could_read_is_closed_to_them(tmp_path):
    file = tmp_path / "prescreen.key"
    file.write_text(f"# the log's\n{encoded(NEW)}\n\n{encoded(OLD)}\n")
    file.chmod(0o644)
    assert list(keys_in(file)) == [NEW, OLD]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_keys_of_the_environment_win_over_the_file(tmp_path):
    file = tmp_path / "prescreen.key"
    write_keys(file, [OLD])
    assert keyring({"LOG_KEYS": encoded(NEW, OLD)}, file).ids == Keyring([NEW, OLD]).ids
    assert keyring({}, file).ids == Keyring([OLD]).ids


@pytest.mark.parametrize("wrong", ["secret", encoded(b"short"), f"{encoded(NEW)},", "ä"])
def test_what_is_no_key_is_told_of_without_quoting_it(wrong):
    with pytest.raises(LogUnavailable) as raised:
        keyring({"LOG_KEYS": wrong})
    assert "LOG_KEYS" in str(raised.value)
    assert wrong not in str(raised.value)


def test_a_key_file_without_a_key_is_not_written_over(tmp_path):
    file = tmp_path / "prescreen.key"
    file.write_text("# lost\n")
    with pytest.raises(LogUnavailable, match="holds no key"):
        keyring({}, file)
    assert file.read_text() == "# lost\n"


def test_a_folder_that_cannot_be_made_is_told_of(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(LogUnavailable, match="key file"):
        keyring({}, tmp_path / "file" / "prescreen.key")


def test_what_the_patient_said_stands_in_the_database_only_encrypted(log, sql):
    log.record(attempt())
    payload, = sql("SELECT payload FROM screening_versions")[0]
    assert payload.startswith(f"aes256gcm:{log._engine.dialect.keyring.current}:")
    assert "my age" in log._engine.dialect.keyring.decrypt(payload)


def test_a_log_written_with_another_key_is_not_gone_on_with(url, log):
    log.record(attempt())
    other = ScreeningLog(url, clock=Clock(), keys=Keyring([new_key()]))
    with pytest.raises(LogUnavailable, match=log._engine.dialect.keyring.current):
        other.prepare()
    with pytest.raises(LogUnavailable, match="cannot be opened"):
        other.records()
    other.close()
