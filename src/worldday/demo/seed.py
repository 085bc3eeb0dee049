"""The whole demo, through the same verbs that people use in the desk."""

from dataclasses import dataclass

from worldday.base import scope
from worldday.base.audit import System
from worldday.campaigns.models import Campaign

from .campaigns import load_campaigns
from .certificates import issue_samples
from .courses import open_courses
from .events import announce_events
from .prizes import publish_prizes
from .questions import load_questions
from .quizzes import open_quizzes, set_up_quizzes
from .registries import load_registries
from .reporting import load_reports
from .staff import Passwords, load_staff
from .units import load_units


@dataclass(frozen=True)
class Seeded:
    campaigns: list[Campaign]
    passwords: Passwords
    new_passwords: bool


def seed() -> Seeded:
    """Bring the demo to life; a second time nothing is duplicated and nothing people did is undone."""
    by = System("demo")
    with scope.everything("the demo loads its own content"):
        root = load_units(by=by)
        campaigns = load_campaigns(owner=root, by=by)
        load_questions(owner=root, by=by)
        set_up_quizzes(root=root, by=by)
        publish_prizes(by=by)  # before the quiz opens: nobody plays for prizes that are not known
        open_quizzes(by=by)
        announce_events(by=by)
        open_courses(root=root, by=by)
        issue_samples(root=root, by=by)
        passwords, new = load_staff(root=root, by=by)
        load_reports(root=root)
        load_registries(root=root, by=by)
    return Seeded(campaigns, passwords, new)
