"""What a package says of itself, in words a records office reads in fifty years: 说明.txt, the same as JSON, and bag-info.txt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import version

from django.utils.timezone import localtime

from worldday.campaigns.models import Campaign
from worldday.reports.archiving.bag import Member
from worldday.reports.archiving.written import as_json, unit_said

SCHEMA = "worldday.archive/1"
FOLDERS = {
    "campaign.json": "活动基本信息、主题、参加单位",
    "notices": "通知原件、正文、识别结果",
    "plan": "活动方案：计划时间与实际时间（activities.json，以及 Word、Excel 各一份）",
    "tasks.jsonl": "报送任务：谁、报什么、何时前、完成情况",
    "submissions": "各单位报送的每一版：正文（.txt），审核意见、检查提示、所附数据与方案行（.json）",
    "materials": "照片、视频、文件（已去除拍摄位置等隐藏信息）",
    "materials.jsonl": "素材清单：说明、地点、日期、肖像同意、使用授权、署名",
    "figures.jsonl": "数据：数值、口径、来源、时间",
    "reports": "总报告各版次（Word、PDF、网页）及其数据来源",
    "practices.jsonl": "典型做法",
    "draws": "抽奖档案（可自行复核，不含领奖人个人信息）",
    "messages.jsonl": "通知、催办、提醒的发送记录（不含手机号与邮箱地址）",
    "audit.jsonl": "操作记录：何人何时做了何事（不含网络地址）",
    "workbook.xlsx": "以上任务、报送、方案、数据、素材、做法、消息的汇总表",
}  # fmt: skip


def base_of(campaign: Campaign) -> str:
    """The one folder that everything unpacks into."""
    return f"{campaign.slug[:40].strip('-')}-{campaign.code}"


def info(campaign: Campaign, at: datetime, octets: int) -> dict[str, str]:
    """RFC 8493, 2.2.2; Payload-Oxum is the bag's own to say."""
    return {
        "Source-Organization": campaign.owner.name,
        "External-Description": f"{title(campaign)}活动档案：通知、方案、各单位报送、素材、数据、总报告与操作记录",
        "External-Identifier": campaign.code,
        "Bagging-Date": localtime(at).date().isoformat(),
        "Bag-Size": size_in_words(octets),
        "Bag-Count": "1 of 1",
        "Bag-Software-Agent": f"worldday {version('worldday')}",
    }


def tags(campaign: Campaign, at: datetime, counts: Mapping[str, int], by: str) -> list[Member]:
    """The folder metadata/ beside data/."""
    said = {
        "schema": SCHEMA,
        "title": title(campaign),
        "campaign": campaign.code,
        "owner": unit_said(campaign.owner),
        "made_at": at,
        "made_by": by,
        "parts": {name: {"files": number, "about": FOLDERS.get(name, "")} for name, number in counts.items()},
    }
    return [
        Member("metadata/archive.json", as_json(said)),
        Member("metadata/说明.txt", _words(campaign, at, counts, by).encode()),
    ]


def title(campaign: Campaign) -> str:
    ordinal = f"（第{campaign.ordinal}届）" if campaign.ordinal else ""
    return f"{campaign.year}年{campaign.name}{ordinal}"


def size_in_words(octets: int) -> str:
    """1.4 GB, as RFC 8493 shows it."""
    size = float(octets)
    for unit in ("B", "KB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"


def _words(campaign: Campaign, at: datetime, counts: Mapping[str, int], by: str) -> str:
    listed = "".join(f"  data/{name:<18} {FOLDERS.get(name, '')}（{n} 个文件）\n" for name, n in counts.items())
    return (
        f"{title(campaign)}  活动档案\n\n"
        f"形成单位：{campaign.owner.name}\n档案编号：{campaign.code}\n"
        f"打包时间：{localtime(at):%Y-%m-%d %H:%M}\n打包人：{by}\n\n"
        f"一、内容\n{listed}\n"
        "二、格式\n"
        "  文字为 UTF-8 纯文本；.json 为一个 JSON 值；.jsonl 每行一个 JSON 值。\n"
        "  正文为空的版本，其 .txt 文件长度为零。各单位撤回的版本只记其事，不留其文。\n"
        "  字段说明见软件文档 docs/archive-package.md，格式标识为 " + SCHEMA + "。\n\n"
        "三、校验\n"
        "  本包符合 BagIt 1.0（RFC 8493）。任何 BagIt 工具均可核验，例如：bagit.py --validate 本文件夹\n"
        "  或在本文件夹内运行：sha256sum -c manifest-sha256.txt\n"
    )
