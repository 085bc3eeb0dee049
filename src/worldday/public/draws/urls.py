"""Addresses of a prize draw. What anyone may read may be cached; one's own line and one's prize may not."""

from django.urls import URLPattern, path

from worldday.public.caching import View, cached

from . import claim, files, mine, proof, rules

ACTIVITY = "<slug:campaign>/activities/<slug:activity>/"


def page(route: str, view: View, *, name: str) -> URLPattern:
    """A page anyone may read and any cache may keep."""
    return path(f"{ACTIVITY}{route}", cached(view), name=name)


urlpatterns = [
    page("prizes/", rules.rules, name="prize_rules"),
    page("prizes/rules-<int:number>.json", files.version, name="prize_rules_json"),
    page("draw/", proof.draw, name="draw"),
    page("draw/record.json", files.record, name="draw_record"),
    page("draw/notice.json", files.notice, name="draw_notice"),
    page("draw/rule.json", files.rule, name="draw_rule"),
    page("draw/verify_draw.py", files.verifier, name="draw_verifier"),
    page("draw/practice/record.json", files.practice_record, name="draw_practice"),
    page("draw/practice/notice.json", files.practice_notice, name="draw_practice_notice"),
    path(f"{ACTIVITY}draw/mine/", mine.find, name="draw_mine"),
    path(f"{ACTIVITY}draw/mine/<slug:receipt>/", mine.leaf, name="draw_leaf"),
    path("claim/<slug:code>/", claim.claim, name="claim"),
    path("claim/<slug:code>/decline/", claim.decline, name="claim_decline"),
    path("claim/<slug:code>/hide/", claim.hide_name, name="claim_hide"),
]
