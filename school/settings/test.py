"""The suite: SQLite in memory-speed files or DATABASE_URL, jobs at commit, mail kept in memory."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import DATABASES, PRIVATE_STORAGE, PUBLIC_STORAGE

SECRET_KEY = "tests"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name} for name in ("default", "renditions")}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
JOBS_INLINE = True
DEV_MAIL = True
CELERY_TASK_ALWAYS_EAGER = False

_files = Path(tempfile.mkdtemp(prefix="school-test-"))
UPLOADS_DIR = _files / "uploads"
RECORDINGS_WORK = _files / "work"
MEDIA_ROOT = _files / "public"
KEYS_DIR = _files / "keys"
PRIVATE_STORAGE = {**PRIVATE_STORAGE, "OPTIONS": {**PRIVATE_STORAGE["OPTIONS"], "location": _files / "media"}}
PUBLIC_STORAGE = {**PUBLIC_STORAGE, "OPTIONS": {**PUBLIC_STORAGE["OPTIONS"], "location": MEDIA_ROOT}}
STORAGES = {
    "default": PRIVATE_STORAGE,
    "public": PUBLIC_STORAGE,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
if "pool" in DATABASES["default"].get("OPTIONS", {}):
    del DATABASES["default"]["OPTIONS"]["pool"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(_files / "test.sqlite3")}  # a file, so that threads and other processes meet it as in life
else:
    DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"  # a commit that power may take back is a commit to every test
