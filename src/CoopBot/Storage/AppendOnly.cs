namespace CoopBot.Storage;

/// <summary>
/// Makes a table append-only in the database itself, whoever holds a connection (fault 134). Migrations run this once the table
/// is there; a later migration that rebuilds the table on SQLite must run it again.
/// </summary>
internal static class AppendOnly
{
    /// <summary>For SQLite. The third trigger is for INSERT OR REPLACE, which deletes without the second.</summary>
    public static string Sqlite(string table) => $"""
        CREATE TRIGGER "{table}_no_update" BEFORE UPDATE ON "{table}" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
        CREATE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
        CREATE TRIGGER "{table}_no_replace" BEFORE INSERT ON "{table}" WHEN EXISTS (SELECT 1 FROM "{table}" WHERE "Id" = NEW."Id")
            BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
        """;

    /// <summary>For PostgreSQL. TRUNCATE stays, for <c>restore</c>; an office that wants more takes UPDATE, DELETE and TRUNCATE from the service's role.</summary>
    public static string Postgres(string table) => $"""
        CREATE FUNCTION "{table}_refuse"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$;
        CREATE TRIGGER "{table}_no_change" BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{table}_refuse"();
        """;
}
