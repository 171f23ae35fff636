using System.Collections.Frozen;
using System.Globalization;
using CoopBot.Conversation;
using Microsoft.Extensions.Options;

namespace CoopBot.Capabilities.SmallTalk;

/// <summary>Hello, thanks, help, cancel, and typing the number of an option.</summary>
public static class SmallTalkChat
{
    private static readonly FrozenSet<string> Greetings = FrozenSet.ToFrozenSet([
        "halo", "hallo", "hai", "hi", "hello", "hey", "hei", "hey", "pagi", "siang", "sore", "malam", "malem", "selamat", "assalamualaikum", "asalamualaikum",
        "assalamu", "alaikum", "asw", "salam", "permisi", "misi", "punten", "tabe", "ping", "p", "good", "morning", "afternoon", "evening", "test", "tes",
        "adil", "ka", "talino", "shalom", "syalom", "om", "swastiastu", "horas", "apa", "kabar", "kabarnya", "ape",
    ]);

    private static readonly FrozenSet<string> Addressed = FrozenSet.ToFrozenSet([
        "min", "admin", "kak", "kakak", "pak", "bapak", "bu", "ibu", "bos", "bot", "coopbot", "coop", "semua", "all", "there", "semuanya", "mas", "mbak", "bang", "abang",
        "gan", "sis", "om", "dinas", "petugas", "warahmatullahi", "wabarakatuh", "wr", "wb", "ya", "dan", "how", "are", "you",
    ]);

    /// <summary>Numbers in words, two for each.</summary>
    private static readonly string[] Counted =
        ["satu", "pertama", "dua", "kedua", "tiga", "ketiga", "empat", "keempat", "lima", "kelima", "enam", "keenam", "tujuh", "ketujuh", "delapan", "kedelapan"];

    /// <summary>What comes before everything else: a welcome, a file, an empty message, a number of the last list, "batal".</summary>
    public static ChatRoutes MapFirstThings(this ChatRoutes chat)
    {
        var office = chat.Services.GetRequiredService<IOptions<OfficeOptions>>().Value;
        return chat
            .Map("welcome", (turn, _) => new(turn.Kind == TurnKind.Welcome ? Welcome(turn, office) : null))
            .Map("too-fast", (turn, _) => new(turn.Kind == TurnKind.TooFast ? Say(turn, SmallTalkTexts.TooFast) : null))
            .Map("expired-card", (turn, _) => new(turn.Kind == TurnKind.ExpiredCard ? Expired(turn) : null))
            .Map("attachment", (turn, _) => new(turn.Kind == TurnKind.Attachment ? Say(turn, SmallTalkTexts.Attachment) : null))
            .Map("empty", (turn, _) => new(turn.Text.Length == 0 ? Say(turn, SmallTalkTexts.Empty) : null))
            .Map("personal-number", (turn, _) => new(turn.HadPersonalNumber ? Say(turn, SmallTalkTexts.PersonalNumber) with { Suggestions = [Phrases.AskOfficer.In(turn.Language), Phrases.Menu.In(turn.Language)] } : null))
            .Map("number", async (turn, cancellation) => Chosen(turn) is { } said ? (await chat.AnswerAsync(turn.Saying(said), cancellation)).Reply : null)
            .Map("cancel", (turn, _) => new(turn.Says("batal", "batalkan", "batalin", "cancel", "gak jadi", "ga jadi", "tidak jadi", "ndak jadi", "nggak jadi") ? Cancelled(turn) : null));
    }

    /// <summary>Greetings, thanks, help, and who the bot is.</summary>
    public static ChatRoutes MapSmallTalk(this ChatRoutes chat)
    {
        var office = chat.Services.GetRequiredService<IOptions<OfficeOptions>>().Value;
        return chat
            .Map("greeting", (turn, _) => new(IsGreeting(turn) ? Greet(turn, office) : null))
            .Map("thanks", (turn, _) => new(turn.Says("terima kasih", "terimakasih", "makasih", "makasi", "mksh", "trims", "thanks", "thank you", "thx", "tq", "terima kasih banyak", "makasih banyak", "oke makasih", "ok makasih", "ok terima kasih", "oke terima kasih", "suwun", "terima kaseh", "makaseh") ? Say(turn, SmallTalkTexts.Thanks) : null))
            .Map("fine", (turn, _) => new(turn.Says("ok", "oke", "okay", "baik", "sip", "siap", "ya", "iya", "yes", "no", "tidak", "ndak", "gak", "sudah", "udah", "hmm", "oh", "oh gitu", "begitu", "mantap", "bagus", "noted", "paham", "mengerti", "i see", "great") ? Say(turn, SmallTalkTexts.Fine) : null))
            .Map("go-on", (turn, _) => new(turn.Says("tanya", "nanya", "bertanya", "boleh tanya", "boleh nanya", "numpang tanya", "numpang nanya", "bisa tanya", "bisa nanya", "izin bertanya", "ijin tanya", "ada pertanyaan", "pertanyaan", "i have a question", "question", "can ask", "nak tanya", "nak betanya") ? Say(turn, SmallTalkTexts.GoOn) : null))
            .Map("goodbye", (turn, _) => new(turn.Says("selamat tinggal", "dadah", "dah", "bye", "goodbye", "sampai jumpa", "pamit", "sudah cukup", "cukup", "keluar") ? Say(turn, SmallTalkTexts.Goodbye) : null))
            .Map("help", (turn, _) => new(turn.Says("menu", "help", "bantuan", "tolong", "bisa apa", "bisa apa aja", "bisa apa saja", "kamu bisa apa", "apa yang bisa kamu lakukan", "bisa bantu apa", "what can you do", "can you help", "can you help me", "help me", "cara pakai", "mulai", "start", "topik", "daftar topik") ? Help(turn) : null))
            .Map("who", (turn, _) => new(turn.Says("siapa kamu", "kamu siapa", "ini siapa", "siapa ini", "apakah ini robot", "ini robot", "kamu robot", "ini bot", "kamu bot", "bot", "robot", "who are you", "are you a robot", "are you human", "ini manusia", "ini orang", "ini orang apa robot") ? Say(turn, SmallTalkTexts.Machine, office) : null));
    }

