"""Versions fetched through the right to review them: a stranger's do not exist (404), one's own unit's are for others to judge (403)."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from worldday.reports.models import Comment, Submission
from worldday.reports.rules import may_review
from worldday.units.models import Staff

_RELATED = (
    *("filing__task__campaign__owner", "filing__task__unit", "filing__task__issuer", "filing__task__parent"),
    *("sent_by", "decided_by"),
)


def submission_for(staff: Staff, code: str) -> Submission:
    sent: Submission = get_object_or_404(Submission.objects.select_related(*_RELATED), code=code)
    if not may_review(staff, sent.filing.task):
        raise PermissionDenied
    return sent


def comment_for(staff: Staff, code: str) -> Comment:
    """With its version, on the same terms."""
    comment = get_object_or_404(Comment.objects.select_related("made_by"), code=code)
    sent = get_object_or_404(Submission, pk=comment.submission_id)
    comment.submission = submission_for(staff, sent.code)
    return comment
