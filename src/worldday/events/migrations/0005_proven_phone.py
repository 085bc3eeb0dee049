from django.db import migrations, models


class Migration(migrations.Migration):
    """An event may want the phone number proven by a code."""

    dependencies = [("events", "0004_ages")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="phone_code",
            field=models.BooleanField(default=False, verbose_name="a code proves the phone number"),
        ),
        migrations.AddField(model_name="details", name="proven_at", field=models.DateTimeField(blank=True, null=True)),
    ]
