"""Every write on registries, each a verb with its own transaction and audit row."""
