"""Districts on English pages."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from worldday.base import env


def shown(name: str, language: str) -> str:
    with override(language):
        return Template("{% load ui %}{% say name %}|{{ name|district }}").render(Context({"name": name}))


def test_a_district_is_called_by_its_romanised_name_on_an_english_page():
    assert shown("浦东新区", "en") == "Pudong New Area|Pudong New Area"
    assert shown("浦东新区", "zh-hans") == "浦东新区|浦东新区"


def test_one_that_nobody_named_in_english_stays_chinese_and_is_marked_as_such(settings):
    settings.DISTRICTS_EN = {}
    assert shown("徐汇区", "en") == '<span lang="zh-Hans">徐汇区</span>|徐汇区'


def test_all_districts_that_are_proposed_have_an_english_name(settings):
    assert [name for name in settings.DISTRICTS if name not in settings.DISTRICTS_EN] == []


def test_the_setting_is_pairs_and_what_is_none_stops_the_start(monkeypatch):
    monkeypatch.setenv("WORLDDAY_X", "甲区=A District, 乙区 = B District")
    assert env.pairs("WORLDDAY_X") == {"甲区": "A District", "乙区": "B District"}
    monkeypatch.setenv("WORLDDAY_X", "甲区=A District,乙区")
    with pytest.raises(env.BadSetting, match="乙区"):
        env.pairs("WORLDDAY_X")
