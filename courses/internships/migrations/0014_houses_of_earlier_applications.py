"""Data: applications made before know their organisation by its words, and named people by the reservation."""

from typing import Any

from django.db import migrations

from school.accounts.models.organisations import fold


def fill(apps: Any, schema_editor: Any) -> None:
    applications, organisations = apps.get_model("internships", "Application"), apps.get_model("accounts", "Organisation")
    for row in applications.objects.filter(house=None, reservation__isnull=False).exclude(organisation="").select_related("reservation"):
        applications.objects.filter(pk=row.pk).update(house=row.reservation.organisation_id)
    known: dict[str, int] = {}
    for pk, folded, into in organisations.objects.order_by("-confirmed", "pk").values_list("pk", "folded", "merged_into"):
        known.setdefault(folded, into or pk)
    for words in applications.objects.filter(house=None).exclude(organisation="").order_by().values_list("organisation", flat=True).distinct():
        if house := known.get(fold(words)):
            applications.objects.filter(house=None, organisation=words).update(house=house)


class Migration(migrations.Migration):
    dependencies = [("internships", "0013_whom_people_speak_for")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
