import django.db.models.deletion
import worldday.base.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    """What is told to many parties, and how far it has come."""

    dependencies = [("events", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Mailing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(default=worldday.base.ids.new_code, editable=False, max_length=12, unique=True),
                ),
                ("occasion", models.CharField(max_length=20)),
                ("mark", models.CharField(blank=True, max_length=16)),
                ("whom", models.CharField(max_length=10)),
                ("text", models.CharField(blank=True, max_length=300)),
                ("parties", models.PositiveIntegerField()),
                ("told", models.PositiveIntegerField(default=0)),
                ("last", models.BigIntegerField(default=0)),
                ("asked_by", models.CharField(max_length=64)),
                ("asked_name", models.CharField(max_length=150)),
                ("asked_at", models.DateTimeField()),
                ("beat_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mailings", to="events.event"
                    ),
                ),
                (
                    "slot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="events.slot",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["done_at", "beat_at"], name="mailing_under_way")],
            },
        ),
    ]
