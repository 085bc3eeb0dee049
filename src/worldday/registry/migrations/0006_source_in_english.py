"""Where a registry comes from is said in English, too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0005_in_english")]
    operations = [
        migrations.AddField(
            model_name="registry",
            name="source_en",
            field=models.CharField(blank=True, max_length=300, verbose_name="the same in English"),
        ),
    ]
