"""Work for the background."""

from django_tasks import task

from .actions import bundling, working


@task()
def go_on(code: str) -> None:
    """A turn of work on a lot; the next turn waits behind whatever else there is to do."""
    if working.turn(code):
        go_on.enqueue(code)


@task()
def pack_on(code: str) -> None:
    """A turn of work on an archive of PDF files."""
    if bundling.pack(code):
        pack_on.enqueue(code)


def pick_up() -> None:
    """Lots and archives whose worker was killed go on."""
    for code in working.silent():
        go_on.enqueue(code)
    for code in bundling.silent_bundles():
        pack_on.enqueue(code)
