"""A small Shanghai: the city's bureau, three district bureaus, and one of each sort of partner."""

from dataclasses import dataclass

from worldday.units.models import Unit

from .units import make_unit


@dataclass
class Authority:
    city: Unit
    jinshan: Unit
    jiading: Unit
    lingang: Unit
    station: Unit
    company: Unit
    zhejiang: Unit

    @property
    def districts(self) -> list[Unit]:
        return [self.jinshan, self.jiading, self.lingang]


def make_authority() -> Authority:
    city = make_unit("上海市市场监督管理局", contact="标准创新发展处")

    def below(name: str, sort: str, **fields) -> Unit:
        return make_unit(name, parent=city, type=sort, **fields)

    return Authority(
        city,
        below("上海市金山区市场监督管理局", "district", district="金山区"),
        below("上海市嘉定区市场监督管理局", "district", district="嘉定区"),
        below("临港新片区市场监督管理局", "district", district="临港新片区"),
        below("上海市林业总站", "institute"),
        below("外高桥集团", "company"),
        below("浙江省市场监督管理局", "partner"),
    )
