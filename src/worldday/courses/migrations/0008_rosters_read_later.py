"""The sheet of a roster, kept until its lines were read in the background."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0007_days_and_english"),
    ]

    operations = [
        migrations.AddField(
            model_name="roster",
            name="stored",
            field=models.CharField(blank=True, default="", max_length=80),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="roster",
            name="headings_row",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name="roster",
            name="state",
            field=models.CharField(default="reading", max_length=10),
        ),
    ]
