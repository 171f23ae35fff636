using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CoopBot.Records;
using CoopBot.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CoopBot.Tests.Hosts;

/// <summary>The whole application in this process: its own database, Development, real Kestrel on a free port.</summary>
public sealed class CoopBotHost : WebApplicationFactory<Program>
{
    private readonly Action<IServiceCollection>? _services;
    private readonly (string Key, string Value)[] _settings;
    private readonly TestStore? _store;
    private readonly HttpClient _http = new();

    public CoopBotHost() : this(services: null) { }

    internal CoopBotHost(Action<IServiceCollection>? services = null, string? connectionString = null, params (string Key, string Value)[] settings)
    {
        _settings = settings;
        _services = services;
        ConnectionString = connectionString ?? (_store = new()).ConnectionString;
        UseKestrel(0);
        StartServer();
        Address = new(ClientOptions.BaseAddress.ToString().Replace("localhost", "127.0.0.1", StringComparison.Ordinal));
    }

    public string ConnectionString { get; }

    public Uri Address { get; }

    /// <summary>Everything that was logged, message and exception.</summary>
    internal LogLines Log { get; } = new();

    internal T Service<T>() where T : notnull => Services.GetRequiredService<T>();

    internal Database Database => Service<Database>();

    /// <summary>The synthetic cooperatives are there and known to the look-up.</summary>
    internal async Task<CoopBotHost> WithCooperativesAsync()
    {
        await DemoData.FillAsync(Service<WriteGate>());
        await Service<Capabilities.Cooperatives.CooperativeLookUp>().Reload();
        return this;
    }

    /// <summary>A day in WIB as cards carry it, so many days from today.</summary>
    internal static string Day(int days = 0) => TimeProvider.System.GetUtcNow().AddHours(7).AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A service that does nothing by itself, but for what is named: a test says when.</summary>
    internal static void WithoutTimers(IServiceCollection services, params Type[] but)
    {
        foreach (var timer in services.Where(service => service.ServiceType == typeof(IHostedService) && TypeOf(service) is { } type && type.Assembly == typeof(Database).Assembly && !but.Contains(type)).ToList())
        {
            services.Remove(timer);
        }

        static Type? TypeOf(ServiceDescriptor service) => service.ImplementationType ?? service.ImplementationFactory?.GetType().GenericTypeArguments[1];
    }

    /// <summary>One value of the store.</summary>
    internal object? Scalar(string sql)
    {
        using var connection = Database.OpenConnection();
        return TestStore.Scalar(connection, sql);
    }

    /// <summary>A new visitor with an open chat.</summary>
    internal Task<Chat> VisitAsync(string locale = "id-ID") => Chat.StartAsync(Address, locale);

    /// <summary>Posts an activity as a channel on this machine would.</summary>
    internal Task<HttpResponseMessage> PostAsync(JsonObject activity) => _http.PostAsJsonAsync(new Uri(Address, "api/messages"), activity);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development").UseSetting("ConnectionStrings:CoopBot", ConnectionString)
            // One tester asks hundreds of questions in a second; what holds up floods has tests of its own.
            .UseSetting("CoopBot:Demo", "false").UseSetting("BotFramework:TurnTimeout", "00:00:14").UseSetting("Limits:PersonPerMinute", "100000").UseSetting("Limits:ConversationPerMinute", "100000");
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Debug));
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton(_ => ShippedKnowledge.LearntAsync().GetAwaiter().GetResult());
            _services?.Invoke(services);
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _http.Dispose();
            _store?.Dispose();
        }
    }
}
