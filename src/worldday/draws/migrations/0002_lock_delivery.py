"""Delivery data of winners goes under lock: what stands in the table as plain JSON is locked once."""

import json

from django.db import migrations, models

import worldday.base.strongbox
from worldday.base import strongbox


def lock(apps, _schema):
    Prize = apps.get_model("draws", "Prize")
    for prize in Prize.objects.exclude(delivery__in=["", "{}"]).iterator():
        prize.delivery = strongbox.lock(json.dumps(json.loads(prize.delivery), ensure_ascii=False), "delivery")
        prize.save(update_fields=["delivery"])
    Prize.objects.filter(delivery="{}").update(delivery="")


class Migration(migrations.Migration):

    dependencies = [
        ('draws', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='prize',
            name='delivery',
            field=models.TextField(default=dict),
        ),
        migrations.RunPython(lock, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='prize',
            name='delivery',
            field=worldday.base.strongbox.LockedJSONField(default=dict, purpose='delivery'),
        ),
    ]
