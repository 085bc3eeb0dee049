"""Registries of persons: what they hold about somebody can be taken down, and goes by itself in the end."""

from django.db import migrations, models


def mark_experts(apps, schema_editor):
    apps.get_model("registry", "Registry")._base_manager.filter(ready="experts").update(about_people=True)


class Migration(migrations.Migration):
    dependencies = [("registry", "0003_registry_of_changes")]
    operations = [
        migrations.AddField(
            model_name="registry",
            name="about_people",
            field=models.BooleanField(default=False, verbose_name="its records are about persons"),
        ),
        migrations.RunPython(mark_experts, migrations.RunPython.noop),
    ]
