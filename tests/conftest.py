"""What all tests share: laws are tried on the same examples every time, and Rasa is imported without tensorflow."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile("same-every-time", derandomize=True, deadline=None, max_examples=200,
                          suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
settings.load_profile("same-every-time")

os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")  # Rasa stands on SQLAlchemy 1.4

try:
    from launch import without_tensorflow
    without_tensorflow.install()
except ImportError:
    pass
