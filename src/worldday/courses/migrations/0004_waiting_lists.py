"""A full cohort has a waiting list; learners are told in their language, and see once what became of their assignments."""

from django.db import migrations, models
from django.db.models import F


def seen_already(apps, _schema_editor):
    """What was decided before nobody announced: it is not news now."""
    Handin = apps.get_model("courses", "Handin")
    Handin._base_manager.exclude(marked_at=None).update(seen_at=F("marked_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0003_course_readable"),
    ]

    operations = [
        migrations.AddField(
            model_name="cohort",
            name="offer_hours",
            field=models.PositiveSmallIntegerField(default=24, verbose_name="hours an offered place is kept"),
        ),
        migrations.AddField(
            model_name="cohort",
            name="waiting",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="held_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="language",
            field=models.CharField(default="zh-hans", max_length=10),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="queued_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="handin",
            name="seen_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="enrolment",
            index=models.Index(fields=["state", "held_until"], name="enrolment_offered"),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "offered"), _negated=True),
                    models.Q(("held_until", None), _negated=True),
                    _connector="OR",
                ),
                name="enrolment_offered_until",
            ),
        ),
        migrations.RunPython(seen_already, migrations.RunPython.noop),
    ]
