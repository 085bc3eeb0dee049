import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A survey ends by itself, and people without a booking answer on slips."""

    dependencies = [("events", "0002_mailing")]

    operations = [
        migrations.AddField(model_name="survey", name="closes_at", field=models.DateTimeField(blank=True, null=True)),
        migrations.CreateModel(
            name="SurveySlip",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(editable=False, max_length=16, unique=True)),
                ("used", models.BooleanField(default=False)),
                ("printed_at", models.DateTimeField()),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="slips", to="events.survey"
                    ),
                ),
            ],
        ),
    ]
