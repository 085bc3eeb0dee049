import tempfile
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from worldday.base import scope
from worldday.base.audit import System
from worldday.base.problems import Problem
from worldday.courses.actions.building import build
from worldday.courses.actions.record import record
from worldday.courses.models import Course
from worldday.courses.package_sentences import PackageRefused
from worldday.courses.packages import BadPackage, read, write, write_folder
from worldday.courses.queries.plans import plan_of

BY = System("course")


class Command(BaseCommand):
    help = (
        "import CODE PATH: build the course from a folder, or from the same folder packed as .zip. export CODE PATH: write it as a "
        "new folder, or as a .zip where the path ends so. The code stands in the address of the course's page in the desk; the format "
        "is docs/course-package.md."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["import", "export"])
        parser.add_argument("code")
        parser.add_argument("path", type=Path)

    def handle(self, *, what: str, code: str, path: Path, **_options: object) -> None:
        with scope.everything("whoever works on the machine itself"):
            course = Course.objects.filter(code=code).first()
            if course is None:
                raise CommandError(f"There is no course {code}.")
            try:
                said = _import(course, path) if what == "import" else _export(course, path)
            except (OSError, Problem) as problem:
                raise CommandError(str(problem)) from None
        self.stdout.write("\n".join(said))


def _import(course: Course, path: Path) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        try:
            plan = read(path, Path(folder))
        except BadPackage as bad:
            raise PackageRefused(bad) from None
        built = build(course=course, plan=plan, by=BY)
    counts = f"{len(built.added)} added, {len(built.changed)} changed, {len(built.same)} as before, {len(built.removed)} removed"
    return [f"{plan.title}: {counts}", *map(str, built.notes)]


def _export(course: Course, path: Path) -> list[str]:
    """Nothing that is there is written over."""
    if path.suffix == ".zip":
        with path.open("xb") as out:
            write(plan_of(course), out)
    else:
        path.mkdir()
        write_folder(plan_of(course), path)
    record("course-exported", course, BY)
    return [f"{course.name}: {path}"]
