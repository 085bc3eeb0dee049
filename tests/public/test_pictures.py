import io
from datetime import date

import pytest
from PIL import Image
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.measured import quickest
from tests.factories.units import make_unit

from worldday.campaigns.models import Theme
from worldday.public import pictures
from worldday.public.pictures.type import fit, font, printable

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


def image(answer) -> Image.Image:
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/png"
    return Image.open(io.BytesIO(answer.content))


def read_code(picture: Image.Image, *, left: int, bottom: int) -> list[list[bool]]:
    """The dark modules of the code whose white square stands on (left, bottom), its quiet zone taken off."""
    grey = picture.convert("L")
    side = next(n for n in range(1, 400) if grey.getpixel((left + n, bottom - 1)) < 250)
    dark = [
        (x, y) for y in range(bottom - side, bottom) for x in range(left, left + side) if grey.getpixel((x, y)) < 100
    ]
    x0, x1 = min(x for x, _y in dark), max(x for x, _y in dark) + 1
    y0 = min(y for _x, y in dark)
    finder = next(n for n in range(1, 100) if grey.getpixel((x0 + n, y0)) > 200)  # seven modules wide
    module = finder // 7
    count = (x1 - x0) // module
    middle = module // 2
    return [
        [grey.getpixel((x0 + c * module + middle, y0 + r * module + middle)) < 100 for c in range(count)]
        for r in range(count)
    ]


@pytest.mark.parametrize(
    ("shape", "size", "corner"), [("wide", (1200, 630), (840, 630)), ("tall", (1080, 1440), (80, 1360))]
)
def test_the_code_on_the_picture_leads_to_the_page(client, settings, shape, size, corner):
    import segno

    settings.PUBLIC_URL = "https://day.example.org"
    campaign = make_campaign()
    picture = image(client.get(f"/{campaign.slug}/share/{shape}.png"))
    assert picture.size == size
    expected = segno.make(f"https://day.example.org/{campaign.slug}/", error="m", micro=False).matrix
    assert read_code(picture, left=corner[0], bottom=corner[1]) == [[bool(m) for m in row] for row in expected]


def test_an_activitys_code_leads_to_the_activity_and_english_pictures_to_english_pages(client, settings):
    settings.PUBLIC_URL = "https://day.example.org"
    campaign = make_campaign()
    activity = make_activity(campaign)
    from django.utils import translation

    assert pictures.of_activity(activity).url.endswith(f"/activities/{activity.code}/")
    with translation.override("en"):
        assert pictures.of_activity(activity).url.startswith("https://day.example.org/en/")
    assert image(client.get(f"/{campaign.slug}/activities/{activity.code}/share/wide.png")).size == (1200, 630)


def test_equal_content_is_drawn_once_and_changed_content_anew(client, monkeypatch):
    from worldday.public.views import share

    drawn = []
    monkeypatch.setitem(share.SHAPES, "wide", lambda sheet: drawn.append(sheet.heading) or b"png")
    campaign = make_campaign()
    for name in ("甲", "甲", "乙"):
        type(campaign).objects.update(name=name)
        client.get(f"/{campaign.slug}/share/wide.png")
    assert drawn == ["甲 2020", "乙 2020"]


def test_the_theme_is_the_heading_and_the_day_stands_above():
    campaign = make_campaign(owner=make_unit("上海市市场监督管理局"))
    Theme.objects.create(campaign=campaign, text="用标准保护地球")
    sheet = pictures.of_campaign(campaign)
    assert (sheet.heading, sheet.above, sheet.below) == ("用标准保护地球", "世界标准日 2020", "上海市市场监督管理局")
    assert (sheet.small, sheet.large) == ("10月", "14")
    undated = make_activity(campaign, window_start=None, window_end=None)
    assert pictures.of_activity(undated).large == ""


def test_a_character_the_font_lacks_is_marked_and_never_an_empty_box():
    assert printable("镕堃喆 GB/T 1.1—2020") == "镕堃喆 GB/T 1.1—2020"
    assert printable("𠮷林\u200b站🎉") == "〓林站〓"
    assert printable("㈱℡") == "(株)TEL"
    assert printable("一\n二") == "一 二"


def test_lines_keep_their_width_and_no_line_begins_with_a_closing_mark():
    text = "《上海市标准化条例释义》及《上海市标准化白皮书》发布仪式，GB/T 1.1—2020编写训练营（第二期）。" * 2
    found = fit(text, width=420, lines=12, largest=48, smallest=40, bold=True)
    assert all(found.face.getlength(line) <= 420 + 1 for line in found.lines)
    assert not any(line[0] in "，。）》、" for line in found.lines)
    assert not any(line[-1] in "《（" for line in found.lines)
    assert "".join(found.lines).replace(" ", "") == text.replace(" ", "")


def test_no_single_character_is_left_on_the_last_line():
    found = fit("标准业务能力提升专题培训", width=670, lines=3, largest=60, smallest=36, bold=True)
    assert found.lines == ["标准业务能力", "提升专题培训"]


def test_what_does_not_fit_ends_in_an_ellipsis_inside_its_room():
    found = fit("长" * 500, width=300, lines=2, largest=60, smallest=40)
    assert len(found.lines) == 2
    assert found.lines[-1].endswith("…")
    assert font(40).getlength(found.lines[-1]) <= 300
    assert len(fit("长" * 50, width=300, lines=4, largest=60, smallest=40, height=60).lines) == 1


def test_a_picture_is_drawn_in_well_under_a_second():
    campaign = make_campaign()
    sheet = pictures.of_activity(make_activity(campaign, name="《上海市标准化条例释义》及白皮书发布仪式" * 3))
    pictures.tall(sheet)  # fonts and tiles are made once per process
    assert quickest(lambda: pictures.tall(sheet)) < 1  # measured in bench/public.py; here only against a blunder


def test_pages_tell_chats_about_the_picture_in_absolute_addresses(client, settings):
    settings.PUBLIC_URL = "https://day.example.org"
    campaign = make_campaign()
    activity = make_activity(campaign, window_start=date(2020, 10, 14), window_end=date(2020, 10, 14))
    page = client.get(f"/{campaign.slug}/").content.decode()
    assert f'<meta property="og:image" content="https://day.example.org/{campaign.slug}/share/wide.png">' in page
    own = client.get(f"/en/{campaign.slug}/activities/{activity.code}/").content.decode()
    path = f"/en/{campaign.slug}/activities/{activity.code}/"
    assert f'<link rel="canonical" href="https://day.example.org{path}">' in own
    assert f'content="https://day.example.org{path}share/wide.png"' in own


def test_the_share_page_offers_both_pictures_and_its_address(client, settings):
    settings.PUBLIC_URL = "https://day.example.org"
    campaign = make_campaign()
    activity = make_activity(campaign)
    for path in (f"/{campaign.slug}/", f"/{campaign.slug}/activities/{activity.code}/"):
        page = client.get(f"{path}share/").content.decode()
        assert f'src="{path}share/tall.png"' in page
        assert f'href="{path}share/wide.png"' in page
        assert f">https://day.example.org{path}</a>" in page
