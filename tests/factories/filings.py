from worldday.base import scope
from worldday.campaigns.models import Task
from worldday.reports.actions.writing import open_filing, save_draft
from worldday.reports.models import Filing
from worldday.units.models import Staff

TEXT = "我区围绕主题组织开放日活动，向社区发放资料1200份。\n群众满意。"


def make_filing(task: Task, by: Staff, text: str = TEXT, **fields) -> Filing:
    """A draft as `by` saved it once."""
    with scope.everything("factory"):
        return save_draft(filing=open_filing(task=task, by=by), revision=0, by=by, text=text, **fields)
