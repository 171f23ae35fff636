using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CoopBot.Capabilities.Announcements;
using CoopBot.People;
using CoopBot.Storage;
using CoopBot.Tests.Hosts;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Tests.Running;

/// <summary>What a run proved.</summary>
internal sealed record ProofResult
{
    /// <summary>Where the rows stand at the end.</summary>
    public required DeliveryCounts Counts { get; init; }

    /// <summary>People who got none although their row says so.</summary>
    public required int Lost { get; init; }

    /// <summary>Copies beyond the first.</summary>
    public required int Duplicates { get; init; }

    /// <summary>Those of them whose row had not been marked as in doubt before.</summary>
    public required int Unmarked { get; init; }

    /// <summary>Rows that were held and not noted at the kills: as many may come twice.</summary>
    public required int HeldAtKills { get; init; }

    /// <summary>How often the rows were counted while it ran, and how often they did not sum to the audience.</summary>
    public required (int Looks, int Wrong) Sums { get; init; }

    /// <summary>How long the order to send took: every recipient is written down within it.</summary>
    public required TimeSpan Ordered { get; init; }

    /// <summary>How long it took, kills and starts included.</summary>
    public required TimeSpan Took { get; init; }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"audience {Counts.Audience}, sent {Counts.Sent}, uncertain {Counts.Uncertain}, unreachable {Counts.Unreachable}, gave up {Counts.GaveUp}, pending {Counts.Pending}; lost {Lost}, duplicates {Duplicates} (held at kills {HeldAtKills}, unmarked {Unmarked}); counted {Sums.Looks} times, wrong {Sums.Wrong}; ordered in {Ordered.TotalSeconds:F2} s, over in {Took.TotalSeconds:F1} s");
}

/// <summary>What one that makes trouble has in hand.</summary>
/// <param name="Processes">The running processes.</param>
/// <param name="HeldAsync">Counts what is held at this moment and was not counted before.</param>
/// <param name="FinishedAsync">Ends when every recipient is accounted for.</param>
internal sealed record ProofTrouble(IReadOnlyList<CoopBotProcess> Processes, Func<Task<int>> HeldAsync, Func<Task> FinishedAsync);

/// <summary>An announcement to many people through real processes that are killed, and a channel that fails. Used by the tests and, at length, by the benchmarks.</summary>
internal sealed partial class AnnouncementProof(string connectionString, FaultyChannel channel)
{
    private readonly HashSet<(long Id, long Fence)> _held = [];
    private readonly string[] _settings = ["CoopBot__Demo=false", "Announcements__RatePerSecond=0"];

    /// <summary>How many recipients.</summary>
    public int Recipients { get; init; } = 1_000;

    /// <summary>How many kills.</summary>
    public int Kills { get; init; } = 3;

    /// <summary>How many processes at once.</summary>
    public int Processes { get; init; } = 1;

    /// <summary>SIGTERM instead of SIGKILL.</summary>
    public bool Gently { get; init; }

    /// <summary>Lets the leases of a killed process end at once, where nobody can know that it was alone.</summary>
    public bool EndLeases { get; init; }

    /// <summary>More settings of the processes' environment.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>What befalls the processes instead of kills; returns how many rows were held by one that did not note them.</summary>
    public Func<ProofTrouble, Task<int>>? Trouble { get; init; }

    public async Task<ProofResult> RunAsync()
    {
        using var database = Database.Of(connectionString);
        Schema.Prepare(database);
        await FillAsync(database);
        var (_, key, error) = await CoopBotProcess.RunAsync(connectionString, _settings, ["apikey", "new", $"bukti-{Guid.NewGuid():N}"[..20], "admin"]);
        key = Key().Match(key + error).Value;
        var processes = new CoopBotProcess[Processes];
        Uri? address = null;
        for (var i = 0; i < Processes; i++)
        {
            (processes[i], address) = await CoopBotProcess.ServeAsync(connectionString, [.. _settings, .. Settings]);
        }

        var began = TimeProvider.System.GetTimestamp();
        var (id, ordered) = await SendAsync(address!, key);
        using var over = new CancellationTokenSource();
        var sums = Task.Run(() => WatchAsync(database, id, over.Token));
        var held = 0;
        try
        {
            held = Trouble is null ? await KillAsync(processes, database, id) : await Trouble(new(processes, () => HeldAsync(database, id), () => EndAsync(database, id)));
            await EndAsync(database, id);
        }
        finally
        {
            foreach (var process in processes)
            {
                process.Dispose();
            }

            await over.CancelAsync();
        }

        var took = TimeProvider.System.GetElapsedTime(began);
        await using var db = database.CreateDbContext();
        var rows = await db.AnnouncementDeliveries.AsNoTracking().Where(row => row.AnnouncementId == id).ToListAsync();
        int In(DeliveryState state) => rows.Count(row => row.State == state);
        var copies = channel.Copies;
        return new()
        {
            Counts = new(rows.Count, In(DeliveryState.Pending), In(DeliveryState.Sent), In(DeliveryState.Uncertain), In(DeliveryState.Unreachable), In(DeliveryState.GaveUp), In(DeliveryState.Cancelled), 0, 0),
            Lost = rows.Count(row => row.State == DeliveryState.Sent && !copies.ContainsKey(ConversationOf(row.PersonId))),
            Duplicates = copies.Values.Sum() - copies.Count,
            Unmarked = rows.Sum(row => Math.Max(0, copies.GetValueOrDefault(ConversationOf(row.PersonId)) - 1 - row.Doubts)),
            HeldAtKills = held,
            Sums = await sums,
            Ordered = ordered,
            Took = took,
        };
    }

