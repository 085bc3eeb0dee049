"""What the hot paths take from the environment, the same variables as settings.py."""

from dataclasses import dataclass

from worldday.base import env


@dataclass(frozen=True)
class Config:
    """`most_in_flight`: requests being answered at a time; the next one is told at once to come back. `booking_burst`: how
    many bookings one network gets at once, and `bookings_per_second` afterwards: a school of ten classes, then a class in six seconds.
    `visitors_zone`: the time zone of a demo, whose visitors choose the day they stand at (visiting.py); empty where none is.
    """

    database_url: str
    secret: str
    prefix: str = ""
    trusted_proxies: int = 0
    clock_shift_ms: int = 0
    most_in_flight: int = 4096
    booking_burst: int = 300
    bookings_per_second: int = 5
    visitors_zone: str = ""


def from_environment() -> Config:
    """Raises `BadSetting` when a value cannot be used."""
    return Config(
        database_url=env.database_url(),
        secret=env.secret(),
        prefix=env.path_prefix("SCRIPT_NAME"),
        trusted_proxies=env.number("WORLDDAY_TRUSTED_PROXIES", 0),
        clock_shift_ms=round(env.clock_shift().total_seconds() * 1000),
        most_in_flight=env.number("WORLDDAY_INTAKE_IN_FLIGHT", 4096),
        booking_burst=env.number("WORLDDAY_BOOKING_BURST", 300),
        bookings_per_second=env.number("WORLDDAY_BOOKINGS_PER_SECOND", 5),
        visitors_zone=env.time_zone() if env.flag("WORLDDAY_DEMO") else "",
    )
