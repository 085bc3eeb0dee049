from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0004_own_quizzes")]
    operations = [
        migrations.AddConstraint(
            model_name="quiz",
            constraint=models.CheckConstraint(
                condition=models.Q(("main_of", None), ("main_of", models.F("activity")), _connector="OR"),
                name="quiz_main_of_its_own",
            ),
        )
    ]
