"""Files of an assignment that come in pieces."""

import django.db.models.deletion
import worldday.base.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0005_experts"),
    ]

    operations = [
        migrations.CreateModel(
            name="HandinUpload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(default=worldday.base.ids.new_code, editable=False, max_length=12, unique=True),
                ),
                ("name", models.CharField(max_length=200)),
                ("length", models.PositiveBigIntegerField()),
                ("begun_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(db_index=True)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="uploads", to="courses.enrolment"
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="courses.lesson"
                    ),
                ),
            ],
        ),
    ]
