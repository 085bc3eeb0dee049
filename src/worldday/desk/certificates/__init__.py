"""Certificates in the desk: designs, rosters, what was issued."""