    private async Task<int> KillAsync(CoopBotProcess[] processes, Database database, long id)
    {
        var held = 0;
        for (var kill = 1; kill <= Kills; kill++)
        {
            await channel.TakenAsync(kill * Recipients / (Kills + 1));
            var victim = kill % Processes;
            await (Gently ? processes[victim].TerminateAsync() : processes[victim].KillAsync());
            held += await HeldAsync(database, id);
            processes[victim].Dispose();
            (processes[victim], _) = await CoopBotProcess.ServeAsync(connectionString, [.. _settings, .. Settings]);
        }

        return held;
    }

    private static string ConversationOf(string person) => "c" + person[1..];

    private async Task FillAsync(Database database)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        foreach (var page in Enumerable.Range(0, Recipients).Chunk(1_000))
        {
            await using var db = database.CreateDbContext();
            db.Addresses.AddRange(page.Select(number => new Address
            {
                Channel = "msteams",
                ConversationId = $"c{number}",
                PersonId = $"p{number}",
                UserId = $"u{number}",
                BotId = "28:bot",
                ServiceUrl = channel.ServiceUrl,
                TenantId = "t1",
                Kind = "personal",
                Anonymous = true,
                UpdatedAt = now,
                WroteAt = now,
            }));
            await db.SaveChangesAsync();
        }
    }

    private static async Task<(long Id, TimeSpan Ordered)> SendAsync(Uri address, string key)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        using var created = await http.PostAsJsonAsync("api/announcements", new { title = "Kantor tutup", text = "Kantor tutup hari Jumat.", audience = new { all = true } });
        var body = await created.Content.ReadFromJsonAsync<JsonObject>();
        var id = (long?)body?["id"] ?? throw new InvalidOperationException($"{created.StatusCode} {body}");
        var began = TimeProvider.System.GetTimestamp();
        using var sent = await http.PostAsync(new Uri($"api/announcements/{id}/send", UriKind.Relative), null);
        sent.EnsureSuccessStatusCode();
        return (id, TimeProvider.System.GetElapsedTime(began));
    }

    private async Task<int> HeldAsync(Database database, long id)
    {
        await using var db = database.CreateDbContext();
        // One that was taken back after an earlier kill and waits again is leased no more, although it keeps its mark.
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var held = await db.AnnouncementDeliveries.Where(row => row.AnnouncementId == id && row.State == DeliveryState.Pending && row.IsLeased && row.DueAt > now).Select(row => new { row.Id, row.Fence }).ToListAsync();
        var isNew = held.Count(row => _held.Add((row.Id, row.Fence)));
        if (EndLeases)
        {
            await db.AnnouncementDeliveries.Where(row => row.AnnouncementId == id && row.State == DeliveryState.Pending && row.IsLeased).ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, now));
        }

        return isNew;
    }

    private static async Task EndAsync(Database database, long id)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(8));
        while (true)
        {
            await using var db = database.CreateDbContext();
            if (await db.Announcements.AnyAsync(one => one.Id == id && one.State == AnnouncementState.Finished, patience.Token))
            {
                return;
            }

            // Another process notes the end; it has no event for us.
            await Task.Delay(50, patience.Token);
        }
    }

    /// <summary>Counts all along: at no moment may the sum be another than the audience.</summary>
    private async Task<(int Looks, int Wrong)> WatchAsync(Database database, long id, CancellationToken over)
    {
        var (looks, wrong) = (0, 0);
        while (!over.IsCancellationRequested)
        {
            await using var db = database.CreateDbContext();
            var sum = (await db.AnnouncementDeliveries.Where(row => row.AnnouncementId == id).GroupBy(row => row.State).Select(group => group.Count()).ToListAsync(CancellationToken.None)).Sum();
            (looks, wrong) = (looks + 1, wrong + (sum == Recipients ? 0 : 1));
            await Task.WhenAny(Task.Delay(20, CancellationToken.None), Task.Delay(Timeout.Infinite, over));
        }

        return (looks, wrong);
    }

    [GeneratedRegex("coop_[A-Za-z0-9_-]{43}")]
    private static partial Regex Key();
}
