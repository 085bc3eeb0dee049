"""One database's part of bench/ranking.py."""
