"""What a reader should know before reading: each check is pure, and says what it found and where. `reports.checking` feeds them."""

from .finding import Finding, Weight

__all__ = ["Finding", "Weight"]
