"""Whole calls, spoken and keyed, and the bridge to telephone providers."""
