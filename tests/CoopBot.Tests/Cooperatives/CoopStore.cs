using CoopBot.Capabilities.Cooperatives;
using CoopBot.Capabilities.Figures;
using CoopBot.Conversation;
using CoopBot.People;
using CoopBot.Records;
using CoopBot.Staff;
using CoopBot.Storage;
using CoopBot.Tests.Hosts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CoopBot.Tests.Cooperatives;

/// <summary>A real store with the tables, and the two routes over it.</summary>
public sealed class CoopStore : IDbContextFactory<CoopDb>, IDisposable
{
    private readonly TestStore _store = new();
    private readonly Database _database;
    private readonly ServiceProvider _services;

    public CoopStore()
    {
        _database = _store.Open();
        Schema.Prepare(_database);

        _services = new ServiceCollection().AddSingleton<IDbContextFactory<CoopDb>>(this).AddSingleton(_database)
            .AddSingleton(TimeProvider.System).AddSingleton<WriteGate>().AddSingleton<AuditTrail>().AddSingleton<Memberships>()
            .AddCooperatives().AddFigures().AddDataProtection().UseEphemeralDataProtectionProvider().Services.BuildServiceProvider();
        // In Program's order.
        Chat = new ChatRoutes(_services).MapFigures().MapCooperatives()
            .Map("nobody", (turn, _) => ValueTask.FromResult<Reply?>(new Reply("") { State = turn.State }));
        LookUp = _services.GetRequiredService<CooperativeLookUp>();
    }

    public ChatRoutes Chat { get; }

    public CooperativeLookUp LookUp { get; }

    public static CoopStore WithDemo()
    {
        var store = new CoopStore();
        store.Fill();
        return store;
    }

    public int Fill() => InTransaction(DemoData.FillIfEmpty);

    public T InTransaction<T>(Func<System.Data.Common.DbConnection, System.Data.Common.DbTransaction, T> work)
    {
        using var connection = _database.OpenConnection();
        using var transaction = connection.BeginTransaction();
        var result = work(connection, transaction);
        transaction.Commit();
        return result;
    }

    public CoopDb CreateDbContext() => _database.CreateDbContext();

    public void Dispose()
    {
        _services.Dispose();
        _database.Dispose();
        _store.Dispose();
    }
}

/// <summary>One person who talks; state goes from turn to turn as the chat service does it.</summary>
public sealed class Talk(CoopStore store)
{
    private ConversationState _state = ConversationState.Empty;

    public Language Language { get; init; }

    public bool IsPrivate { get; init; } = true;

    public bool HadPersonalNumber { get; init; }

    public DateTime Now { get; set; } = new(2026, 11, 23, 3, 0, 0, DateTimeKind.Utc);

    public ConversationState State => _state;

    public string Route { get; private set; } = "";

    public async Task<Reply> Says(string text)
    {
        var turn = new Turn
        {
            Key = new("webchat", "c", "p"),
            ActivityId = "a",
            Text = text,
            Now = Now,
            Language = Language,
            IsPrivate = IsPrivate,
            HadPersonalNumber = HadPersonalNumber,
            State = _state,
        };
        (Route, var reply) = await store.Chat.AnswerAsync(turn, default);
        _state = reply.State ?? _state;
        return reply;
    }
}

/// <summary>The demo's records, shared by tests that only read.</summary>
public sealed class DemoStore : IDisposable
{
    public CoopStore Store { get; } = CoopStore.WithDemo();

    public void Dispose() => Store.Dispose();
}
