"""Settings come from the environment, then from .env, then from safe defaults; a bad one is told without its value."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from launch import settings
from launch.settings import BadSetting, read

TABLE = ["PORT", "ACTIONS_PORT", "HOST", "ACTIONS_URL", "DATABASE_URL", "REDIS_URL", "IVR_TOKENS", "API_TOKEN",
         "METRICS_TOKEN", "WIDGET_ORIGINS", "RECRUITMENT_STATUS", "STUDY_CONTACT", "RATE_LIMIT"]


@pytest.fixture
def folder(tmp_path):
    """A folder without .env."""
    return tmp_path


def test_without_any_setting_the_defaults_are_safe(folder):
    chosen = read({}, folder)
    assert (chosen.port, chosen.actions_port, chosen.host) == (5005, 5055, "127.0.0.1")
    assert chosen.actions_url == "http://127.0.0.1:5055/webhook"
    assert chosen.database_url.startswith("sqlite:///")
    assert "/var/" in chosen.database_url
    assert chosen.ivr_tokens == chosen.widget_origins == []
    assert chosen.redis_url is chosen.api_token is chosen.recruitment_status is chosen.study_contact is None


def test_the_environment_wins_over_the_file(folder):
    (folder / ".env").write_text("PORT=7001\nACTIONS_PORT=7002\nSTUDY_CONTACT=\"the clinic, by the park\"\n")
    chosen = read({"PORT": "7003"}, folder)
    assert (chosen.port, chosen.actions_port, chosen.study_contact) == (7003, 7002, "the clinic, by the park")


def test_a_setting_that_is_set_to_nothing_counts_as_not_set(folder):
    assert read(dict.fromkeys(TABLE, " "), folder).environment().keys() & set(TABLE) == {
        "PORT", "ACTIONS_PORT", "HOST", "ACTIONS_URL", "DATABASE_URL"}


def test_every_process_is_handed_the_settings_with_telemetry_off(folder):
    given = {"PORT": "7001", "IVR_TOKENS": "a, b", "REDIS_URL": "redis://localhost/1", "HOME": "/home/somebody",
             "RASA_TELEMETRY_ENABLED": "true"}
    handed = read(given, folder).environment()
    assert handed["RASA_TELEMETRY_ENABLED"] == "false"
    assert handed["IVR_TOKENS"] == "a,b"
    assert (handed["REDIS_URL"], handed["HOME"]) == ("redis://localhost/1", "/home/somebody")
    assert read(handed, folder).environment() == handed


@pytest.mark.parametrize(("name", "value"), [
    ("PORT", "0"), ("PORT", "65536"), ("PORT", "http"), ("PORT", "-1"), ("PORT", "5005.0"), ("ACTIONS_PORT", "x"),
    ("PORT", "\N{ARABIC-INDIC DIGIT SEVEN}"), ("PORT", "5055"),
    ("DATABASE_URL", "prescreen.db"), ("DATABASE_URL", "mysql://localhost/test"), ("DATABASE_URL", "sqlite://"),
    ("DATABASE_URL", "postgresql://localhost"), ("DATABASE_URL", "postgresql:///test"),
    ("REDIS_URL", "localhost:6379"), ("REDIS_URL", "redis://"), ("REDIS_URL", "redis://localhost/first"),
    ("REDIS_URL", "redis://localhost:port/0"), ("IVR_TOKENS", "one,,two"), ("IVR_TOKENS", "one two"),
    ("IVR_TOKENS", ","), ("METRICS_TOKEN", "one two"),
    ("SANIC_WORKERS", "2"), ("HOST", "localhost"), ("HOST", "0.0.0"), ("ACTIONS_URL", "127.0.0.1:5055"),
    ("ACTIONS_URL", "http://127.0.0.1:5055/"), ("ACTIONS_URL", "http:///webhook"),
    ("API_TOKEN", "n\N{LATIN SMALL LETTER O WITH DIAERESIS}"), ("WIDGET_ORIGINS", "*"),
    ("WIDGET_ORIGINS", "www.example.org"), ("WIDGET_ORIGINS", "https://www.example.org/page"),
    ("WIDGET_ORIGINS", "https://*.example.org"), ("RECRUITMENT_STATUS", "open"), ("RATE_LIMIT", "many"),
    ("RATE_LIMIT", "-1"),
])
def test_a_value_that_makes_no_sense_is_one_sentence_that_names_the_setting(folder, name, value):
    with pytest.raises(BadSetting, match=f"{name}.*set it to|different ports") as told:
        read({name: value}, folder)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("name", ["DATABASE_URL", "REDIS_URL", "IVR_TOKENS", "API_TOKEN", "METRICS_TOKEN"])
def test_a_bad_secret_is_never_quoted(folder, name):
    with pytest.raises(BadSetting) as told:
        read({name: "se cret,"}, folder)
    assert "se cret" not in str(told.value)


def test_the_readme_and_the_example_list_every_setting_and_its_default():
    example = (settings.ROOT / ".env.example").read_text(encoding="utf-8")
    readme = (settings.ROOT / "README.md").read_text(encoding="utf-8")
    for name in TABLE:
        assert re.search(rf"^#{name}=", example, re.MULTILINE), name
        assert f"| `{name}` |" in readme, name
    assert "#PORT=5005" in example
    assert "#ACTIONS_PORT=5055" in example


def test_the_example_as_it_stands_changes_nothing(tmp_path):
    (tmp_path / ".env").write_text((settings.ROOT / ".env.example").read_text(encoding="utf-8"), encoding="utf-8")
    assert read({}, tmp_path) == read({}, Path("/nowhere"))


def test_every_value_proposed_in_the_example_is_allowed(tmp_path):
    example = (settings.ROOT / ".env.example").read_text(encoding="utf-8")
    (tmp_path / ".env").write_text(re.sub(r"^#([A-Z_]+=)", r"\1", example, flags=re.MULTILINE), encoding="utf-8")
    assert read({}, tmp_path).port == 5005
