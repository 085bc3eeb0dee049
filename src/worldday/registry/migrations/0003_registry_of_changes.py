"""Say of each line of history which registry it belongs to: feeds are read by registry."""

from django.db import migrations, models


def fill(apps, schema_editor):
    change, record = apps.get_model("registry", "RecordChange"), apps.get_model("registry", "Record")
    of_record = record._base_manager.filter(pk=models.OuterRef("record_id")).values("registry_id")[:1]
    change._base_manager.filter(registry=None).update(registry_id=models.Subquery(of_record))


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_amendments")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
