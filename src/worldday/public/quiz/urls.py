"""Addresses of a quiz, at the main door and behind every entrance alike."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from . import certificate, entrance, place, play, poster, ranking, school, stage, unit, who

QUIZ = "<slug:campaign>/activities/<slug:activity>/quiz/"
BEHIND = f"{QUIZ}from/<slug:door>/"


def both(route: str, view: Callable[..., HttpResponse], *, name: str) -> list[URLPattern]:
    """The same page under the quiz's own name and look, and under an entrance's."""
    return [path(f"{start}{route}", view, name=name) for start in (QUIZ, BEHIND)]


urlpatterns = [
    *both("", entrance.quiz, name="quiz"),
    *both("rules/", entrance.rules, name="quiz_rules"),
    *both("rules/rule.json", entrance.rule_file, name="quiz_rule_file"),
    *both("play/", play.play, name="quiz_play"),
    *both("result/", play.result, name="quiz_result"),
    *both("notebook/", play.notebook, name="quiz_notebook"),
    *both("qr.png", play.qr, name="quiz_qr"),
    *both("poster.png", poster.poster, name="quiz_poster"),
    *both("pictures/<path:name>", play.picture, name="quiz_picture"),
    *both("place/", place.place, name="quiz_place"),
    *both("certificate/", certificate.certificate, name="quiz_certificate"),
    *both("appeal/", place.appeal, name="quiz_appeal"),
    *both("who/send/", who.send, name="quiz_who_send"),
    *both("who/check/", who.check, name="quiz_who_check"),
    *both("who/renew/", who.renew, name="quiz_who_renew"),
    *both("who/practice/", who.practice, name="quiz_who_practice"),
    *both("who/forget/", who.forget, name="quiz_who_forget"),
    *both("who/wechat/", who.to_wechat, name="quiz_wechat"),
    *both("who/wechat/back/", who.from_wechat, name="quiz_wechat_back"),
    *both("data/", play.mine, name="quiz_data"),
    *both("class/", school.classes, name="quiz_classes"),
    *both("class/<slug:code>/", school.join, name="quiz_class"),
    *both("class/<slug:code>/seat/", school.seat, name="quiz_class_seat"),
    *both("class/<slug:code>/<slug:token>/", school.teacher, name="quiz_class_teacher"),
    *both("unit/", unit.units, name="quiz_units"),
    *both("unit/<slug:code>/", unit.unit, name="quiz_unit"),
    *both("stage/", stage.new, name="quiz_stages"),
    *both("live/", stage.enter, name="quiz_lives"),
    *both("live/<slug:code>/", stage.live, name="quiz_live"),
    *both("live/<slug:code>/host/<slug:key>/", stage.host, name="quiz_host"),
    *both("ranking/", ranking.ranking, name="quiz_ranking"),
    *both("ranking/<slug:by>/", ranking.ranking, name="quiz_ranking"),
]
