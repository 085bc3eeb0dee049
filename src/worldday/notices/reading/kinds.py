"""What kind of activity a text describes: weighted words per kind of the registry.

``kind_scores`` adds the weights of the words found (each counted once); the head noun of a name,
which Chinese puts last, counts double. To teach a word, add it to its kind with a weight:
4 decides almost alone, 2 leans, 1 hints.
"""

import re

WORDS: dict[str, dict[str, float]] = {
    "quiz": {
        "竞答": 6, "竞赛": 3, "知识竞赛": 6, "答题": 6, "知识问答": 6, "有奖问答": 6, "有奖竞猜": 6, "在线答": 5, "测试题": 3, "答卷": 4, "问答": 3, "知识测试": 5, "知识挑战": 5,
    },
    "course": {
        "培训": 6, "培训班": 6, "讲座": 4, "训练营": 6, "课程": 4, "公开课": 5, "宣讲": 3, "授课": 4, "宣贯": 2.5, "云课堂": 5, "研修": 5, "进修": 4, "大讲堂": 4, "讲堂": 4, "网课": 4, "学习班": 4, "宣教": 1, "微课": 3, "科普课": 4, "学习": 1, "辅导": 2,
    },
    "event": {
        "论坛": 5.5, "研讨会": 6, "座谈会": 6, "座谈": 2, "圆桌": 6, "对话": 2, "交流会": 6, "发布会": 3, "发布仪式": 6, "仪式": 5, "启动会": 5, "大会": 5, "年会": 4, "会议": 3, "开放日": 6, "主题活动": 4, "沙龙": 5, "比赛": 4,
        "大赛": 4.5, "演讲": 3.5, "文艺": 4, "演出": 4, "演练": 5, "马拉松": 4, "健步": 4, "参观": 2, "揭牌": 4, "颁奖": 4, "表彰": 3, "签名": 2.5, "启动": 2, "嘉年华": 5, "市集": 4, "夏令营": 4, "体验": 2, "征文": 3, "征集": 3, "博览会": 5, "招募": 2, "报告会": 6, "开放": 3, "对接会": 5, "晨读": 4, "汇演": 5, "分享会": 5, "升旗": 4, "竞技": 3, "技能竞赛": 4,
    },
    "release": {
        "发布": 3.5, "公布": 3, "出台": 3, "白皮书": 4, "蓝皮书": 4, "报告发布": 4, "名单": 2, "释义": 2, "揭晓": 3, "上线": 2, "印发": 2, "协作平台启动": 4, "平台启动": 3, "编制": 1, "研究报告": 3, "成果发布": 4, "典型案例": 1.5,
    },
    "showcase": {
        "展示": 5, "展览": 5, "展播": 3, "成果展": 5, "推介": 5, "图片展": 5, "专栏": 2.5, "连载": 3, "推文": 2.5, "作品展": 4, "巡展": 5, "科普展": 4, "风采": 3, "解读": 3, "政策性文件": 4.5, "微视频": 2, "短视频": 2, "优秀案例": 2, "展出": 3, "展板": 1.5,
    },
    "broadcast": {
        "广播": 4, "电视": 4, "电台": 4, "宣传片": 3.5, "公益广告": 4.5, "双整点报时": 3, "报时": 3, "滚动播放": 3, "播放": 2, "播出": 3, "短信": 3, "频道": 2, "媒体宣传": 4, "新闻媒体": 2, "新媒体": 1.5, "媒体": 1.5, "公众号": 1.5, "直播": 3.5, "电子屏": 3, "显示屏": 3, "LED": 3, "舆论": 2, "集中宣传": 1, "频率": 2, "报道": 1.5,
    },
    "outreach": {
        "进社区": 4, "进园区": 4, "进企业": 4, "进校园": 4, "进农村": 4, "进机关": 4, "进学校": 4, "进家庭": 4, "五进": 5, "七进": 5, "六进": 5, "咨询": 3, "宣传海报": 3, "张贴": 3, "海报": 2.5, "横幅": 3, "标语": 2, "宣传资料": 3, "发放": 2.5, "传单": 3, "义诊": 5, "志愿": 3.5, "宣传活动": 3, "宣传日": 3,
        "宣传周": 3, "宣传月": 3, "下乡": 4, "上门": 3, "走访": 3, "入户": 3, "便民": 3, "广场": 2.5, "宣传教育": 2.5, "宣传": 1.5, "咨询日": 5, "慰问": 3, "普及": 1, "进万家": 4, "倡议": 2, "氛围": 2, "科普": 1.5,
    },
    "evaluation": {
        "评估": 6, "中期评估": 7, "评审": 5, "评选": 4.5, "评价": 2.5, "验收": 5, "考核": 4, "检查": 4, "抽查": 5, "排查": 4.5, "自查": 5, "督查": 5, "督导": 3, "抽检": 4, "整治": 3, "执法": 3, "遴选": 3, "监督检查": 4, "复核": 3, "测评": 4, "评比": 4, "隐患": 2,
    },
    "window": {"服务窗口": 6, "办事窗口": 6, "网上平台": 3, "热线": 4, "绿色通道": 4, "服务站": 3, "受理": 3, "咨询窗口": 5, "服务点": 3, "阵地": 1.5},
    "statistics": {"统计数据": 5, "统计": 3, "发展状况": 5, "发展情况": 4, "数据发布": 4, "指数": 3, "普查": 4, "年报": 3, "统计调查": 4, "行业发展": 2},
}  # fmt: skip
# A weak pull for texts without any known word.
DEFAULT = "outreach"
_LOOKUP = {word: (kind, weight) for kind, words in WORDS.items() for word, weight in words.items()}
_ANY = re.compile("(?=(" + "|".join(sorted(map(re.escape, _LOOKUP), key=len, reverse=True)) + "))")
_CONTENT_WEIGHT = 0.4


def kind_scores(text: str) -> dict[str, float]:
    """The weight of every kind for ``text``; the first line or sentence is taken as the name.

    Kinds without any word score 0.0. Pure; used both by the reader and by the campaigns' kinds.
    """
    name, _, content = text.strip().partition("\n")
    scores = dict.fromkeys(WORDS, 0.0)
    for kind, weight in _weights(name).items():
        scores[kind] += weight
    for kind, weight in _weights(content[:600]).items():
        scores[kind] += weight * _CONTENT_WEIGHT
    return scores


def propose(name: str, content: str = "") -> str:
    """The likeliest kind of an activity."""
    scores = kind_scores(re.sub(r"\s+", "", name) + "\n" + content)
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] > 0 else DEFAULT


def _weights(words: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for hit in _ANY.finditer(words):
        kind, weight = _LOOKUP[hit[1]]
        head = (
            re.fullmatch(r"(?:活动|工作|一次|会|班|[”》）。])*", words[hit.start() + len(hit[1]) :]) is not None
            and len(words) < 60
        )
        found[hit[1]] = max(found.get(hit[1], 0.0), weight * (2 if head else 1))
    totals: dict[str, float] = {}
    for word, weight in found.items():
        kind = _LOOKUP[word][0]
        totals[kind] = totals.get(kind, 0.0) + weight
    return totals
