"""The re-screen: a screening that begins in one conversation and goes on in another."""
