"""What an utterance says: a reading free of context, then answers in the context of the question asked."""
