"""The words of the format in both languages: a key may be written in either, exports write English."""

from .plan import ASSIGNMENT, EXAM, ONSITE, PDF, SLIDES, SORTS, TEXT, VIDEO

KEYS = {
    "标题": "title",
    "英文标题": "title_en",
    "对象": "audience",
    "英文对象": "audience_en",
    "先修": "needs",
    "观看比例": "watched",
    "翻阅比例": "seen",
    "考试合格分": "exam",
    "作业合格分": "assignment",
    "按顺序": "in_order",
    "来源": "sources",
    "英文来源": "sources_en",
    "标识": "key",
    "类型": "sort",
    "分钟": "minutes",
    "必修": "required",
    "视频": "video",
    "低清视频": "low",
    "封面": "poster",
    "字幕": "subtitles",
    "文件": "file",
    "活动": "event",
    "次数": "tries",
    "限时": "time_limit",
    "试卷": "paper",
    "格式": "format",
}
SORT_WORDS = {
    "视频": VIDEO,
    "图文": TEXT,
    "文档": PDF,
    "幻灯片": SLIDES,
    "现场": ONSITE,
    "考试": EXAM,
    "作业": ASSIGNMENT,
    **{sort: sort for sort in SORTS},
}
YES = {"yes", "true", "1", "是"}
NO = {"no", "false", "0", "否"}
FORMAT = "worldday.course/1"
