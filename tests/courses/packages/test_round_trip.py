"""What is written can be read back, as a .zip and as a folder."""

import io
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.factories.course_plans import FILES, PNG, plans, zip_of

from worldday.courses.packages import read, write, write_folder

HERE = Path(tempfile.mkdtemp())


@given(data=st.data())
def test_any_plan_written_as_a_zip_is_read_back_the_same(data):
    plan = data.draw(plans(HERE))
    out = io.BytesIO()
    write(plan, out)
    with tempfile.TemporaryDirectory() as into:
        assert read(out, Path(into)) == plan


@given(data=st.data())
def test_any_plan_written_as_a_folder_is_read_back_the_same(data):
    plan = data.draw(plans(HERE))
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as into:
        write_folder(plan, Path(folder))
        assert read(Path(folder), Path(into)) == plan


def test_the_same_plan_makes_the_same_bytes(tmp_path):
    plan = read(zip_of(FILES | {"media/a.png": PNG}), tmp_path)
    one, two = io.BytesIO(), io.BytesIO()
    write(plan, one)
    write(plan, two)
    assert one.getvalue() == two.getvalue()
