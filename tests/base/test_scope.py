import pytest
from tests.factories.campaigns import make_campaign
from tests.factories.units import make_unit

from worldday.base import scope
from worldday.campaigns.models import Campaign

pytestmark = pytest.mark.django_db


def test_a_query_that_says_nothing_about_its_scope_raises_instead_of_leaking():
    with pytest.raises(scope.OutsideScope):
        Campaign.objects.count()


def test_the_public_sees_published_campaigns_only(everything):
    live = make_campaign()
    make_campaign(state="draft")
    with scope.use(scope.Public()):
        assert list(Campaign.objects.all()) == [live]


def test_staff_see_what_their_subtree_owns_and_nothing_of_another_authority(everything):
    ours, theirs = make_unit("甲市市场监管局"), make_unit("乙市市场监管局")
    district = make_unit("某区市场监管局", parent=ours)
    mine = make_campaign(owner=district)
    make_campaign(owner=theirs)
    with scope.use(scope.Subtrees((ours.path,))):
        assert list(Campaign.objects.all()) == [mine]
