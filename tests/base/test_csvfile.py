import csv
import io

import pytest

from worldday.base.csvfile import MARK, csv_bytes


@pytest.mark.parametrize(
    "text", ["=1+1", "+86 21", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠A1"]
)
def test_what_a_spreadsheet_would_compute_stays_text(text):
    ((cell,),) = csv.reader(io.StringIO(csv_bytes([[text]]).decode(), newline=""))
    assert cell == f"'{text}"


def test_numbers_stay_numbers_nothing_stays_nothing_and_the_rest_comes_back():
    assert csv_bytes([[-3, 2.5, None, '张"三', "a,b"]]) == '-3,2.5,,"张""三","a,b"\r\n'.encode()
    assert MARK == b"\xef\xbb\xbf"
