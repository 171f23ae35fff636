using System.Data.Common;
using CoopBot.Storage;

namespace CoopBot.Tests.Hosts;

/// <summary>A store of its own that goes with the test. CoopBot.Postgres.Tests runs the same tests with its own class of this name.</summary>
internal sealed class TestStore : IDisposable
{
    public static bool IsPostgres => false;

    private readonly TempFolder _folder = new();

    /// <summary>A store that nothing has prepared yet.</summary>
    public static TestStore Empty() => new();

    public string ConnectionString => $"Data Source={_folder.File("coopbot.db")}";

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

    /// <summary>Everything that is stored, in whatever form, its bytes as Latin-1.</summary>
    public string Contents() => string.Join('\n', Directory.EnumerateFiles(_folder.Path).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal))
        .Select(path => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(path))));

    public void Dispose() => _folder.Dispose();
}
