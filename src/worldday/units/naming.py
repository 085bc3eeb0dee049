"""How units are called in notices: a few rules of the field, no database.

One office signs as 上海市市场监督管理局, is written 市市场监管局 in a table and 市局 in a sentence. The rules below make such
spellings meet; what no rule can know (浦东市场监管局, 市质检院) is an alias of the unit, kept as data.
"""

import re

from worldday.base.text import fold

from .models import UnitType

_PLACE = re.compile(r"^.{1,7}?(?:特别行政区|自治区|自治州|省|市|州|盟|区|县|旗)")
# The long names of one office and the form in which they are compared. 市监局 is what a neighbour's notice writes.
_SHORT_FORMS = (("市场监督管理局", "市场监管局"), ("市监局", "市场监管局"), ("质量技术监督局", "质监局"))
_OURSELVES = frozenset({"我局", "本局", "我委", "本委", "我会", "本会", "我院", "本院", "我单位", "本单位"})
_COLLECTIVE = re.compile(
    r"^(?:各|有关|相关|其他|其它|部分|所有|全市|全省|全区|本市各|市局各|省局各|市各|省各)|(?:有关|相关)(?:单位|部门|企业)$"
)
_EVERYONE = frozenset(
    {"各单位", "各有关单位", "有关单位", "各相关单位", "相关单位", "各单位部门", "各部门单位", "各有关部门单位"}
)
_DISTRICTS = re.compile(r"^各(?:区县|区市|县市区|市县区|区|县|市州|地市|州市|市)(?:及\w{0,8}区)?([^各、，]{0,12}局)$")
_SHORTEST = 3  # characters that must remain for a name without its place to still be a name


def place_of(name: str) -> str:
    """The place an authority's name begins with: 上海市市场监督管理局 → 上海市; "" when it begins with none."""
    found = _PLACE.match(name)
    return found.group() if found else ""


def key(name: str, place: str) -> str:
    """The form under which spellings of one unit meet, seen from an authority of `place`.

    The authority's own place, its short form (上海) and the bare 市/省 in front are silent: 市粮食科学研究所 is
    上海市粮食科学研究所. 市 in 市场 is not a place.
    """
    text = fold(name)
    for long, short in _SHORT_FORMS:
        text = text.replace(long, short)
    for front in (place, place[:-1], f"本{place[-1:]}", place[-1:]):
        rest = text.removeprefix(front)
        if front and rest != text and len(rest) >= _SHORTEST and not rest.startswith("场"):
            return rest
    return text


def is_ourselves(name: str) -> bool:
    """我局, 本单位 …: the unit that is speaking."""
    return fold(name) in _OURSELVES


def is_top(name: str, place: str) -> bool:
    """市局 in a city's notice, 省局 in a province's: the authority at the top of the tree."""
    return bool(place) and fold(name) == f"{place[-1]}局"


def is_collective(phrase: str) -> bool:
    """各…, 相关…, 有关…: several units that the phrase does not name, so no unit is ever created from it."""
    return bool(_COLLECTIVE.search(fold(phrase)))


def is_everyone(phrase: str) -> bool:
    """各单位, 各有关单位: whoever takes part."""
    return fold(phrase) in _EVERYONE


def office_in_every_district(phrase: str) -> str:
    """The office that 各区市场监管局, 各区（县）局 or 各市（州）市场监管局 means in every district; "" for other phrases."""
    found = _DISTRICTS.match(fold(phrase))
    return found.group(1) if found else ""


def is_such_an_office(name: str, office: str) -> bool:
    """Whether `name` is an `office` (局, 市监局, 市场监管局): a short form keeps the characters of the full one in order.

    各区教育局 in a market authority's notice means other people's bureaus, not its own.
    """
    left = iter(fold(name))
    return all(character in left for character in office)


_TYPES = (
    (re.compile(r"(?:区|县|新片区)市场监(?:督管理|管)局$"), UnitType.DISTRICT),
    (re.compile(r"电视台|广播|传媒|日报|晚报|新闻|融媒体|(?<!电)网$"), UnitType.MEDIA),
    (re.compile(r"公司$|集团$|[\u4e00-\u9fff]厂$"), UnitType.COMPANY),
    (re.compile(r"协会$|学会$|商会$|联合会$|促进会$|促进中心$|联盟$"), UnitType.ASSOCIATION),
    (re.compile(r"办公室$|[\u4e00-\u9fff]处$|[\u4e00-\u9fff]科$"), UnitType.OFFICE),
    (re.compile(r"院$|所$|中心$|站$|大学$|学院$|馆$"), UnitType.INSTITUTE),
)


def _is_elsewhere(name: str, place: str) -> bool:
    """An office of another province, or, seen from a city, of another city: 浙江省市场监管局, 昆山市市场监管局."""
    there = place_of(name)
    if not place or name.startswith((place[:-1], "市")) or not name.endswith(("局", "厅", "委员会", "委", "人民政府")):
        return False
    return there.endswith(("省", "自治区")) or (there.endswith("市") and place.endswith("市"))


def guess_type(name: str, place: str) -> UnitType:
    """The type a name suggests for a unit nobody has described yet; people correct it in the desk."""
    if _is_elsewhere(name, place):
        return UnitType.PARTNER
    return next((kind for pattern, kind in _TYPES if pattern.search(name)), UnitType.OTHER)
