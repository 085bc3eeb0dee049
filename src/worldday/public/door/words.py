"""The sentences that the scripts of the door say."""

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """By the keys that the scripts use."""
    return {**_answers(), **_buttons(), **_state()}


def _answers() -> dict[str, str]:
    return {
        "come_in": _("Come in"),
        "found": _("On the list"),
        "again": _("Already inside since {at}, {where}"),
        "waiting": _("Only on the waiting list"),
        "over": _("This booking was cancelled or given away"),
        "elsewhere": _("Booked for another sitting"),
        "unknown": _("Not on this list"),
        "unknown_do": _(
            "Read: “{text}”. Fetch the list anew if the booking is fresh; otherwise count the people as walk-ins."
        ),
        "choose_slot": _("Choose the sitting at the top first."),
        "walk_in_title": _("People without a booking"),
        "walked": _("Counted: {n} without a booking"),
    }


def _buttons() -> dict[str, str]:
    return {
        "enter": _("Let in"),
        "enter_anyway": _("Let in all the same"),
        "change": _("Correct the number"),
        "take_back": _("Take back"),
        "walk_in": _("Without a booking"),
        "walk_done": _("Count them in"),
        "camera_on": _("Start the camera"),
        "camera_off": _("Stop the camera"),
        "fewer": _("One fewer"),
        "more": _("One more"),
        "how_many": _("How many people"),
        "district": _("District they come from"),
        "no_district": _("District: not said"),
        "ages": _("How old they are, if they say so: only for the figures"),
    }


def _state() -> dict[str, str]:
    return {
        "persons": _("{n} people"),
        "persons1": _("1 person"),
        "all_slots": _("All sittings"),
        "of_expected": _("of {n} booked"),
        "line_here": _("Online"),
        "line_away": _("No line: everything is noted on this phone"),
        "waiting": _("{n} not sent yet"),
        "all_sent": _("everything sent"),
        "listed": _("list of {at}"),
        "not_sent": _("not sent yet"),
        "no_list": _("The list could not be fetched. Open this page once where there is a line."),
        "no_store": _(
            "Nothing was noted: this phone's storage is full, or its browser keeps nothing. Use another phone or the printed list."
        ),
        "fetching": _("Fetching the list …"),
        "taken_back": _("taken back"),
        "here": _("at this door"),
    }
