using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CoopBot.Conversation;
using CoopBot.Staff;

namespace CoopBot.Capabilities.Announcements;

/// <summary>Announcements for automation: <c>/api/announcements</c>, with <c>Authorization: Bearer</c> and a key of <c>apikey new</c>.</summary>
public static class AnnouncementsApi
{
    private const int MaxBody = 128 * 1024;
    private const int MostInAList = 200;
    private const int MostAPage = 1_000;

    /// <summary>Registers what announcements need.</summary>
    public static IServiceCollection AddAnnouncements(this IServiceCollection services)
    {
        services.AddOptions<AnnouncementsOptions>().BindConfiguration("Announcements").ValidateDataAnnotations().ValidateOnStart()
            .Validate(announcements => announcements.QuietFrom is null == announcements.QuietUntil is null, "Announcements__QuietFrom and Announcements__QuietUntil must be set together, such as 20:00 and 07:00.");
        services.AddSingleton<AnnouncementStart>();
        services.AddSingleton<AnnouncementWords>();
        services.AddSingleton<AnnouncementQueue>();
        services.AddSingleton<IBroadcasts>(provider => provider.GetRequiredService<AnnouncementQueue>());
        services.AddSingleton<AnnouncementStore>();
        services.AddSingleton<AnnouncementFollowUps>();
        services.AddSingleton<AnnouncementReport>();
        services.AddSingleton<AnnouncementWatches>();
        return services;
    }

    /// <summary>Maps the API.</summary>
    public static void MapAnnouncements(this WebApplication app)
    {
        var api = app.MapGroup("/api/announcements").RequireAuthorization(StaffPolicy.Viewer);
        api.MapPost("", CreateAsync).RequireAuthorization(StaffPolicy.Editor);
        api.MapGet("", async (AnnouncementStore store, CancellationToken cancellation, string? skip = null, string? take = null) =>
            Number(skip, 0, int.MaxValue, 0) is { } from && Number(take, 1, MostInAList, 50) is { } atMost
                ? Results.Ok((await store.ListAsync((int)from, (int)atMost, cancellation)).Select(one => new AnnouncementLine(one)))
                : Error(StatusCodes.Status400BadRequest, "skip must be a number from 0, take one from 1 to 200."));
        api.MapGet("/{id:long}", async (long id, AnnouncementStore store, CancellationToken cancellation) =>
            await store.FindAsync(id, cancellation) is { } one ? Results.Ok(await ViewAsync(one, store, cancellation)) : Wrong(AnnouncementOrder.NotFound));
        api.MapPut("/{id:long}", ChangeAsync).RequireAuthorization(StaffPolicy.Editor);
        api.MapPost("/{id:long}/send", async (long id, HttpContext context, AnnouncementStore store, StaffMembers members, CancellationToken cancellation) =>
            await AnswerAsync(id, await store.SendAsync(id, Who(context, members), cancellation), store, cancellation)).RequireAuthorization(StaffPolicy.Publisher);
        api.MapPost("/{id:long}/cancel", async (long id, HttpContext context, AnnouncementStore store, StaffMembers members, CancellationToken cancellation) =>
            await AnswerAsync(id, await store.CancelAsync(id, Who(context, members), cancellation), store, cancellation)).RequireAuthorization(StaffPolicy.Publisher);
        api.MapPost("/{id:long}/retry-failed", async (long id, HttpContext context, AnnouncementStore store, StaffMembers members, CancellationToken cancellation) =>
            await AnswerAsync(id, (await store.RetryFailedAsync(id, Who(context, members), cancellation)).Order, store, cancellation)).RequireAuthorization(StaffPolicy.Publisher);
        api.MapGet("/{id:long}/deliveries", DeliveriesAsync);
        api.MapFollowUps();
        api.MapFallback("/{**rest}", () => Error(StatusCodes.Status404NotFound, "There is no such address."));
    }

