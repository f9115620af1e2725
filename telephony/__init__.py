"""The bridge: a small program of its own between telephone providers and the assistant's REST channel."""
