from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("base", "0002_longwork")]
    operations = [
        migrations.AddField("longwork", "alive_at", models.DateTimeField(null=True)),
        migrations.AddField("longwork", "taken_up", models.PositiveSmallIntegerField(default=0)),
    ]
