"""Which files were sent: their rows must stay, since the versions that were sent name them."""

from worldday.base import scope
from worldday.materials.models import Material
from worldday.reports.models import Submission


def was_sent(material: Material) -> bool:
    """Whether a version sent for the file's task names it; registered with `materials.sending`."""
    with scope.everything("whoever may remove the file need not see every version"):
        sent = Submission.objects.filter(filing__task=material.task_id).values_list("materials", flat=True)
        return any(material.code in codes for codes in sent)
