"""Rasa custom actions: thin adapters between a tracker, the conversation and the pre-screening log."""
