using System.Globalization;
using CoopBot.Conversation;
using CoopBot.People;
using Microsoft.Extensions.Options;

namespace CoopBot.Channels.WebChat;

/// <summary>The link to a copy of one's own data: good for ten minutes and once, for whoever holds it.</summary>
public static class DataCopy
{
    private const int TokenLength = 43;

    private const string Dead =
        "Tautan ini tidak berlaku: sudah dipakai, sudah lewat 10 menit, atau salah salin. Tulis \"unduh salinan\" di obrolan untuk meminta yang baru.\n\n"
        + "This link is not good: it was used, its 10 minutes are over, or it was copied wrongly. Write \"download a copy\" in the chat to ask for a new one.\n";

    /// <summary>Maps <c>/data-saya/{token}</c>. An unknown, used or expired link, a look without taking (HEAD) and a browser's fetching ahead get the same 404 and use nothing up.</summary>
    public static IEndpointConventionBuilder MapDataCopy(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/data-saya/{token}", [HttpMethods.Get, HttpMethods.Head], GetAsync);

    private static async Task<IResult> GetAsync(HttpContext context, string token, DataRequests requests, PersonalRows rows, IOptions<OfficeOptions> office, TimeProvider time, CancellationToken cancellation)
    {
        PageHeaders.Write(context);
        context.Response.Headers.CacheControl = "private, no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        if (HttpMethods.IsHead(context.Request.Method) || IsAhead(context.Request) || token.Length != TokenLength || await requests.FindLinkAsync(token, cancellation) is not { } request)
        {
            return NotGood();
        }

        var now = time.GetUtcNow().UtcDateTime;
        var about = new Dictionary<string, string>
        {
            ["tentang"] = $"Salinan data pribadi dari CoopBot, {office.Value.Name}, menurut UU 27/2022. Dibuat {Wording.Date(Wording.LocalDate(now), Language.Indonesian)} pukul {Wording.Time(now)}.",
            ["permintaan"] = request.Number,
        };
        // Used up only once it is there to be sent: a store that fails meanwhile costs nobody their link.
        var copy = await rows.CopyAsync(DataRequests.KeyOf(request), about, cancellation);
        return await requests.UseLinkAsync(request)
            ? Results.File(copy, "application/json; charset=utf-8", string.Create(CultureInfo.InvariantCulture, $"data-saya-{Wording.LocalDate(now):yyyy-MM-dd}.json"))
            : NotGood();
    }

    private static bool IsAhead(HttpRequest request) =>
        $"{request.Headers["Sec-Purpose"]} {request.Headers["Purpose"]} {request.Headers["X-Moz"]}".Contains("prefetch", StringComparison.OrdinalIgnoreCase);

    private static IResult NotGood() => Results.Text(Dead, "text/plain; charset=utf-8", statusCode: StatusCodes.Status404NotFound);
}
