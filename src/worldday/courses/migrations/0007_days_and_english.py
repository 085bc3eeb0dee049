"""Whose booking of a day on site it is; places and teachers in English."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0006_handin_uploads"),
    ]

    operations = [
        migrations.AddField(
            model_name="cohort",
            name="place_en",
            field=models.CharField(blank=True, default="", max_length=200, verbose_name="place, in English"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="cohort",
            name="teacher_en",
            field=models.CharField(blank=True, default="", max_length=120, verbose_name="teacher, in English"),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="DayBooking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.BigIntegerField(unique=True)),
                ("opened_at", models.DateTimeField()),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="day_bookings",
                        to="courses.enrolment",
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="courses.lesson"
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
    ]
