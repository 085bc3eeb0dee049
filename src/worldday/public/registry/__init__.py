"""What anyone may look up: registries, records, their history, dumps."""
