from datetime import date

import pytest
from tests.factories.authority import make_authority
from tests.factories.units import make_staff, make_unit

from worldday.base.audit import System
from worldday.base.models import AuditEvent
from worldday.base.problems import Invalid, Problem
from worldday.desk.audit.queries import Asked, trail
from worldday.units import rules
from worldday.units.actions.moving import move_unit
from worldday.units.actions.units import add_alias, change_unit, close_unit, create_unit
from worldday.units.models import Unit
from worldday.units.permissions import Permission
from worldday.units.queries import resolve

pytestmark = pytest.mark.django_db
BY = System("test")


def test_everything_below_moves_along_and_keeps_its_names():
    there = make_authority()
    office = make_unit("标准化科", parent=there.jinshan, type="office")
    desk = make_unit("综合组", parent=office, type="office")
    add_alias(unit=office, text="金山标准科", by=BY)
    moved = move_unit(unit=office, to=there.jiading, by=BY)
    assert moved.path == f"{there.jiading.path}{office.code}/"
    desk.refresh_from_db()
    assert desk.path == f"{moved.path}{desk.code}/"
    assert resolve("金山标准科", within=there.city) == moved
    assert Unit.objects.get(pk=there.jinshan.pk).path == there.jinshan.path


def test_a_move_is_written_down_once_with_both_parents():
    there = make_authority()
    office = make_unit("标准化科", parent=there.jinshan, type="office")
    for _again in range(2):
        move_unit(unit=office, to=there.jiading, by=BY)
    event = AuditEvent.objects.get(action="unit-moved")
    assert (event.before, event.after) == ({"parent": there.jinshan.name}, {"parent": there.jiading.name})
    assert event.scope_path == f"{there.jiading.path}{office.code}/"


def test_who_works_above_sees_the_unit_from_then_on_and_who_worked_above_no_longer():
    there = make_authority()
    old, new = make_staff(unit=there.jinshan), make_staff(unit=there.jiading)
    moved = move_unit(unit=make_unit("标准化科", parent=there.jinshan), to=there.jiading, by=BY)
    assert rules.may(new, Permission.MANAGE_UNITS, moved)
    assert not rules.may(old, Permission.MANAGE_UNITS, moved)


def test_a_unit_never_moves_below_itself():
    there = make_authority()
    office = make_unit("标准化科", parent=there.jinshan)
    for to in (there.jinshan, office):
        with pytest.raises(Problem, match="本单位"):
            move_unit(unit=there.jinshan, to=to, by=BY)
    assert not AuditEvent.objects.exists()


def test_a_unit_stays_in_its_authority_and_an_authority_at_its_top():
    there, beijing = make_authority(), make_unit("北京市市场监督管理局")
    for unit, to in ((there.station, beijing), (beijing, there.city)):
        with pytest.raises(Problem, match="本系统"):
            move_unit(unit=unit, to=to, by=BY)


def test_a_closed_parent_and_a_second_unit_of_one_name_are_refused():
    there = make_authority()
    here, twin = make_unit("标准化科", parent=there.jinshan), make_unit("标准化科", parent=there.jiading)
    with pytest.raises(Invalid, match="同名单位"):
        move_unit(unit=here, to=there.jiading, by=BY)
    close_unit(unit=there.lingang, on=date(2020, 1, 1), by=BY)
    with pytest.raises(Problem, match="已撤销"):
        move_unit(unit=twin, to=there.lingang, by=BY)
    here.refresh_from_db()
    assert here.parent == there.jinshan


def test_a_tree_too_deep_for_its_paths_is_refused_and_nothing_moved():
    there = make_authority()
    deep = there.city
    while len(deep.path) < 240:
        deep = make_unit("下级", parent=deep)
    office = make_unit("标准化科", parent=there.jinshan)
    make_unit("综合组", parent=office)
    with pytest.raises(Problem, match="层级"):
        move_unit(unit=office, to=deep, by=BY)
    office.refresh_from_db()
    assert office.path.startswith(there.jinshan.path)


def test_a_unit_added_by_someone_who_saw_the_old_place_stands_in_the_new():
    there = make_authority()
    office = make_unit("标准化科", parent=there.jinshan)
    seen_before = Unit.objects.get(pk=office.pk)
    moved = move_unit(unit=office, to=there.jiading, by=BY)
    added = create_unit(name="综合组", parent=seen_before, type="office", by=BY)
    assert added.path == f"{moved.path}{added.code}/"


def test_what_was_written_down_before_the_move_is_still_found_under_the_unit():
    there = make_authority()
    auditor = make_staff(unit=there.city, role="auditor")
    office = make_unit("标准化科", parent=there.jinshan)
    change_unit(unit=office, changes={"contact": "综合组"}, by=BY)
    move_unit(unit=office, to=there.jiading, by=BY)
    found = trail(auditor, Asked(unit=office.code)).values_list("action", flat=True)
    assert list(found) == ["unit-moved", "unit-changed"]
