using System.Data.Common;
using CoopBot.Storage;

namespace CoopBot.Tests.Hosts;

/// <summary>A store of its own that goes with the test, a copy of one that was migrated once. CoopBot.Postgres.Tests runs the same tests with its own class of this name.</summary>
internal sealed class TestStore : IDisposable
{
    public static bool IsPostgres => false;

    private static readonly Lazy<byte[]> Template = new(() =>
    {
        using var store = Empty();
        // Without a pool the last connection folds the log into the one file.
        using (var database = Database.Of($"{store.ConnectionString};Pooling=False"))
        {
            Schema.Prepare(database);
        }

        return File.ReadAllBytes(store.Path);
    });

    private readonly TempFolder _folder = new();

    public TestStore() : this(Template.Value) { }

    private TestStore(byte[]? contents)
    {
        if (contents is not null)
        {
            File.WriteAllBytes(Path, contents);
        }
    }

    private string Path => _folder.File("coopbot.db");

    /// <summary>A store that nothing has prepared yet.</summary>
    public static TestStore Empty() => new(contents: null);

    public string ConnectionString => $"Data Source={Path}";

    public Database Open() => Database.Of(ConnectionString);

    /// <summary>One value, by a statement of this test's own.</summary>
    public static object? Scalar(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>The engine finds nothing wrong with its own files.</summary>
    public static void AssertWhole(DbConnection connection)
    {
        Assert.Equal("ok", connection.Scalar(null, "PRAGMA integrity_check"));
        Assert.Null(connection.Scalar(null, "PRAGMA foreign_key_check"));
    }

    /// <summary>To that process the disk is full: no file may grow past a page.</summary>
    public void RefuseWrites(int process) => Limit(process, "4096:unlimited");

    /// <summary>There is room again.</summary>
    public void TakeWrites(int process) => Limit(process, "unlimited:unlimited");

    /// <summary>Somebody is in the middle of a write and stays there for a second.</summary>
    public bool IsHeldUp()
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"{ConnectionString};Default Timeout=1;Pooling=False");
        connection.Open();
        try
        {
            using var transaction = connection.BeginTransaction();
            return false;
        }
        catch (Microsoft.Data.Sqlite.SqliteException busy) when (busy.SqliteErrorCode == 5)
        {
            return true;
        }
    }

    private static void Limit(int process, string size)
    {
        using var limit = System.Diagnostics.Process.Start("prlimit", [$"--pid={process}", $"--fsize={size}"]);
        limit.WaitForExit();
        Assert.Equal(0, limit.ExitCode);
    }

    /// <summary>Everything that is stored, in whatever form, its bytes as Latin-1.</summary>
    public string Contents() => string.Join('\n', Directory.EnumerateFiles(_folder.Path).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal))
        .Select(path => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(path))));

    public void Dispose() => _folder.Dispose();
}
