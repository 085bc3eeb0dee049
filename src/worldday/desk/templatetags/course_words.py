"""Words of the course pages."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.courses.models import Cohort, CohortState

register = template.Library()
WORDS: dict[str, str | Promise] = {
    CohortState.DRAFT: _("Draft"),
    CohortState.OPEN: _("Open"),
    CohortState.CLOSED: _("Closed"),
}


@register.filter
def cohort_word(cohort: Cohort) -> str | Promise:
    """Its state; an open one whose last day has passed is over, whether or not somebody has closed it."""
    over = cohort.state == CohortState.OPEN and cohort.ends_on is not None and cohort.ends_on < clock.today()
    return _("Over") if over else WORDS[cohort.state]


@register.filter
def hours(minutes: int) -> str:
    """Hours of sixty minutes, to one place."""
    return f"{minutes / 60:.1f}".removesuffix(".0")
