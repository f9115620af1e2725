"""Rasa graph components around `understanding`."""
