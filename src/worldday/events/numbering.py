"""Numbers of bookings: time-ordered, so that new rows touch only the newest pages of an index. Pure."""

import secrets
import time

RANDOM_BITS = 20


def new_id() -> int:
    """Milliseconds of the wall clock ≪ 20 | 20 random bits; what two of one millisecond share decides the primary key."""
    return int(time.time() * 1000) << RANDOM_BITS | secrets.randbits(RANDOM_BITS)
