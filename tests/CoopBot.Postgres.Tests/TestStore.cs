using System.Data.Common;
using System.Text;
using System.Text.RegularExpressions;
using CoopBot.Storage;
using Npgsql;

namespace CoopBot.Tests.Hosts;

/// <summary>A PostgreSQL database of its own that goes with the test; its tables are copied from one that was migrated once.</summary>
internal sealed partial class TestStore : IDisposable
{
    public static bool IsPostgres => true;

    private static readonly Lazy<string> Template = new(() =>
    {
        var store = Empty();
        using var database = store.Open();
        Schema.Prepare(database);
        return store._name;
    });

    private readonly string _name = $"t{Guid.NewGuid():N}";

    public TestStore() : this(Template.Value) { }

    private TestStore(string from) => PostgresServer.Execute($"CREATE DATABASE {_name} TEMPLATE {from}");

    /// <summary>A store that nothing has prepared yet.</summary>
    public static TestStore Empty() => new("template0");

    public string ConnectionString => PostgresServer.ConnectionString(_name);

    public Database Open() => Database.Of(ConnectionString);

    /// <summary>One value, by a statement of this test's own. Names of tables and columns may stand unquoted; a number comes as long.</summary>
    public static object? Scalar(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Name().Replace(sql, match => match.Value[0] is '\'' or '"' ? match.Value : $"\"{match.Value}\"");
        return command.ExecuteScalar() switch { int number => (long)number, var value => value };
    }

    /// <summary>The engine finds nothing wrong with its own files.</summary>
    public static void AssertWhole(DbConnection connection)
    {
        connection.Execute(null, "CREATE EXTENSION IF NOT EXISTS amcheck");
        connection.Execute(null, "SELECT bt_index_check(oid, true) FROM pg_class WHERE relkind = 'i' AND relnamespace = 'public'::regnamespace AND relam = (SELECT oid FROM pg_am WHERE amname = 'btree')");
    }

    /// <summary>The server writes nothing more of this database.</summary>
    public void RefuseWrites(int process) => ReadOnly("on");

    /// <summary>It writes again.</summary>
    public void TakeWrites(int process) => ReadOnly("off");

    /// <summary>Somebody is in the middle of a write and stays there for a second.</summary>
    public bool IsHeldUp()
    {
        PostgresServer.Execute("SELECT pg_sleep(1.2)");
        return PostgresServer.Count($"SELECT COUNT(*) FROM pg_stat_activity WHERE datname = '{_name}' AND state LIKE 'idle in transaction%' AND state_change < clock_timestamp() - interval '1 second'") > 0;
    }

    private void ReadOnly(string value)
    {
        PostgresServer.Execute($"ALTER DATABASE {_name} SET default_transaction_read_only = {value}");
        PostgresServer.Execute($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{_name}'");
    }

    /// <summary>Everything that is stored, its UTF-8 as Latin-1.</summary>
    public string Contents()
    {
        using var database = Open();
        using var connection = database.OpenConnection();
        var tables = Column(connection, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
        return Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(string.Join('\n', tables.SelectMany(table => Column(connection, $"SELECT t::text FROM \"{table}\" AS t")))));
    }

    public void Dispose()
    {
        NpgsqlConnection.ClearAllPools();
        PostgresServer.Execute($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
    }

    private static List<string> Column(DbConnection connection, string sql)
    {
        using var rows = connection.Query(null, sql);
        var values = new List<string>();
        while (rows.Read())
        {
            values.Add(rows.GetString(0));
        }

        return values;
    }

    [GeneratedRegex("'[^']*'|\"[^\"]*\"|\\b[A-Z][a-z]\\w*\\b")]
    private static partial Regex Name();
}
