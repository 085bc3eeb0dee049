"""Until now every quiz was its activity's own."""

from django.db import migrations
from django.db.models import F


def fill(apps, _schema_editor):
    apps.get_model("quizzes", "Quiz")._base_manager.update(main_of=F("activity"))


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0003_exams")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
