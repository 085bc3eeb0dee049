"""Earlier themes of observances, with words that only that year's theme would bring into a notice.

Words must be telling: 视频 in a standards notice points to 2019, 可持续发展 points to nothing. Where
a theme has no telling word, it is left out. Sources: the observances' own pages (iso.org, iec.ch,
itu.int, ilac.org, bipm.org) and the notices of the market regulation authorities.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Past:
    """A year's theme and its telling words."""

    year: int
    theme: str
    words: tuple[str, ...]


THEMES: dict[str, tuple[Past, ...]] = {
    "世界标准日": (
        Past(2008, "标准与智能绿色建筑", ("智能绿色建筑",)),
        Past(2016, "标准建立信任", ("标准建立信任",)),
        Past(2017, "标准让城市更智慧", ("标准让城市更智慧", "城市更智慧")),
        Past(2018, "国际标准与第四次工业革命", ("第四次工业革命",)),
        Past(2019, "视频标准创造全球舞台", ("视频标准", "视频技术")),
        Past(2020, "标准保护地球", ("标准保护地球", "用标准保护地球")),
        Past(2021, "标准促进可持续发展 共建更加美好的世界", ("标准促进可持续发展",)),
        Past(2022, "美好世界的共同愿景", ("数字时代的标准化",)),
        Past(2024, "强化标准引领 促进高质量发展", ("强化标准引领，促进高质量发展",)),
    ),
    "世界认可日": (
        Past(2015, "认可：支持健康和社会关怀", ("健康和社会关怀", "健康与社会关怀")),
        Past(2016, "认可：服务公共政策的全球工具", ("公共政策的全球工具",)),
        Past(2018, "认可：构建更安全的世界", ("构建更安全的世界", "更安全的世界")),
        Past(2019, "认可：为供应链增值", ("为供应链增值", "供应链增值")),
        Past(2020, "认可：改善食品安全", ("改善食品安全", "服务复工复产")),
        Past(2022, "传递质量信任 服务绿色发展", ("传递质量信任 服务绿色发展", "传递质量信任，服务绿色发展")),
        Past(2024, "赋能明天，塑造未来", ("赋能明天，塑造未来",)),
    ),
}
