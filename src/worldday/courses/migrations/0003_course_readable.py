"""A course may let anyone read its lessons without enrolling."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("courses", "0002_roster_columns")]
    operations = [
        migrations.AddField(
            model_name="course",
            name="readable",
            field=models.BooleanField(default=False, verbose_name="anyone may read its lessons without enrolling"),
        )
    ]
