"""How the audit trail says what reviewers did."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "submission-commented": _("commented on what {name} sent: {changes}"),
    "comment-settled": _("settled a comment on what {name} sent: {changes}"),
    "submission-accepted": _("accepted what {name} sent: {changes}"),
    "submission-returned": _("returned what {name} sent: {changes}"),
}
