"""Work for the background."""

from django_tasks import task

from .actions import mailing


@task()
def go_on(code: str) -> None:
    """A turn of work on a mailing; the next turn waits behind whatever else there is to do."""
    if mailing.turn(code):
        go_on.enqueue(code)


def pick_up() -> None:
    """Mailings whose worker was killed go on."""
    for code in mailing.silent():
        go_on.enqueue(code)
