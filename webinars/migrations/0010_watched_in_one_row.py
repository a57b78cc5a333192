"""Rows of parts are gathered: their table goes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("webinars", "0009_parts_to_viewings")]

    operations = [
        migrations.DeleteModel(name="WatchedSegment"),
        migrations.AlterField(model_name="viewing", name="opened_at", field=models.DateTimeField()),
        migrations.AlterField(model_name="viewing", name="heard_at", field=models.DateTimeField()),
        migrations.AddConstraint(
            model_name="viewing",
            constraint=models.CheckConstraint(condition=models.Q(later_seconds__lte=models.F("seconds")), name="brought_later_is_watched"),
        ),
    ]
