"""The core of the pre-screening assistant: protocol, eligibility engine, agenda and pre-screening log."""
