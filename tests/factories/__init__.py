"""Plain functions that make rows; each call names only what its test is about."""
