using System.Globalization;
using CoopBot.Conversation;
using CoopBot.People;
using Microsoft.Extensions.Options;

namespace CoopBot.Capabilities.MyData;

/// <summary>What people can say about their own data (UU 27/2022): see what is stored, get a copy, have it deleted. Only ever in a private chat.</summary>
public static class MyDataChat
{
    /// <summary>Maps "data saya", "unduh salinan", "hapus data saya", the code for either, and the yes.</summary>
    public static ChatRoutes MapMyData(this ChatRoutes chat)
    {
        var own = new OwnData(
            chat.Services.GetRequiredService<PersonalRows>(), chat.Services.GetRequiredService<DataRequests>(), chat.Services.GetRequiredService<LinkCodes>(),
            chat.Services.GetRequiredService<IOptions<OfficeOptions>>());
        return chat
            .Map("my-data-private", (turn, _) => new(!turn.IsPersonal && MyDataWords.Read(turn) is not null ? PersonalMatters.NotHere(turn, isOfCooperative: false) : null))
            .Map("my-data-yes", async (turn, cancellation) => OwnData.OfferedToErase(turn) is { } id && turn.Says(MyDataTexts.YesErase) ? await own.EraseAsync(turn, id, cancellation) : null)
            .Map("my-data-no", async (turn, cancellation) => OwnData.OfferedToErase(turn) is { } id && turn.SaysNo(MyDataTexts.NoErase) ? await own.KeepAsync(turn, id, cancellation) : null)
            .Map("my-data-copy-first", async (turn, cancellation) => OwnData.OfferedToErase(turn) is { } id && (turn.Says(MyDataTexts.CopyFirst) || turn.Says(MyDataTexts.CopyButton)) ? await own.CopyFirstAsync(turn, id, cancellation) : null)
            .Map("my-data-back", (turn, _) => new(turn.Says(MyDataTexts.BackButton) && (turn.State.Choices.Contains(MyDataTexts.BackButton.Id) || turn.State.Choices.Contains(MyDataTexts.BackButton.En)) ? OwnData.Plain(turn, MyDataTexts.Back, Phrases.Menu) : null))
            .Map("my-data-code", async (turn, cancellation) => turn is { IsPersonal: true, Kind: TurnKind.Message } && turn.Text.Length < 60 && OneTimeCode.FindIn(turn.Text) is { } code ? await own.OpenAsync(turn, code, cancellation) : null)
            .Map("my-data", async (turn, cancellation) => turn.IsPersonal && MyDataWords.Read(turn) is { } intent ? intent switch
            {
                MyDataIntent.Show => await own.ShowAsync(turn, cancellation),
                MyDataIntent.Copy => await own.AskAsync(turn, DataWish.Copy, cancellation),
                _ => await own.AskAsync(turn, DataWish.Erase, cancellation),
            } : null);
    }
}

/// <summary>A person's own data: what is told of it, and the way to a copy or a deletion by an officer's code.</summary>
internal sealed class OwnData(PersonalRows rows, DataRequests requests, LinkCodes codes, IOptions<OfficeOptions> office)
{
    private const string Offered = "my-data.erase";

