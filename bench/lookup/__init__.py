"""One database's part of bench/registry.py."""
