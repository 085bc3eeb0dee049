"""Since when a key is compromised, and why: a retired one had ended long before that was said."""

from django.db import migrations, models


def fill(apps, schema_editor):
    """As the audit trail tells it; where it does not, when the key ended."""
    events = apps.get_model("base", "AuditEvent").objects.filter(action="certificate-key-compromised").order_by("pk")
    said = {one.target_name: one for one in events}
    for key in apps.get_model("certificates", "SigningKey").objects.filter(state="compromised").defer("private"):
        event = said.get(key.code)
        key.compromised_at = event.at if event else key.ended_at
        key.compromised_for = event.after.get("reason", "")[:300] if event else ""
        key.save(update_fields=["compromised_at", "compromised_for"])


class Migration(migrations.Migration):
    dependencies = [("certificates", "0002_bundle"), ("base", "0003_longwork_lease")]
    operations = [
        migrations.AddField(
            model_name="signingkey",
            name="compromised_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="signingkey",
            name="compromised_for",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
