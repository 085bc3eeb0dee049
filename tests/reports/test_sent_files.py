import pytest
from tests.factories.campaigns import make_campaign, make_task
from tests.factories.materials import make_material
from tests.factories.units import make_unit

from worldday.base import clock
from worldday.materials.sending import was_sent
from worldday.reports.models import Filing, Submission

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


def test_a_file_was_sent_once_a_version_of_its_task_names_it():
    unit = make_unit()
    task = make_task(make_campaign(owner=unit), unit)
    sent, kept = make_material(task), make_material(task)
    filing = Filing.objects.create(task=task)
    Submission.objects.create(filing=filing, number=1, state="submitted", materials=[sent.code], sent_at=clock.now())
    assert (was_sent(sent), was_sent(kept)) == (True, False)