    private static async Task<IResult> CreateAsync(HttpContext context, AnnouncementStore store, StaffMembers members, TimeProvider time, CancellationToken cancellation)
    {
        var (draft, body, refusal) = await ReadAsync(context, null, time, cancellation);
        if (refusal is not null)
        {
            return refusal;
        }

        var by = Who(context, members);
        var (key, hash, tooLong) = KeyOf(context, by, body);
        return tooLong ?? (await store.CreateAsync(draft!, by, key, hash, cancellation) is { } created
            ? await CreatedAsync(created, store, cancellation)
            : Error(StatusCodes.Status422UnprocessableEntity, FollowUpAnswer.KeyUsed.En));
    }

    /// <summary>What the same request is known by (fault 74); nothing where the sender gives no key.</summary>
    internal static (string? Key, string? Hash, IResult? Refusal) KeyOf(HttpContext context, string by, byte[] body) =>
        context.Request.Headers["Idempotency-Key"].ToString() switch
        {
            "" => (null, null, null),
            { Length: > 200 } => (null, null, Error(StatusCodes.Status400BadRequest, "Idempotency-Key must have at most 200 characters.")),
            var key => ($"{by}:{key}", Convert.ToHexStringLower(SHA256.HashData(body)), null),
        };

    internal static async Task<IResult> CreatedAsync(Announcement created, AnnouncementStore store, CancellationToken cancellation) =>
        Results.Created(string.Create(CultureInfo.InvariantCulture, $"/api/announcements/{created.Id}"), await ViewAsync(created, store, cancellation, withSample: true));

    private static async Task<IResult> ChangeAsync(long id, HttpContext context, AnnouncementStore store, StaffMembers members, TimeProvider time, CancellationToken cancellation)
    {
        if (await store.FindAsync(id, cancellation) is not { } before)
        {
            return Wrong(AnnouncementOrder.NotFound);
        }

        var (draft, _, refusal) = await ReadAsync(context, before.FollowUp == AnnouncementFollowUp.None ? null : before, time, cancellation);
        if (refusal is not null)
        {
            return refusal;
        }

        // "If-Match: 3" guards against another editor; without it the newest version is changed.
        var version = before.Version;
        if (context.Request.Headers.IfMatch.ToString() is { Length: > 0 } match and not "*" && !int.TryParse(match.Trim('"'), CultureInfo.InvariantCulture, out version))
        {
            return Error(StatusCodes.Status400BadRequest, "If-Match must be the announcement's version, such as 3. Nothing was changed.");
        }

        return await AnswerAsync(id, await store.ChangeAsync(id, version, draft!, Who(context, members)), store, cancellation, StatusCodes.Status200OK);
    }

    /// <summary>Reads a draft; of a follow-up, whose recipients are those of <paramref name="follows"/>, without any.</summary>
    internal static async Task<(AnnouncementDraft? Draft, byte[] Body, IResult? Refusal)> ReadAsync(HttpContext context, Announcement? follows, TimeProvider time, CancellationToken cancellation)
    {
        if (context.Request.ContentLength > MaxBody)
        {
            return (null, [], Error(StatusCodes.Status413PayloadTooLarge, "The request is larger than 128 KB."));
        }

        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await context.Request.Body.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            body.Write(buffer, 0, read);
            if (body.Length > MaxBody)
            {
                return (null, [], Error(StatusCodes.Status413PayloadTooLarge, "The request is larger than 128 KB."));
            }
        }

