import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """How old parties are, where an event asks."""

    dependencies = [("events", "0003_survey_slips")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="ages",
            field=models.BooleanField(default=False, verbose_name="ages are asked for, for the figures"),
        ),
        migrations.CreateModel(
            name="AgeCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("band", models.CharField(max_length=10)),
                ("persons", models.PositiveSmallIntegerField()),
                (
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ages", to="events.booking"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("booking", "band"), name="event_age_once"),
                    models.CheckConstraint(condition=models.Q(("persons__gte", 1)), name="event_age_persons"),
                ]
            },
        ),
    ]
