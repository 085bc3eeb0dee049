"""Why a file is not taken. The sentences stand in `materials.refusals`; a test holds the two lists together."""

CODES = frozenset(
    {
        "archive",
        "audio",
        "damaged",
        "empty",
        "encrypted",
        "html",
        "macro",
        "no_picture",
        "old_office",
        "program",
        "svg",
        "timeout",
        "too_big",
        "too_many_pixels",
        "too_much_memory",
        "unexpected",
        "unknown",
        "zip_bomb",
    }
)


class Unfit(Exception):
    """This file cannot be taken; `code` is one of `CODES`."""

    def __init__(self, code: str) -> None:
        if code not in CODES:
            raise ValueError(f"{code} is no reason for refusing a file")
        self.code = code
        super().__init__(code)
