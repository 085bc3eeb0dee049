import django.db.models.deletion
from django.db import migrations, models

import worldday.base.ids
import worldday.base.strongbox


class Migration(migrations.Migration):
    """Who wants to hear of the online tour; ages of walk-ins; English beside texts that had one language; and of a mailing, the
    moment at which one press ended the bookings it is about."""

    dependencies = [("events", "0005_proven_phone")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="contact_en",
            field=models.CharField(blank=True, max_length=300, verbose_name="contact, in English"),
        ),
        migrations.AddField(
            model_name="event",
            name="moved_reason_en",
            field=models.CharField(blank=True, max_length=400, verbose_name="why it moved online, in English"),
        ),
        migrations.AddField(
            model_name="site",
            name="address_en",
            field=models.CharField(blank=True, max_length=300, verbose_name="address, in English"),
        ),
        migrations.AddField(
            model_name="session",
            name="room_en",
            field=models.CharField(blank=True, max_length=120, verbose_name="room, in English"),
        ),
        migrations.AddField(
            model_name="session",
            name="speakers_en",
            field=models.TextField(blank=True, verbose_name="speakers in English, one per line"),
        ),
        migrations.AddField(
            model_name="handout",
            name="credit_en",
            field=models.CharField(blank=True, max_length=150),
        ),
        migrations.AddField(
            model_name="mailing",
            name="text_en",
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.AddField(
            model_name="mailing",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="WalkAge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("band", models.CharField(max_length=10)),
                ("persons", models.PositiveSmallIntegerField()),
                (
                    "walk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ages", to="events.walkin"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("walk", "band"), name="event_walk_age_once"),
                    models.CheckConstraint(condition=models.Q(("persons__gte", 1)), name="event_walk_age_persons"),
                ]
            },
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(default=worldday.base.ids.new_code, editable=False, max_length=12, unique=True),
                ),
                ("key", models.BigIntegerField(unique=True)),
                ("token", models.CharField(blank=True, max_length=64)),
                ("contact", models.BigIntegerField(null=True)),
                ("person", worldday.base.strongbox.LockedJSONField(default=dict, purpose="event-interest")),
                ("language", models.CharField(default="zh-hans", max_length=10)),
                ("consent", models.CharField(max_length=64)),
                ("left_at", models.DateTimeField()),
                ("over_at", models.DateTimeField()),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="interests", to="events.event"
                    ),
                ),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("event", "contact"), name="event_interest_once")]},
        ),
    ]
