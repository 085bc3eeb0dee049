from worldday.campaigns.kinds import all_kinds
from worldday.campaigns.lights import Light
from worldday.ui.symbols import symbol, symbols


def test_every_kind_and_every_light_has_a_symbol_of_its_own():
    drawn = symbols()
    kinds = [kind.icon for kind in all_kinds()]
    assert len(kinds) == 10
    assert [name for name in [*kinds, *(f"light-{light.slug}" for light in Light)] if name not in drawn] == []
    assert len({drawn[name] for name in kinds}) == 10
    assert len({drawn[f"light-{light.slug}"] for light in Light}) == 6


def test_a_symbol_says_nothing_to_a_screen_reader_and_an_unknown_one_is_a_circle():
    assert 'aria-hidden="true"' in symbol("quiz")
    assert symbol("no-such-thing") == symbol("circle")
