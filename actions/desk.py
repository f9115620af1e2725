"""The pre-screening log as the conversation's desk."""

from __future__ import annotations
