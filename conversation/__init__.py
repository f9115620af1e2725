"""One turn of a screening: a state and what was meant give the next state and what to say. No Rasa, no HTTP."""
