"""As in production, on a school of its own in a temporary folder.

What differs, and why: files are sent by plain names (no manifest: `{% static %}` costs the same look-up either way), and
PostgreSQL is met without the pool, which a database made and dropped by the same process cannot have.
"""

import os
from pathlib import Path

os.environ.setdefault("VAR_DIR", "/nonexistent")  # bench.__main__ makes a folder; nothing here may touch the real school
os.environ["SECRET_KEY"] = "benchmarks only"
os.environ["ALLOWED_HOSTS"] = "school.example.org"
os.environ["PUBLIC_URL"] = "https://school.example.org"

from school.settings.production import *  # noqa: F403
from school.settings.production import DATABASES, INSTALLED_APPS, STORAGES, VAR_DIR

INSTALLED_APPS = ["bench", *INSTALLED_APPS]
ROOT_URLCONF = "bench.urls"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = False

DATABASES["default"].get("OPTIONS", {}).pop("pool", None)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(Path(VAR_DIR) / "bench.sqlite3")}
