"""The conversation, driven in memory with meanings."""
