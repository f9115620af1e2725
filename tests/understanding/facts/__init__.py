"""The readers of facts."""
