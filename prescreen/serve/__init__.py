"""A small page for coordinators: read only, on this machine, behind a token."""
