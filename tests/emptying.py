"""How tests with real transactions empty PostgreSQL: TRUNCATE gives each of two hundred tables and their indexes new files, DELETE costs what there is."""

from __future__ import annotations

from typing import Any

from django.db import connection

DELETE_ALL = """
DO $$
DECLARE place regclass;
BEGIN
    IF current_setting('is_superuser') = 'on' THEN
        PERFORM set_config('session_replication_role', 'replica', true);  -- all goes, so no reference needs a look
    END IF;
    FOR place IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname = ANY (%s) LOOP
        EXECUTE format('DELETE FROM %%s', place);
    END LOOP;
END $$
"""


def only_what_holds_rows() -> None:
    whole = connection.ops.sql_flush

    def flush(style: Any, tables: Any, *, reset_sequences: bool = False, allow_cascade: bool = False) -> list[str]:
        if reset_sequences or not tables:
            return whole(style, tables, reset_sequences=reset_sequences, allow_cascade=allow_cascade)
        names = ", ".join(f"'{table}'" for table in tables)
        return [DELETE_ALL % f"ARRAY[{names}]::name[]"]

    connection.ops.sql_flush = flush
