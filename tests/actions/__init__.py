"""The actions: the desk on a real log, the slots, and what Rasa calls."""
