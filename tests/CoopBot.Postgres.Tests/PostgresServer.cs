using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace CoopBot.Tests.Hosts;

/// <summary>
/// A PostgreSQL server for these tests: the one that COOPBOT_TEST_POSTGRES names (a connection string of a superuser), else one of
/// their own, from the installed programs, in a temporary folder; it ends when this process does, however that ends.
/// </summary>
internal sealed class PostgresServer : IDisposable
{
    private static readonly Lazy<PostgresServer?> Own = new(() => Environment.GetEnvironmentVariable("COOPBOT_TEST_POSTGRES") is { Length: > 0 } ? null : new PostgresServer());

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coopbot-pg-");
    private readonly string _programs = Programs();
    private readonly int _port = FreePort();
    private readonly string _settings;
    private Process? _running;

    /// <param name="settings">Further arguments of <c>postgres</c>, such as <c>-c max_connections=20</c>.</param>
    public PostgresServer(string settings = "-c max_connections=300")
    {
        _settings = settings;
        if (Environment.IsPrivilegedProcess)
        {
            // postgres refuses to run as root.
            Run("chown", "postgres", _folder.FullName);
        }

        Run("sh", "-c", $"{AsPostgres}'{_programs}/initdb' -D '{_folder}/data' -A trust -U postgres -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null");
        Start();
    }

    /// <summary>A connection string of one of the shared server's databases.</summary>
    public static string ConnectionString(string database) =>
        Own.Value?.Of(database) ?? new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("COOPBOT_TEST_POSTGRES")) { Database = database }.ConnectionString;

    /// <summary>Runs a statement on the shared server.</summary>
    public static void Execute(string sql) => Execute(ConnectionString("postgres"), sql);

    /// <summary>A number from the shared server.</summary>
    public static long Count(string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=False");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>A connection string of one of this server's databases.</summary>
    public string Of(string database) => $"Host=127.0.0.1;Port={_port};Database={database};Username=postgres";

    /// <summary>Runs a statement as the superuser.</summary>
    public static void Execute(string connectionString, string sql)
    {
        using var connection = new NpgsqlConnection(connectionString + ";Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Starts it and waits until it answers. The shell between ends the server when our end of its pipe closes.</summary>
    public void Start()
    {
        var server = $"{AsPostgres}'{_programs}/postgres' -D '{_folder}/data' -p {_port} -k '{_folder}' -c listen_addresses=127.0.0.1 -c fsync=off {_settings}";
        _running = Process.Start(new ProcessStartInfo("sh", ["-c", $"{server} >'{_folder}/log' 2>&1 & read _; kill -INT $!; wait $!"]) { RedirectStandardInput = true })!;
        Run("sh", "-c", $"until '{_programs}/pg_isready' -q -h 127.0.0.1 -p {_port}; do sleep 0.05; done");
    }

    /// <summary>Stops it at once: every connection breaks.</summary>
    public void Stop()
    {
        _running!.StandardInput.Close();
        _running.WaitForExit();
        _running.Dispose();
    }

    public void Dispose()
    {
        Stop();
        _folder.Delete(recursive: true);
    }

    private static string AsPostgres => Environment.IsPrivilegedProcess ? "exec setpriv --reuid=postgres --regid=postgres --clear-groups " : "exec ";

    /// <summary>Debian's own on a build machine; elsewhere a person is told what to do.</summary>
    private static string Programs()
    {
        if (Installed() is null && OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Environment.GetEnvironmentVariable("CI") == "true" && File.Exists("/usr/bin/apt-get"))
        {
            Run("sh", "-c", "apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql");
        }

        return Installed() ?? throw new InvalidOperationException(
            "These tests need the programs of PostgreSQL 14 or newer. Type `sudo apt-get install postgresql`, or set COOPBOT_TEST_POSTGRES to the connection string of a server's superuser.");
    }

    private static string? Installed() =>
        (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(folder => folder.Length).ThenByDescending(folder => folder, StringComparer.Ordinal).Select(folder => $"{folder}/bin") : [])
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)).FirstOrDefault(folder => File.Exists($"{folder}/initdb") && File.Exists($"{folder}/postgres"));

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(5)), $"{program} did not end.");
        Assert.Equal(0, process.ExitCode);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
