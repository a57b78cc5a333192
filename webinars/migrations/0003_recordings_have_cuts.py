"""A recording from before there were cuts is the first cut of its webinar. Data only."""

from django.db import migrations


def make_cuts(apps, schema_editor):
    webinars, cuts = apps.get_model("webinars", "Webinar"), apps.get_model("webinars", "Cut")
    for webinar in webinars.objects.exclude(recording="").filter(cuts=None):
        cuts.objects.create(
            webinar=webinar, number=1, original=webinar.recording.name, size=webinar.size or 0, seconds=webinar.duration_seconds,
            shown=True, state="ready", created_at=webinar.published_at, ready_at=webinar.published_at,
        )


class Migration(migrations.Migration):
    dependencies = [("webinars", "0002_cuts")]
    operations = [migrations.RunPython(make_cuts, migrations.RunPython.noop)]
