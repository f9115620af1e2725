"""One reader a fact: what an utterance says of it, asked for or not."""
