"""Days, weeks and months that authorities mark, with their English names, an address and a hue for their pages.

English names are those the international bodies use (IEC/ISO/ITU, IAF/ILAC, BIPM/OIML, WIPO, Consumers International, the
UN); a Chinese observance has a plain translation. A new row is all a new observance needs; one that is missing
here still becomes a campaign, with a plainer address.
"""

from dataclasses import dataclass

from worldday.base.text import fold


@dataclass(frozen=True)
class Observance:
    name: str
    name_en: str
    slug: str
    hue: int  # degrees on the OKLCH circle, 0–359


OBSERVANCES = (
    Observance("世界标准日", "World Standards Day", "world-standards-day", 150),
    Observance("世界认可日", "World Accreditation Day", "world-accreditation-day", 255),
    Observance("世界计量日", "World Metrology Day", "world-metrology-day", 285),
    Observance("世界知识产权日", "World Intellectual Property Day", "world-ip-day", 60),
    Observance("中国品牌日", "China Brand Day", "china-brand-day", 20),
    Observance("国际消费者权益日", "World Consumer Rights Day", "consumer-rights-day", 35),
    Observance("消费者权益日", "World Consumer Rights Day", "consumer-rights-day", 35),
    Observance("世界食品安全日", "World Food Safety Day", "world-food-safety-day", 120),
    Observance("食品安全宣传周", "Food Safety Week", "food-safety-week", 120),
    Observance("质量月", "Quality Month", "quality-month", 225),
    Observance("全国质量月", "National Quality Month", "quality-month", 225),
    Observance("安全生产月", "Work Safety Month", "work-safety-month", 45),
    Observance("科技活动周", "Science and Technology Week", "science-week", 195),
    Observance("全国安全用药月", "Medication Safety Month", "medication-safety-month", 175),
)
_BY_NAME = {fold(one.name): one for one in OBSERVANCES}


def known(name: str) -> Observance | None:
    return _BY_NAME.get(fold(name))
