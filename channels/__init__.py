"""The doors of the assistant: the telephone's REST channel, the turn that channels share, and the tracker store."""
