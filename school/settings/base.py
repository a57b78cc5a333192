"""What every installation shares. The environment describes the machine; `CentreSettings` describes the house."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
KEYS_DIR = Path(env.str("KEYS_DIR", default=str(VAR_DIR / "keys")))  # signing keys; many machines share one folder

DEBUG = False
PUBLIC_URL = env.str("PUBLIC_URL", default="http://127.0.0.1:8000").rstrip("/")
WAGTAILADMIN_BASE_URL = PUBLIC_URL

INSTALLED_APPS = [
    "school.foundation",
    "school.accounts",
    "cms.pages",
    "cms.search",
    "cms.library",
    "courses.learning",
    "courses.assessment",
    "courses.internships",
    "webinars",
    "certificates",
    "certificates.credentials",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.typed_table_block",
    "wagtail.contrib.simple_translation",
    "wagtail_footnotes",
    "wagtail.embeds",
    "wagtail.sites",
    "school.accounts.wagtail_users.UsersAppConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "rules.apps.AutodiscoverRulesConfig",
    "django_htmx",
    "csp",
    "django_structlog",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "school.demo",
    "school.dashboard",  # the roof: gathers from all below, its post_migrate comes last
]

MIDDLEWARE = [
    "school.foundation.middleware.request_id",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "cms.pages.middleware.site",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "school.foundation.middleware.admin_policy",
    "django_structlog.middlewares.RequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "school.accounts.middleware.staff_second_factor",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "school.urls"
WSGI_APPLICATION = "school.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "cms.pages.context.house",
                "school.dashboard.context.desks",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "wagtail.templatetags.wagtailcore_tags",
                "school.foundation.templatetags.typo",
                "school.foundation.templatetags.when",
                "cms.pages.templatetags.reading",
            ],
        },
    }
]

# --- Database: SQLite alone, PostgreSQL by DATABASE_URL ------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'school.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": env.int("DATABASE_POOL", default=8)}

REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
    SESSION_ENGINE = "django.contrib.sessions.backends.db"

CACHES["renditions"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "renditions", "TIMEOUT": 3600}

# --- People ------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard:my"
STAFF_MFA_REQUIRED = False
TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)  # rate limits count by the visitor, not by nginx

from .accounts import *  # noqa: E402, F403  (allauth's settings, a page of their own)

# --- Languages and time ------------------------------------------------------------------------
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Kyiv"
LANGUAGE_CODE = "uk"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("uk", _("Ukrainian")), ("en", _("English"))]
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [BASE_DIR / "school" / "locale", BASE_DIR / "school" / "locale_editor"]  # the first one wins: our own words over the editor's

# --- Files -------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "templates" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "public"
S3_BUCKET = env.str("S3_BUCKET", default="")
S3_LINKS = env.str("S3_LINKS", default="").rstrip("/")  # origin of the bucket, to which links lead; empty: private files pass through us
if S3_BUCKET:
    S3 = {
        "bucket_name": S3_BUCKET,
        "endpoint_url": env.str("S3_ENDPOINT_URL", default=None),
        "access_key": env.str("S3_ACCESS_KEY"),
        "secret_key": env.str("S3_SECRET_KEY"),
        "region_name": env.str("S3_REGION", default=None),
        "signature_version": "s3v4",
        "file_overwrite": False,
    }
    PRIVATE_STORAGE = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {**S3, "location": "private"}}
    PUBLIC_STORAGE = {"BACKEND": "school.foundation.storage.PublicBucket", "OPTIONS": {**S3, "location": "public"}}
else:
    PRIVATE_STORAGE = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "media", "base_url": None},
    }
    PUBLIC_STORAGE = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT, "base_url": MEDIA_URL},
    }
STORAGES = {
    "default": PRIVATE_STORAGE,
    "public": PUBLIC_STORAGE,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
X_ACCEL = env.bool("X_ACCEL", default=False)  # nginx sends private files itself
UPLOADS_DIR = Path(env.str("UPLOADS_DIR", default=str(VAR_DIR / "uploads")))  # large files on their way in; many machines share one folder
RECORDINGS_INBOX = env.str("RECORDINGS_INBOX", default="")  # a folder of the server from which a recording can be picked
RECORDINGS_WORK = VAR_DIR / "work"  # where recordings are prepared; beside VAR_DIR/media, so that a finished file is only renamed
RECORDING_LOUDNESS = env.float("RECORDING_LOUDNESS", default=-23.0)  # LUFS, EBU R 128
FFMPEG = env.str("FFMPEG", default="")  # a name or path; empty: the one that comes with the packages
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- The organisation's seal on certificates: keys lie in KEYS_DIR/seal --------------------------
SEAL_LEVEL = env.str("SEAL_LEVEL", default="B-B")  # PAdES baseline: B-B, B-T, B-LT or B-LTA
SEAL_TSA_URL = env.str("SEAL_TSA_URL", default="")  # a time-stamp authority (RFC 3161), from B-T on
SEAL_CRL_URLS = env.list("SEAL_CRL_URLS", default=[])  # revocation lists, fetched twice a day, for B-LT and B-LTA
SEAL_COMMAND = env.str("SEAL_COMMAND", default="")  # signs stdin by a key in a token, a module or a vault: DER on stdout

# --- Wagtail -----------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Школа"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp", "svg"]
WAGTAILIMAGES_RENDITION_STORAGE = "public"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.pages.forms.SafeImageForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["mp4", "webm", "vtt", "csv", "docx", "odt", "ods", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
WAGTAIL_FOOTNOTES_REFERENCE_TEMPLATE = "library/parts/footnote.html"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILADMIN_PERMITTED_LANGUAGES = [("uk", "українська"), ("en", "English")]
TAGGIT_CASE_INSENSITIVE = True

# --- Work in the background: a message is a doorbell, the row in foundation.Job is the truth ----
BROKER_URL = env.str("BROKER_URL", default=REDIS_URL or "filesystem://")
CELERY_BROKER_URL = BROKER_URL
if BROKER_URL.startswith("filesystem"):
    BROKER_DIR = VAR_DIR / "broker"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "control_folder": str(BROKER_DIR / "control"),
        "polling_interval": 0.1,
    }
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Europe/Kyiv"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "school.foundation.tasks.sweep", "schedule": 30.0},
    "learning-clock": {"task": "courses.learning.tasks.clock", "schedule": 300.0},
    "close-surveys": {"task": "courses.assessment.tasks.close_surveys", "schedule": 300.0},
    "remind-of-surveys": {"task": "courses.assessment.tasks.remind_of_surveys", "schedule": 3_600.0},
    "publish-scheduled": {"task": "cms.pages.tasks.publish_scheduled", "schedule": 60.0},
    "catch-up-with-search": {"task": "cms.search.tasks.catch_up", "schedule": 30.0},
    "sweep-search": {"task": "cms.search.tasks.sweep", "schedule": 900.0},
    "forget-what-was-sought": {"task": "cms.search.tasks.forget_old", "schedule": 86_400.0},
    "remind-superiors": {"task": "courses.internships.tasks.remind_superiors", "schedule": 3_600.0},
    "remind-of-days": {"task": "courses.internships.tasks.remind_of_days", "schedule": 1_800.0},
    "remind-of-meetings": {"task": "courses.internships.tasks.remind_of_meetings", "schedule": 1_800.0},
    "remind-of-webinars": {"task": "webinars.tasks.remind_of_webinars", "schedule": 120.0},
    "drop-old-sticks": {"task": "webinars.tasks.drop_old_sticks", "schedule": 86_400.0},
    "lapse-unconfirmed": {"task": "courses.internships.tasks.lapse_unconfirmed", "schedule": 300.0},
    "sweep-case-drafts": {"task": "cms.library.tasks.sweep_case_drafts", "schedule": 21_600.0},
    "sweep-uploads": {"task": "webinars.tasks.sweep_uploads", "schedule": 3_600.0},
    "make-packs": {"task": "courses.internships.tasks.make_packs", "schedule": 1_800.0},
    "make-waiting-files": {"task": "certificates.tasks.make_waiting_files", "schedule": 300.0},
    "strengthen-seals": {"task": "certificates.tasks.strengthen_seals", "schedule": 900.0},
    "fetch-revocation-lists": {"task": "certificates.tasks.fetch_revocation_lists", "schedule": 43_200.0},
    "remind-of-ends": {"task": "certificates.tasks.remind_of_ends", "schedule": 21_600.0},
    "forget-batch-packs": {"task": "certificates.tasks.forget_batch_packs", "schedule": 86_400.0},
    "forget-packs": {"task": "courses.internships.tasks.forget_packs", "schedule": 86_400.0},
    "forget-unaccepted": {"task": "courses.internships.tasks.forget_unaccepted", "schedule": 86_400.0},
    "forget-unconfirmed-questions": {"task": "cms.library.tasks.forget_unconfirmed_questions", "schedule": 86_400.0},
    "forget-needs": {"task": "courses.internships.tasks.forget_needs", "schedule": 86_400.0},
}
JOBS_INLINE = False

# --- Mail --------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="school@example.org")
DEV_MAIL = False
if env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"

# --- Security ----------------------------------------------------------------------------------
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview frames its own pages
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
EMBED_HOSTS = ["https://www.youtube-nocookie.com", "https://player.vimeo.com"]  # framed only once a reader has pressed
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "frame-src": [SELF, *EMBED_HOSTS],
    },
}
if S3_LINKS:
    for _directive in ("img-src", "media-src", "connect-src"):
        CONTENT_SECURITY_POLICY["DIRECTIVES"].setdefault(_directive, [SELF]).append(S3_LINKS)  # a policy looks where a redirect leads
SILENCED_SYSTEM_CHECKS: list[str] = []

from .logs import *  # noqa: E402, F403
