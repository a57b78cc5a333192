"""What was watched goes from rows of parts to the one row of a person and webinar."""

from itertools import groupby

from django.db import migrations

ENOUGH = 80


def gather(apps, schema_editor):
    Viewing, WatchedSegment = (apps.get_model("webinars", name) for name in ("Viewing", "WatchedSegment"))
    lengths = dict(apps.get_model("webinars", "Webinar").objects.values_list("pk", "duration_seconds"))
    rows = WatchedSegment.objects.order_by("webinar_id", "user_id", "start").values_list("webinar_id", "user_id", "start", "end", "at")
    for (webinar, user), group in groupby(rows.iterator(), key=lambda row: row[:2]):
        parts = [row[2:] for row in group]
        last = max(at for _start, _end, at in parts)
        viewing, _made = Viewing.objects.get_or_create(webinar_id=webinar, user_id=user, defaults={"seen_at": last})
        viewing.parts = [[start, end] for start, end, _at in parts]
        viewing.seconds = sum(end - start for start, end, _at in parts)
        viewing.opened_at, viewing.heard_at = min(at for _start, _end, at in parts), last
        if lengths[webinar] and viewing.seconds * 100 >= ENOUGH * lengths[webinar]:
            viewing.reached_at = last
        viewing.save()
    for viewing in Viewing.objects.filter(opened_at=None):
        viewing.opened_at = viewing.heard_at = viewing.seen_at
        viewing.save()


class Migration(migrations.Migration):
    dependencies = [("webinars", "0008_viewing")]

    operations = [migrations.RunPython(gather, migrations.RunPython.noop)]
