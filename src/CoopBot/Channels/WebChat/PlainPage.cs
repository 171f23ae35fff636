using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using CoopBot.BotFramework.DirectLine;
using CoopBot.BotFramework.Schema;
using CoopBot.Conversation;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Channels.WebChat;

/// <summary>
/// <c>/ringan</c>: the same conversation without script, one form and the last turns, for slow lines and old phones (ux 5.2).
/// It shows replies as text-only channels do, and so proves that nothing is lost there.
/// </summary>
public static partial class PlainPage
{
    private const int Shown = 8;
    private const int MaxBody = 64 * 1024;
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly Bilingual Title = new("CoopBot, versi hemat data", "CoopBot, data-saving version");
    private static readonly Bilingual You = new("Anda", "You");
    private static readonly Bilingual Label = new("Tulis pertanyaan", "Write a question");
    private static readonly Bilingual Send = new("Kirim", "Send");
    private static readonly Bilingual Note = new("Jangan kirim nomor KTP. Jawaban bersumber; bila ragu, petugas membantu.", "Do not send ID numbers. Answers name their source; in doubt, an officer helps.");
    private static readonly Bilingual Full = new("Versi lengkap", "Full version");
    private static readonly Bilingual About = new("Tentang dan data saya", "About and my data");
    private static readonly Bilingual Sources = new("Sumber", "Source");
    private static readonly Bilingual TooFast = new("Pesan masuk terlalu cepat, dan yang tadi belum tersimpan. Tunggu 1 menit, lalu kirim lagi.", "Messages come too fast, and the last one was not saved. Wait a minute, then send it again.");
    private static readonly Bilingual Down = new("Layanan obrolan sedang terganggu. Pesan tadi belum tersimpan; kirim sekali lagi nanti.", "The chat service has a fault. Your message was not saved; send it once more later.");

    /// <summary>Maps the page and its form.</summary>
    public static IEndpointConventionBuilder MapPlainPage(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/ringan");
        group.MapMethods("", [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)ShowAsync);
        group.MapPost("", (RequestDelegate)AskAsync);
        return group;
    }

    private static async Task AskAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var (question, id) = await FormAsync(context);
        // A form on somebody else's page must not start a conversation here, nor take the visitor's cookie away.
        if (question.Length > 0 && context.Request.Headers["Sec-Fetch-Site"] != "cross-site")
        {
            var tokens = services.GetRequiredService<DirectLineTokens>();
            if (tokens.Visitor(context.Request) is null && !services.GetRequiredService<MintLimiter>().Allows(context))
            {
                await WriteAsync(context, LanguageOf(context), [], question, TooFast.In(LanguageOf(context)), StatusCodes.Status429TooManyRequests);
                return;
            }

            var user = tokens.VisitorOrNew(context);
            try
            {
                var token = await ConversationAsync(services, user, LanguageOf(context), context.RequestAborted);
                var activity = Activity.Message(question);
                activity.ChannelData = JsonSerializer.SerializeToElement(new { clientActivityID = "ringan-" + id });
                if (await services.GetRequiredService<DirectLineTurns>().SayAsync(token, activity, CancellationToken.None) is null)
                {
                    await WriteAsync(context, LanguageOf(context), [], question, TooFast.In(LanguageOf(context)), StatusCodes.Status429TooManyRequests);
                    return;
                }
            }
            catch (DbException)
            {
                await WriteAsync(context, LanguageOf(context), [], question, Down.In(LanguageOf(context)), StatusCodes.Status503ServiceUnavailable);
                return;
            }
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = LanguageOf(context) == Language.English ? "/ringan?lang=en#akhir" : "/ringan#akhir";
    }

    private static async Task ShowAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var turns = new List<TurnRecord>();
        IReadOnlyList<Unasked> unasked = [];
        if (services.GetRequiredService<DirectLineTokens>().Visitor(context.Request) is { } user
            && await services.GetRequiredService<IDirectLineLog>().FindConversationAsync(user, context.RequestAborted) is { } conversation)
        {
            await using var db = services.GetRequiredService<Database>().CreateDbContext();
            turns = await db.Turns.AsNoTracking()
                .Where(turn => turn.Channel == DirectLineTurns.ChannelId && turn.ConversationId == conversation)
                .OrderByDescending(turn => turn.Id).Take(Shown).ToListAsync(context.RequestAborted);
            turns.Reverse();
            unasked = await Unasked.OfAsync(db, conversation, turns.Count == Shown ? turns[0].At : DateTime.MinValue, turns, context.RequestAborted);
        }

