"""Measurements. `make bench` runs all, `make bench ONLY=reader` one part; see bench/__main__.py."""
