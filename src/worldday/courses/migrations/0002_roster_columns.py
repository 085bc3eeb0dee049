"""Rosters of every area name their columns alike: what courses called `unit_name` is `unit`."""

from django.db import migrations


def rename(apps, _schema_editor):
    Roster = apps.get_model("courses", "Roster")
    for roster in Roster._base_manager.iterator():
        if "unit_name" not in roster.mapping:
            continue
        roster.mapping["unit"] = roster.mapping.pop("unit_name")
        roster.save(update_fields=["mapping"])


class Migration(migrations.Migration):
    dependencies = [("courses", "0001_initial")]
    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
