"""What a verb says when it cannot do what was asked."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Problem(Exception):
    """A request that cannot be granted; `sentence` tells a person what happened, what is kept, and what to do.

    Verbs raise it, views show it. Nothing has been written when it is raised.
    """

    sentence: str | Promise = _("This could not be done; nothing was changed.")

    def __init__(self, sentence: str | Promise | None = None) -> None:
        if sentence is not None:
            self.sentence = sentence
        super().__init__(str(self.sentence))

    def __str__(self) -> str:
        return str(self.sentence)  # in the language of whoever reads it now


class Invalid(Problem):
    """Some fields hold values that cannot be kept; `errors` says which, for a form to show beside them."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        self.errors = errors
        super().__init__(" ".join(message for messages in errors.values() for message in messages))


class NoPurpose(Problem):
    """A list of people leaves the house for a stated purpose only."""

    sentence = _("Please say what the list is for: it is kept in the audit trail. Nothing was exported.")