    /// <summary>The request whose deletion the last reply offered; other talk since then withdraws the offer.</summary>
    public static long? OfferedToErase(Turn turn) =>
        turn.IsPersonal && (turn.State.Choices.Contains(MyDataTexts.YesErase.Id) || turn.State.Choices.Contains(MyDataTexts.YesErase.En))
        && long.TryParse(turn.State.Note(Offered), CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>What is stored, in words, by how much.</summary>
    public async Task<Reply> ShowAsync(Turn turn, CancellationToken cancellation)
    {
        var found = await rows.CountAsync(turn.Key, cancellation);
        var told = found.Where(one => one.Table.Told is not null).Select(one => one.Table.Told!.Value.Format(turn.Language, Wording.Number(one.Count, turn.Language), one.Since is { } since ? Wording.Date(Wording.LocalDate(since), turn.Language) : "")).ToList();
        var technical = found.Where(one => one.Table.Told is null).Sum(one => one.Count);
        var page = office.Value.Link(turn.Language == Language.English ? "/data-saya?lang=en" : "/data-saya", turn.Key.Channel) is { } address ? MyDataTexts.Page.Format(turn.Language, address) : "";
        var list = told.Count switch
        {
            0 => "",
            1 => told[0],
            _ => $"{string.Join(", ", told.SkipLast(1))}{(told.Count > 2 ? "," : "")} {MyDataTexts.And.In(turn.Language)} {told[^1]}",
        };
        return told.Count + technical == 0
            ? Plain(turn, MyDataTexts.Nothing, Phrases.Menu) with { Text = MyDataTexts.Nothing.In(turn.Language) + page }
            : Plain(turn, MyDataTexts.Stored, MyDataTexts.CopyButton, MyDataTexts.EraseButton, MyDataTexts.BackButton) with
            {
                Text = MyDataTexts.Stored.Format(turn.Language, list.Length == 0 ? "–" : list, technical == 0 ? "" : MyDataTexts.Technical.Format(turn.Language, Wording.Number(technical, turn.Language)), page),
            };
    }

    /// <summary>A number to name to an officer. The same request again has the same number.</summary>
    public async Task<Reply> AskAsync(Turn turn, DataWish wish, CancellationToken cancellation)
    {
        var contact = office.Value.Contact is { Length: > 0 } known ? MyDataTexts.Contact.Format(turn.Language, known) : "";
        var open = await requests.WaitingAsync(turn.Key, wish, cancellation);
        var made = open is null ? await requests.NewAsync(turn, wish, cancellation) : ((DataRequest Request, GivenNumber Number, Effect Recorded)?)null;
        var text = wish == DataWish.Erase ? MyDataTexts.EraseNeedsCode : CopyLink(turn, "") is null ? MyDataTexts.NoLink : MyDataTexts.CopyNeedsCode;
        return Plain(turn, text, Phrases.Menu) with
        {
            Text = text.Format(turn.Language, (open ?? made!.Value.Request).Number, contact),
            Rows = made is { } row ? [row.Request, row.Number] : [],
            Effects = made is { } done ? [done.Recorded] : [],
        };
    }

    /// <summary>
    /// The code of this person's own request opens it. Null for any other: what links a cooperative, and wrong ones, are read and counted
    /// by the routes after this one, so that nobody can tell the one from the other.
    /// </summary>
    public async Task<Reply?> OpenAsync(Turn turn, string code, CancellationToken cancellation)
    {
        if ((await codes.TriesAsync(turn.Key, turn.Now, cancellation)).Left <= 0 || await requests.FindAsync(turn.Key, code, turn.Now, cancellation) is not { } request)
        {
            return null;
        }

        var open = requests.Open(request, turn.Key, turn.Now);
        if (request.Wish == DataWish.Erase)
        {
            return Offer(turn, request.Id, MyDataTexts.Confirm.In(turn.Language)) with { Effects = [open] };
        }

        var (token, given) = requests.NewLink(request.Id, turn.Key, turn.Now);
        return CopyLink(turn, token) is { } link
            ? Plain(turn, MyDataTexts.Link, Phrases.Menu) with { Text = MyDataTexts.Link.Format(turn.Language, link), Effects = [open, given] }
            : Plain(turn, MyDataTexts.NoLink, Phrases.Menu) with { Text = MyDataTexts.NoLink.Format(turn.Language, request.Number) };
    }

    /// <summary>A copy before the deletion, which is offered again.</summary>
    public async Task<Reply> CopyFirstAsync(Turn turn, long id, CancellationToken cancellation)
    {
        if (!await requests.IsOpenedAsync(id, turn.Key, turn.Now, cancellation))
        {
            return Over(turn);
        }

        var (token, given) = requests.NewLink(id, turn.Key, turn.Now);
        return CopyLink(turn, token) is { } link
            ? Offer(turn, id, MyDataTexts.LinkFirst.Format(turn.Language, link)) with { Effects = [given] }
            : Offer(turn, id, MyDataTexts.NoLink.Format(turn.Language, DataRequest.NumberOf(id)));
    }

    /// <summary>Begins the deletion, with the yes in the same transaction.</summary>
    public async Task<Reply> EraseAsync(Turn turn, long id, CancellationToken cancellation) => !await requests.IsOpenedAsync(id, turn.Key, turn.Now, cancellation) ? Over(turn) : new(MyDataTexts.Begun.In(turn.Language))
    {
        Language = turn.Language,
        State = ConversationState.Empty,
        Effects = [requests.Erase(id, turn.Key)],
    };

    /// <summary>Nothing is deleted.</summary>
    public async Task<Reply> KeepAsync(Turn turn, long id, CancellationToken cancellation) => !await requests.IsOpenedAsync(id, turn.Key, turn.Now, cancellation) ? Over(turn) : Plain(turn, MyDataTexts.Kept, Phrases.Menu) with { State = turn.State.With(Offered, null), Effects = [requests.Keep(id, turn.Key)] };

    /// <summary>A sentence with suggestions; it withdraws the offer.</summary>
    public static Reply Plain(Turn turn, Bilingual text, params ReadOnlySpan<Bilingual> suggestions) => Reply.Plain(turn, text, turn.State.With(Offered, null), suggestions);

    private static Reply Over(Turn turn) => Plain(turn, MyDataTexts.Over, MyDataTexts.EraseButton, Phrases.Menu);

    private static Reply Offer(Turn turn, long id, string text) => Plain(turn, MyDataTexts.Confirm, MyDataTexts.YesErase, MyDataTexts.CopyFirst, MyDataTexts.NoErase) with
    {
        Text = text,
        State = turn.State.With(Offered, id.ToString(CultureInfo.InvariantCulture)),
    };

    private string? CopyLink(Turn turn, string token) => office.Value.Link($"/data-saya/{token}", turn.Key.Channel);
}
