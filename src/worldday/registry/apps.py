from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "worldday.registry"
    label = "registry"

    def ready(self) -> None:
        from worldday.base import longwork, periodic  # models exist only now
        from worldday.campaigns.kinds import register

        from .actions import expiring, forgetting, importing, importing_work, reindexing, releasing
        from .kind import Release

        register(Release())
        longwork.register(reindexing.WORK, reindexing.reindex)
        periodic.register("release-batches", 1, releasing.release_due, visitors=True, prompt=True)
        periodic.register("import-records", 1, importing_work.go_on)
        periodic.register("forget-sheets", periodic.DAY, importing.forget_abandoned)
        periodic.register("registry-forget", periodic.DAY, forgetting.forget_due)
        periodic.register("expire-records", periodic.MINUTE, expiring.expire_due)
