"""One machine, nothing installed: what `make run` serves."""

from .base import *  # noqa: F403
from .base import VAR_DIR, env

SECRET_KEY = env.str("SECRET_KEY", default="development only: every fresh clone starts with this key")
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", "testserver"])
DEV_MAIL = True
DEMO_PEOPLE = True
VAR_DIR.mkdir(parents=True, exist_ok=True)
