from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "worldday.desk"
    label = "desk"

    def ready(self) -> None:
        from worldday.reports.archiving import making, parts
        from worldday.reports.models import PackageKind

        from .archives.parts import plan_papers, summary_sheets
        from .archives.workbook import write_workbook

        making.writes(PackageKind.WORKBOOK, "xlsx", write_workbook)
        parts.also(plan_papers)
        parts.also(summary_sheets)
