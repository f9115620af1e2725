"""The commands of `prescreen`, one a module: `add_to` puts it on the command line and `run` does it."""