    /// <summary>The sentence that a typed number stands for.</summary>
    private static string? Chosen(Turn turn)
    {
        var words = turn.Words;
        var digits = words.Count switch
        {
            1 => words[0],
            2 when words[0] is "nomor" or "no" or "nomer" or "pilih" or "number" or "angka" => words[1],
            2 when words[0] is "yang" or "yg" or "the" => words[1],
            3 when words[0] is "yang" or "yg" && words[1] is "nomor" or "no" or "ke" => words[2],
            _ => null,
        };
        var number = Array.IndexOf(Counted, digits) is >= 0 and var word ? word / 2 + 1
            : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var typed) && !turn.Text.Contains('-', StringComparison.Ordinal) ? typed
            : 0;
        return number >= 1 && number <= turn.State.Choices.Length ? turn.State.Choices[number - 1] : null;
    }

    private static bool IsGreeting(Turn turn) =>
        turn.Words.Count is > 0 and <= 6
        && Greetings.Contains(turn.Words[0])
        && turn.Words.All(word => Greetings.Contains(word) || Addressed.Contains(word));

    private static Reply Greet(Turn turn, OfficeOptions office)
    {
        if (ReferenceEquals(turn.State, ConversationState.Empty))
        {
            // A channel that told of no arrival: this is the first contact.
            return Welcome(turn, office);
        }

        var text = turn.Words.Any(word => word.Contains("salam", StringComparison.Ordinal) || word == "asw") ? SmallTalkTexts.FaithGreeting : SmallTalkTexts.GreetingAgain;
        return Say(turn, text) with { Suggestions = Openers(turn.Language) };
    }

    private static Reply Welcome(Turn turn, OfficeOptions office)
    {
        if (!turn.IsPrivate)
        {
            return Say(turn, SmallTalkTexts.GroupGreeting, office);
        }

        var reply = Say(turn, SmallTalkTexts.Greeting, office) with { Suggestions = Openers(turn.Language) };
        return office.AboutPage(turn.Key.Channel) is { } about
            ? reply with { Text = $"{reply.Text}\n\n{SmallTalkTexts.Kept.In(turn.Language).Replace("{link}", about, StringComparison.Ordinal)}" }
            : reply;
    }

    private static Reply Help(Turn turn)
    {
        var reply = Say(turn, SmallTalkTexts.Help);
        var items = reply.Text.Split('\n').Where(line => char.IsAsciiDigit(line.FirstOrDefault())).Select(line => line[3..]);
        // Typed numbers choose among all eight; three fit under a message as buttons.
        return reply with { Choices = [.. items.Select(item => new Choice(item, item))], Suggestions = [SmallTalkTexts.CheckStatus.In(turn.Language), SmallTalkTexts.Figures.In(turn.Language), Phrases.AskOfficer.In(turn.Language)] };
    }

    /// <summary>The same sentence anew where there is one, the menu, and a person. Nothing of what the old button meant is done.</summary>
    private static Reply Expired(Turn turn)
    {
        Choice[] again = turn.Words.Count > 0 && !turn.HadPersonalNumber ? [new(Wording.Label(turn.Text), turn.Text)] : [];
        Bilingual[] always = [Phrases.Menu, Phrases.AskOfficer];
        return Say(turn, SmallTalkTexts.Expired) with
        {
            Choices = [.. again, .. always.Select(button => button.In(turn.Language)).Where(said => !turn.Says(new Bilingual(said, said))).Select(said => new Choice(said, said))],
        };
    }

    private static Reply Cancelled(Turn turn) => Say(turn, SmallTalkTexts.Cancelled) with
    {
        State = turn.State with { Notes = turn.State.Notes.RemoveRange(turn.State.Notes.Keys.Where(note => note != "answers.article")) },
    };

    private static IReadOnlyList<string> Openers(Language language) =>
        [SmallTalkTexts.Founding.In(language), SmallTalkTexts.CheckStatus.In(language), Phrases.Menu.In(language)];

    internal static Reply Say(Turn turn, Bilingual text, OfficeOptions? office = null) =>
        new(text.In(turn.Language).Replace("{office}", office?.Name, StringComparison.Ordinal)) { Language = turn.Language };
}
