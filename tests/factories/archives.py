"""A campaign with something of everything in it, and packages unpacked to look into."""

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import bagit
from django.core.files.base import ContentFile

from tests.factories.final_report import Reported, compiled, make_reported
from tests.factories.materials import add, make_material, make_ready
from tests.factories.messages import make_message
from tests.factories.practices import make_practice
from worldday.base import clock, scope
from worldday.base.ids import new_code
from worldday.campaigns.models import Campaign
from worldday.notices.models import Notice
from worldday.reports.actions.archiving import path_of
from worldday.reports.actions.reviewing import comment
from worldday.reports.models import Package, Submission

NOTICE = "关于开展世界标准日活动的通知"


def make_notice(campaign: Campaign, name: str = "通知：第1号?.docx") -> Notice:
    with scope.everything("factory"):
        notice = Notice.objects.create(
            owner=campaign.owner,
            campaign=campaign,
            name=NOTICE,
            doc_number="甲市监〔2020〕1号",
            file_name=name,
            sha256="0" * 64,
            text=f"{NOTICE}\n各区市场监管局：",
            reading={"schema": "worldday.notice/1"},
            taken_in_at=clock.now(),
        )
        notice.file.save("notice.docx", ContentFile(b"PK original"))
    return notice


def make_full(*, report: bool = False) -> Reported:
    """Notice, plan, three units' reports with a comment, a photo, figures, a practice, a message; with `report` an edition."""
    made = make_reported(3)
    with scope.everything("factory"):
        make_notice(made.campaign)
        sent = Submission.objects.order_by("pk")[0]
        comment(submission=sent, start=0, end=4, text="请补充人次", by=made.organiser)
        make_ready(add(made.tasks[0], made.organiser, "活动 合影.jpg"))
        make_material(made.tasks[1], name="已删除.jpg", removed_at=clock.now())
        make_practice(sent, made.organiser)
        if report:
            compiled(made)
        make_message(
            "email", campaign=made.campaign.code, about=made.tasks[0].code, address="clerk@example.org", subject="催办"
        )
    return made


def make_package_row(campaign: Campaign, **fields) -> Package:
    """A package whose file is not there, for lists and permissions."""
    values = {"kind": "bag", "stored": f"{new_code()}.zip", "size": 1000, "digest": "0" * 64, "made_at": clock.now()}
    with scope.everything("factory"):
        return Package.objects.create(campaign=campaign, **(values | fields))


@dataclass
class Unpacked:
    bag: bagit.Bag
    root: Path

    def text(self, path: str) -> str:
        return (self.root / path).read_text()

    def json(self, path: str):
        return json.loads(self.text(path))

    def lines(self, path: str) -> list:
        return [json.loads(line) for line in self.text(path).splitlines()]

    def all_text(self) -> str:
        """Everything in the package that is text, names of files included."""
        files = [path for path in self.root.rglob("*") if path.is_file()]
        texts = [path.read_text() for path in files if path.suffix in (".txt", ".json", ".jsonl")]
        return "\n".join([*texts, *(str(path) for path in files)])


def unpack(package: Package, folder: Path) -> Unpacked:
    with zipfile.ZipFile(path_of(package.stored)) as file:
        assert file.testzip() is None
        file.extractall(folder)
    (root,) = folder.iterdir()
    return Unpacked(bagit.Bag(str(root)), root)
