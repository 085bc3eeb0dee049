"""How the audit trail says what happened in courses; {name} is the cohort or the course, never a learner."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "course-set-up": _("set up the course “{name}”"),
    "learner-enrolled": _("enrolled learner {enrolment} in “{name}”"),
    "learner-withdrawn": _("took learner {enrolment} out of “{name}”"),
    "learner-link-renewed": _("gave learner {enrolment} of “{name}” a new personal link; the old one is void"),
    "learner-corrected": _("corrected what learner {enrolment} of “{name}” is called"),
    "learner-attended": _("marked learner {enrolment} of “{name}” as present: {lesson}"),
    "learner-completed": _("learner {enrolment} completed “{name}”"),
    "learner-certified": _("learner {enrolment} of “{name}” received the certificate {certificate}"),
    "assignment-handed-in": _("learner {enrolment} of “{name}” handed in an assignment: {lesson}"),
}
