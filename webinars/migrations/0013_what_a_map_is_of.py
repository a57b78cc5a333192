"""A time map says of which cut it is. Those said so far were of the cut shown before."""

from django.db import migrations, models
from django.utils import timezone


def say_of_which(apps, schema_editor):
    shown_before = {}
    for cut in apps.get_model("webinars", "Cut").objects.filter(state="ready").order_by("webinar", "number"):
        before = shown_before.get(cut.webinar_id)
        if before is not None and (cut.shown or cut.time_map):
            cut.map_of = before.number
            before.replaced_at = cut.ready_at or timezone.now()
            before.save(update_fields=["replaced_at"])
            cut.save(update_fields=["map_of"])
        if before is None or cut.shown or cut.time_map:
            shown_before[cut.webinar_id] = cut


class Migration(migrations.Migration):
    dependencies = [("webinars", "0012_slides")]

    operations = [
        migrations.AddField("cut", "map_of", models.PositiveIntegerField(null=True)),
        migrations.AddField("cut", "replaced_at", models.DateTimeField(null=True)),
        migrations.RunPython(say_of_which, migrations.RunPython.noop),
    ]
