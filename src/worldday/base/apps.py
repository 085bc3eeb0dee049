from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "worldday.base"
    label = "base"

    def ready(self) -> None:
        from functools import partial

        from django.core.management import call_command

        from . import longwork, periodic, seal

        periodic.register("seal-audit", periodic.MINUTE, seal.seal_new)
        periodic.register("seal-audit-late-rows", periodic.DAY, partial(seal.seal_new, sweep=True))
        periodic.register("take-up-long-work", periodic.MINUTE // 4, longwork.take_up)
        periodic.register("prune-sessions", periodic.DAY, partial(call_command, "clearsessions"))
