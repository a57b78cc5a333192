"""The table of words, in the database's own kind; see `cms.search.storing`."""

from django.db import migrations

SQLITE = ["CREATE VIRTUAL TABLE search_words USING fts5(title, body, title_said, body_said, tokenize='ascii', prefix='2 3 4')"]
POSTGRESQL = [
    "CREATE TABLE search_words (entry_id bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX search_words_found ON search_words USING gin (words)",
]


def make(apps, schema_editor):
    using = schema_editor.connection
    with using.cursor() as cursor:
        for line in SQLITE if using.vendor == "sqlite" else POSTGRESQL:
            cursor.execute(line)


def drop(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("DROP TABLE search_words")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
