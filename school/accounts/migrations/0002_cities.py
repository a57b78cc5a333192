"""Data: the list of cities from the codifier."""

from typing import Any

from django.db import migrations

from school.accounts.cities import load_cities


def load(apps: Any, schema_editor: Any) -> None:
    load_cities(apps.get_model("accounts", "City"))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
