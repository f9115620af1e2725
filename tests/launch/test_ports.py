"""A port in use is told before anything slow is done."""

from __future__ import annotations

import socket
from dataclasses import replace

import pytest

from launch import ports
from launch.settings import read
from launch.trouble import Trouble
from tests.end_to_end.running import free_ports


@pytest.fixture
def chosen(tmp_path):
    """Settings with two free ports."""
    port, actions_port = free_ports(2)
    return replace(read({}, tmp_path), port=port, actions_port=actions_port)


@pytest.mark.parametrize("name", ["port", "actions_port"])
def test_a_port_in_use_is_named_with_the_setting_and_another_to_take(chosen, name):
    ports.ensure_free(chosen)
    taken = getattr(chosen, name)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", taken))
        listener.listen()
        with pytest.raises(Trouble, match=rf"Port {taken} is in use.*`{name.upper()}=\d+ make run`"):
            ports.ensure_free(chosen)


def test_a_port_that_was_just_used_counts_as_free(chosen):
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", chosen.port))
        listener.listen()
        with socket.create_connection(("127.0.0.1", chosen.port)) as client:
            server, _ = listener.accept()
            server.close()
            client.recv(1)
    ports.ensure_free(chosen)


def test_the_port_to_take_instead_is_never_the_other_servers():
    assert ports._another(5054, other=5055) == 5056
    assert ports._another(65535, other=5055) == 5005
