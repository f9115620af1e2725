"""Long tests against the running assistant (`make acceptance`)."""
