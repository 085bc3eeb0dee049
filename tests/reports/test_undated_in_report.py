"""What the final report says of activities without days, and of those that units added to the notice's."""

import pytest
from tests.factories.campaigns import make_activity
from tests.factories.final_report import DAY, compiled, make_reported

from worldday.reports.compiling import blocks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def _shelf(settings, tmp_path, on_day):
    settings.MEDIA_ROOT = tmp_path
    on_day(DAY)


def words(cell) -> str:
    return "".join(part.text for part in cell if hasattr(part, "text"))


def test_no_days_are_made_up_and_no_number_of_the_notice_is_given_to_what_a_unit_added():
    made = make_reported(1)
    undated = {"window_text": "", "window_start": None, "window_end": None, "window_precision": ""}
    made.activities[0].seq = "1"
    made.activities[0].save()
    added = make_activity(made.campaign, units=[made.units[0]], name="本区自办讲座", seq="", **undated)
    compilation, _edition = compiled(made)
    said = blocks.from_json(compilation.sections.get(key=f"activity:{added.code}").blocks)
    assert "未定时间，目前状态：" in str(said) and "—开展" not in str(said)
    (table,) = [
        one for one in blocks.from_json(compilation.sections.get(key="plan").blocks) if isinstance(one, blocks.Table)
    ]
    numbers = {words(row[1]): words(row[0]) for row in table.rows}
    assert (numbers["本区自办讲座"], numbers[made.activities[0].name]) == ("—", "1")
