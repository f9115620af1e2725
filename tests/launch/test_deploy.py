"""What stands in deploy/ fits together: names, ports, settings, deadlines. Containers themselves are not run here."""

from __future__ import annotations

import re

import pytest
import yaml

from channels import limits, metrics
from launch.settings import ROOT, read

DEPLOY = ROOT / "deploy"
NGINX = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
CONTAINERS = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
SERVICES = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))["services"]
OURS = {name: service for name, service in SERVICES.items() if name.startswith(("rasa", "actions"))}


def test_nginx_names_the_servers_that_there_are_with_the_ports_that_they_listen_on():
    named = set(re.findall(r"server ([a-z]+-\d):(\d+)", NGINX))
    defaults = read({}, DEPLOY)
    ports = {"rasa": str(defaults.port), "actions": str(defaults.actions_port)}
    assert named == {(name, ports[name.split("-")[0]]) for name in OURS}
    for name, port in ports.items():
        target = {"rasa": "rasa-server", "actions": "action-server"}[name]
        assert re.search(rf"AS {target}\nEXPOSE {port}\n", CONTAINERS)


@pytest.mark.parametrize("name", OURS)
def test_every_setting_of_a_container_is_one_that_the_assistant_reads(name):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [setting for setting in OURS[name]["environment"] if f"`{setting}`" not in readme] == []


@pytest.mark.parametrize("name", OURS)
def test_a_container_of_ours_may_do_no_more_than_it_must(name):
    service = OURS[name]
    assert (service["read_only"], service["cap_drop"], service["networks"]) == (True, ["ALL"], ["inside"])
    assert "ports" not in service
    assert f"AS {service['build']['target']}\n" in CONTAINERS
    assert "USER prescreening" in CONTAINERS


def test_several_servers_have_their_locks_in_redis():
    assert all("REDIS_URL" in service["environment"] for name, service in OURS.items() if name.startswith("rasa"))


def test_only_the_proxy_is_reached_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_secrets_and_patients_data_do_not_go_into_an_image_or_into_git():
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {".env", "deploy/.env", "deploy/tls", "var", ".git"} <= set(ignored)
    assert {"/.env", "/deploy/.env", "/deploy/tls/", "/var/"} <= set(
        (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines())


def test_what_must_be_set_stands_in_the_example():
    example = (DEPLOY / ".env.example").read_text(encoding="utf-8")
    compose = (DEPLOY / "compose.yml").read_text(encoding="utf-8")
    for name in set(re.findall(r"\$\{([A-Z_]+)", compose)):
        assert re.search(rf"^#? ?{name}=", example, re.MULTILINE), name


def test_every_figure_that_an_alarm_looks_at_is_there():
    rules = yaml.safe_load((DEPLOY / "alarms.yml").read_text(encoding="utf-8"))["groups"][0]["rules"]
    figures = metrics.exposition().decode()
    for rule in rules:
        for name in re.findall(r"prescreening_\w+", rule["expr"]):
            assert f"\n{name}" in figures, (rule["alert"], name)
        for outcome in re.findall(r'outcome=~?"([a-z|]+)"', rule["expr"]):
            assert set(outcome.split("|")) <= set(metrics.OUTCOMES)


def test_the_proxy_waits_longer_than_the_assistant_and_not_as_long_as_a_lock_lives():
    outside, actions = (int(seconds) for seconds in re.findall(r"proxy_read_timeout (\d+)s", NGINX))
    assert limits.REPLY_SECONDS < outside < limits.LOCK_LIFETIME_SECONDS
    assert actions <= limits.ACTION_SECONDS
