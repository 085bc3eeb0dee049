"""Work for the background: the final report."""

from django_tasks import task

from worldday.base import scope

from .compiling.running import run
from .models import Compilation


@task()
def compile_report(code: str, number: int) -> None:
    """Do press `number` of the compilation `code`; nothing if another press took over."""
    with scope.everything("the compiler reads what was sent to the issuer, whoever pressed"):
        found = Compilation.objects.select_related("campaign__owner", "issuer", "asked_by").filter(code=code).first()
        if found is not None and found.run == number:
            run(found, number)
