from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0004_once_from_a_plan"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="task",
            constraint=models.UniqueConstraint(
                condition=models.Q(("parent", None), _negated=True),
                fields=("parent", "unit"),
                name="task_passed_on_once",
            ),
        ),
    ]