        var prefill = context.Request.Query["tanya"].ToString();
        await WriteAsync(context, LanguageOf(context), Talk(turns, unasked), prefill.Length > 400 ? prefill[..400] : prefill, null, StatusCodes.Status200OK);
    }

    /// <summary>The visitor's conversation, opened and greeted where it is the first visit.</summary>
    private static async Task<DirectLineToken> ConversationAsync(IServiceProvider services, string user, Language language, CancellationToken cancellation)
    {
        var log = services.GetRequiredService<IDirectLineLog>();
        if (await log.FindConversationAsync(user, cancellation) is { } known)
        {
            return new(known, user);
        }

        var token = new DirectLineToken(Ids.New(), user);
        await log.OpenAsync(token.ConversationId, user, cancellation);
        await services.GetRequiredService<DirectLineTurns>().WelcomeAsync(token, language == Language.English ? "en-US" : "id-ID");
        return token;
    }

    private static async Task<(string Question, string Id)> FormAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength > MaxBody)
        {
            return ("", "");
        }

        try
        {
            var form = await context.Request.ReadFormAsync(new() { BufferBodyLengthLimit = MaxBody, ValueLengthLimit = MaxBody, ValueCountLimit = 10 }, context.RequestAborted);
            var id = form["id"].ToString();
            return (form["tanya"].ToString().Trim(), id.Length is > 0 and <= 50 ? id : Ids.New());
        }
        catch (Exception malformed) when (malformed is InvalidDataException or BadHttpRequestException or ArgumentException)
        {
            return ("", "");
        }
    }

    /// <summary>What was said, in order.</summary>
    private static List<Line> Talk(List<TurnRecord> turns, IReadOnlyList<Unasked> unasked) =>
        [.. turns.Select(Line.Of).Concat(unasked.Select(one => new Line(one.At, "", new(one.Text) { Language = one.Language }, one.Options))).OrderBy(line => line.At).TakeLast(Shown)];

    private static Language LanguageOf(HttpContext context) => context.Request.Query["lang"] == "en" ? Language.English : Language.Indonesian;

    private static Task WriteAsync(HttpContext context, Language language, List<Line> lines, string prefill, string? problem, int status)
    {
        var nonce = PageHeaders.Write(context);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "private, no-store";
        var action = language == Language.English ? "/ringan?lang=en" : "/ringan";
        var html = new StringBuilder();
        html.Append(
            CultureInfo.InvariantCulture,
            $"""
            <!doctype html>
            <html lang="{(language == Language.English ? "en" : "id")}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Html.Encode(Title.In(language))}</title><link rel="icon" href="/favicon.svg" type="image/svg+xml">
            <style nonce="{nonce}">{Style}</style></head><body>
            <header><strong>CoopBot</strong> · {Html.Encode(Title.In(language)["CoopBot, ".Length..])}</header><main>
            """);
        for (var i = 0; i < lines.Count; i++)
        {
            Append(html, lines[i], language, action, isLast: i == lines.Count - 1);
        }

        html.Append(
            CultureInfo.InvariantCulture,
            $"""
            <form id="akhir" method="post" action="{action}" accept-charset="utf-8">
            {(problem is null ? "" : $"<p class=\"problem\" role=\"alert\">{Html.Encode(problem)}</p>")}
            <input type="hidden" name="id" value="{Ids.New()}">
            <label for="tanya">{Html.Encode(Label.In(language))}</label>
            <input id="tanya" name="tanya" maxlength="4000" autocomplete="off" required value="{Html.Encode(prefill)}">
            <button>{Html.Encode(Send.In(language))}</button><p class="note">{Html.Encode(Note.In(language))}</p></form>
            <nav><a href="{(language == Language.English ? "/?lang=en" : "/")}">{Html.Encode(Full.In(language))}</a>
            <a href="/tentang{(language == Language.English ? "?lang=en" : "")}#data">{Html.Encode(About.In(language))}</a></nav>
            </main></body></html>
            """);
        return context.Response.WriteAsync(html.ToString(), context.RequestAborted);
    }

    private static void Append(StringBuilder html, Line line, Language language, string action, bool isLast)
    {
        if (line.Asked.Length > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"you\"><b>{You.In(language)}:</b> {Html.Encode(line.Asked)}</p>");
        }

        var reply = line.Reply;
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"bot\"{(reply.Language == Language.English ? " lang=\"en\"" : " lang=\"id\"")}><b>CoopBot:</b> {Rich(reply.Text)}");
        if (reply.Sources.Count > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{Sources.In(reply.Language)}: ").AppendJoin("; ", reply.Sources.Select((source, index) =>
                $"[{index + 1}] " + (source.Url is null ? Html.Encode(source.Name) : $"<a rel=\"noopener noreferrer\" href=\"{Html.Encode(source.Url)}\">{Html.Encode(source.Name)}</a>"))).Append(".</p>");
        }

        html.Append("</div>");
        if (isLast && line.Options is { Count: > 0 } options)
        {
            html.Append(CultureInfo.InvariantCulture, $"<form class=\"options\" method=\"post\" action=\"{action}\" accept-charset=\"utf-8\"><input type=\"hidden\" name=\"id\" value=\"{Ids.New()}\">")
                .AppendJoin("", options.Select(option => $"<button name=\"tanya\" value=\"{Html.Encode(option.Says)}\">{Html.Encode(option.Label)}</button>"))
                .Append("</form>");
        }
    }

    /// <summary>Bold, lines and our own page's address; everything else is encoded.</summary>
    private static string Rich(string markdown) =>
        OwnLink().Replace(Bold().Replace(Html.Encode(markdown), "<strong>$1</strong>"), "<a href=\"$2\">$1</a>")
            .Replace("&#xA;", "<br>", StringComparison.Ordinal).Replace("\n", "<br>", StringComparison.Ordinal);

    private const string Style =
        "body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#1B2326;background:#F4F7F6}header{background:#0B5F5A;color:#fff;padding:12px 16px}"
        + "main{max-width:65ch;margin:0 auto;padding:8px 16px}.you,.bot{border:1px solid #6E7B7C;border-radius:12px;padding:8px 12px;margin:8px 0;background:#fff;overflow-wrap:anywhere}"
        + ".you{background:#E3F1EE;border-color:#0B5F5A}.note{font-size:14px;color:#4A5557;margin:8px 0 0}.problem{background:#FDECEA;color:#8C1D18;padding:8px}"
        + "label{display:block;font-weight:600;margin-top:16px}input:not([type=hidden]){box-sizing:border-box;width:100%;font:inherit;padding:10px;border:1px solid #6E7B7C;border-radius:8px}"
        + "button{font:inherit;min-height:44px;padding:8px 16px;margin:8px 8px 0 0;border:1px solid #0B5F5A;border-radius:8px;background:#0B5F5A;color:#fff}"
        + ".options button{background:#fff;color:#0B5F5A}a{color:#0B5F5A}nav{margin:16px 0}nav a{margin-right:16px;display:inline-block;padding:8px 0}"
        + ":focus-visible{outline:2px solid #1B2326;outline-offset:0;box-shadow:0 0 0 4px #FFD23F}";

    [GeneratedRegex(@"\*\*(.+?)\*\*")]
    private static partial Regex Bold();

    [GeneratedRegex(@"\[([^\]]+)\]\((/tentang[#a-z]*|/data-saya[/?=A-Za-z0-9_-]*|https?://[^)\s]+)\)")]
    private static partial Regex OwnLink();

    /// <summary>What a person said, where they did, and what the bot said.</summary>
    private sealed record Line(DateTime At, string Asked, Reply Reply, IReadOnlyList<Choice> Options)
    {
        public static Line Of(TurnRecord turn)
        {
            var reply = JsonSerializer.Deserialize(turn.Reply, ConversationJson.Default.Reply)!;
            return new(turn.At, turn.Text, reply, ReplyText.Options(reply));
        }
    }
}
