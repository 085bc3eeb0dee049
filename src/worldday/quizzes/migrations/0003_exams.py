"""An activity has one quiz of its own and any number of exams beside it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0005_task_passed_on_once"),
        ("quizzes", "0002_attempt_day"),
    ]

    operations = [
        migrations.AlterField(
            model_name="quiz",
            name="activity",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="quizzes", to="campaigns.activity"
            ),
        ),
        migrations.AddField(
            model_name="quiz",
            name="main_of",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="quiz",
                to="campaigns.activity",
            ),
        ),
        migrations.AddField(model_name="quiz", name="title", field=models.CharField(blank=True, max_length=200)),
        migrations.AddField(model_name="quiz", name="title_en", field=models.CharField(blank=True, max_length=200)),
    ]
