from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0003_from_reporting'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.UniqueConstraint(condition=models.Q(('from_plan', ''), _negated=True), fields=('from_plan',), name='activity_from_plan_once'),
        ),
    ]
