"""Tasks fetched through the permission to write for their unit."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from worldday.campaigns.models import Task
from worldday.reports.models import Comment, Submission
from worldday.reports.rules import may_write
from worldday.units.models import Staff


def task_for(staff: Staff, code: str) -> Task:
    """404 for a stranger's task; 403 for those who may see the task but not its draft."""
    rows = Task.objects.select_related("campaign__owner", "unit", "issuer")
    task: Task = get_object_or_404(rows, code=code)
    if not may_write(staff, task):
        raise PermissionDenied
    return task


def version_for(task: Task, number: int) -> Submission:
    rows = Submission.objects.select_related("sent_by", "decided_by")
    version: Submission = get_object_or_404(rows, filing__task=task, number=number)
    return version


def comment_for(task: Task, code: str) -> Comment:
    return get_object_or_404(Comment, code=code, submission__filing__task=task)