        try
        {
            var draft = JsonSerializer.Deserialize(body.ToArray(), AnnouncementJson.Default.AnnouncementDraft)?.Trimmed();
            if (draft is null)
            {
                return (null, [], Error(StatusCodes.Status400BadRequest, "The body must be an announcement as JSON."));
            }

            if (follows is not null)
            {
                if (draft is not { Audience: null, Kind: null, Repeat: null })
                {
                    return (null, [], Error(StatusCodes.Status400BadRequest, "A correction goes to the recipients of what it corrects, once: leave audience, kind and repeat out."));
                }

                draft = draft.About(follows);
            }

            return draft.Problems(time.GetUtcNow().UtcDateTime) is { Count: > 0 } problems
                ? (null, [], Results.Json(
                    new AnnouncementProblems("The announcement cannot be stored. " + string.Join(' ', problems.Select(problem => problem.Problem.En)), [.. problems.Select(problem => new AnnouncementProblem(problem.Field, problem.Problem.En))]),
                    statusCode: StatusCodes.Status400BadRequest))
                : (draft, body.ToArray(), null);
        }
        catch (JsonException unreadable)
        {
            var why = !IsJson(body.ToArray()) ? "it is not JSON"
                : unreadable.Path is { Length: > 1 } path ? $"{path} has a value of another kind, or is not known"
                : "it is not one object, such as {\"title\": …}";
            return (null, [], Error(StatusCodes.Status400BadRequest, $"The body is no announcement: {why}."));
        }
    }

    internal static async Task<IResult> AnswerAsync(long id, AnnouncementOrder order, AnnouncementStore store, CancellationToken cancellation, int status = StatusCodes.Status202Accepted) =>
        order is not (AnnouncementOrder.Done or AnnouncementOrder.WrongState) || await store.FindAsync(id, cancellation) is not { } one ? Wrong(order)
            : order == AnnouncementOrder.Done ? Results.Json(await ViewAsync(one, store, cancellation), statusCode: status)
            : Error(StatusCodes.Status409Conflict, $"The announcement's state does not allow that: it is {AnnouncementLine.Word(one.State)}.");

    private static async Task<AnnouncementView> ViewAsync(Announcement one, AnnouncementStore store, CancellationToken cancellation, bool withSample = false)
    {
        var sample = withSample
            ? (await store.SampleAsync(one, cancellation)).Select(person => new SamplePerson(person.Channel, Masked(person.PersonId))).ToList()
            : null;
        return new(one, one.AudienceCount ?? await store.EstimateAsync(one, cancellation), sample, await store.CountsAsync(one.Id, cancellation), await store.FamilyAsync(one.Id, cancellation));
    }

    private static async Task<IResult> DeliveriesAsync(long id, HttpContext context, AnnouncementStore store, StaffMembers members, AuditTrail audit, CancellationToken cancellation, string? state = null, string? after = null, string? take = null)
    {
        if (await store.FindAsync(id, cancellation) is not { } one)
        {
            return Wrong(AnnouncementOrder.NotFound);
        }

        DeliveryState? only = null;
        if (state is not null)
        {
            if (!Enum.TryParse<DeliveryState>(state, ignoreCase: true, out var named) || !Enum.IsDefined(named))
            {
                return Error(StatusCodes.Status400BadRequest, "state must be pending, sent, uncertain, unreachable, gaveUp or cancelled.");
            }

            only = named;
        }

        if (Number(after, 0, long.MaxValue, 0) is not { } from || Number(take, 1, MostAPage, 200) is not { } atMost)
        {
            return Error(StatusCodes.Status400BadRequest, "after must be the next of the page before, take a number from 1 to 1000.");
        }

        var member = members.Of(context.User)!;
        await audit.ShownAsync(member, "deliveries.shown", [one.Number]);
        if (context.Request.Headers.Accept.ToString().Contains("text/csv", StringComparison.OrdinalIgnoreCase))
        {
            return DeliveryCsv.Of(one, only, store);
        }

        var page = await store.DeliveriesAsync(id, only, from, (int)atMost, cancellation);
        return Results.Ok(new DeliveryPage([.. page.Select(row => new DeliveryLine(row))], page.Count == atMost ? page[^1].Id : null));
    }

    private static bool IsJson(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        try
        {
            return JsonDocument.TryParseValue(ref reader, out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    internal static IResult Wrong(AnnouncementOrder order) => order switch
    {
        AnnouncementOrder.NotFound => Error(StatusCodes.Status404NotFound, "There is no announcement with this id."),
        AnnouncementOrder.NobodyFits => Error(StatusCodes.Status409Conflict, "Nobody fits this audience now, so nothing was sent. Change the audience."),
        AnnouncementOrder.Changed => Error(StatusCodes.Status409Conflict, "Somebody has changed this announcement meanwhile. Read it again."),
        AnnouncementOrder.Over => Error(StatusCodes.Status409Conflict, "Its time is over (expiresAt)."),
        AnnouncementOrder.Superseded => Error(StatusCodes.Status409Conflict, "It was corrected or recalled, so it is not sent any more."),
        _ => Error(StatusCodes.Status409Conflict, "The announcement's state does not allow that."),
    };

    internal static IResult Error(int status, string text) => Results.Json(new StaffApiError(text), statusCode: status);

    internal static string Who(HttpContext context, StaffMembers members) => members.Of(context.User)!.Identity;

    /// <summary>A number of a query; null where it is none, too small or too large.</summary>
    private static long? Number(string? given, long least, long most, long otherwise) =>
        given is null ? otherwise : long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;

    /// <summary>Enough to tell two people apart, too little to find one.</summary>
    internal static string Masked(string person) => person.Length <= 4 ? "…" : "…" + person[^4..];
}

/// <summary>An announcement as the API shows it.</summary>
internal sealed record AnnouncementView(long Id, string Number, string State, int Version, string Title, string Kind, DateTime? SendAt, DateTime? ExpiresAt, int AudienceCount, IReadOnlyList<SamplePerson>? Sample, DeliveryCounts Counts, DateTime? StartedAt, DateTime? FinishedAt, long? Follows, string FollowUp, long? CorrectedBy, long? RecalledBy)
{
    public AnnouncementView(Announcement one, int audience, IReadOnlyList<SamplePerson>? sample, DeliveryCounts counts, AnnouncementFamily? family)
        : this(one.Id, one.Number, AnnouncementLine.Word(one.State), one.Version, one.Title, AnnouncementLine.Word(one.Kind), one.SendAt, one.ExpiresAt, audience, sample, counts, one.StartedAt, one.FinishedAt, one.FollowsId, AnnouncementLine.Word(one.FollowUp), family?.CorrectedBy(one), family?.RecalledBy(one))
    {
    }
}

/// <summary>An announcement in a list.</summary>
internal sealed record AnnouncementLine(long Id, string Number, string State, string Title, DateTime? SendAt, int? AudienceCount, DateTime? StartedAt, DateTime? FinishedAt, long? Follows, string FollowUp)
{
    public AnnouncementLine(Announcement one)
        : this(one.Id, one.Number, Word(one.State), one.Title, one.SendAt, one.AudienceCount, one.StartedAt, one.FinishedAt, one.FollowsId, Word(one.FollowUp))
    {
    }

    /// <summary>A state as JSON writes it: <c>awaitingApproval</c>.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

/// <summary>Somebody of the audience, by channel and the end of an id.</summary>
internal sealed record SamplePerson(string Channel, string Person);

/// <summary>A recipient.</summary>
internal sealed record DeliveryLine(long Id, string Channel, string Person, string State, string? Reason, int Tries, int Doubts, DateTime? SentAt, DateTime? ReadAt, DateTime? AcknowledgedAt)
{
    public DeliveryLine(AnnouncementDelivery row)
        : this(row.Id, row.Channel, AnnouncementsApi.Masked(row.PersonId), AnnouncementLine.Word(row.State), row.Reason, row.Tries, row.Doubts, row.SentAt, row.ReadAt, row.AcknowledgedAt)
    {
    }
}

/// <summary>A page of recipients, and where the next begins.</summary>
internal sealed record DeliveryPage(IReadOnlyList<DeliveryLine> Deliveries, long? Next);

/// <summary>What is wrong with an announcement.</summary>
internal sealed record AnnouncementProblems(string Error, IReadOnlyList<AnnouncementProblem> Problems);

/// <summary>One thing that is wrong.</summary>
internal sealed record AnnouncementProblem(string Field, string Problem);

/// <summary>Announcements as requests write them; a field that is not known is refused, since a mistyped one would reach the wrong people.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(AnnouncementDraft))]
internal sealed partial class AnnouncementJson : JsonSerializerContext;
