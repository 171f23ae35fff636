using System.Globalization;
using CoopBot.Conversation;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Capabilities.Handover;

/// <summary>Questions for a person of the office: shown before they go, stored with a number, listed on request.</summary>
public static class HandoverChat
{
    private const string Draft = "handover.draft";
    private const int MaxQuestion = 500;

    private static readonly string[] Openings = ["tanya petugas", "tanya ke petugas", "teruskan ke petugas", "ask an officer"];

    private static readonly Bilingual Confirm = new("Ini yang akan dikirim ke petugas: “{question}”. Kirim?", "This goes to an officer: “{question}”. Send?");
    private static readonly Bilingual Sent = new(
        "Terkirim. Nomor tiket **{ticket}**. Pertanyaan sudah tersimpan untuk petugas. Waktu jawabnya belum bisa saya janjikan. Lihat lagi kapan saja: tulis **pertanyaan saya**.",
        "Sent. Ticket **{ticket}**. Your question is saved for an officer. I cannot promise when the answer comes. To see it again, write **my questions**.");
    private static readonly Bilingual Write = new("Tulis pertanyaan yang ingin diteruskan ke petugas, satu pesan saja. Jangan tulis nomor KTP.", "Write the question for an officer in one message. Do not include ID numbers.");
    private static readonly Bilingual None = new("Belum ada pertanyaan yang dikirim ke petugas.", "No question has been sent to an officer yet.");
    private static readonly Bilingual Mine = new("Pertanyaan yang sudah dikirim ke petugas:", "Questions sent to an officer:");
    private static readonly Bilingual Waiting = new("menunggu petugas", "waiting for an officer");
    private static readonly Bilingual Unknown = new("Tiket itu tidak ada di antara pertanyaan yang dikirim dari sini. Tulis **pertanyaan saya** untuk melihat daftarnya.", "That ticket is not among the questions sent from here. Write **my questions** to see the list.");
    private static readonly Bilingual SendButton = new("Kirim", "Send");
    private static readonly Bilingual ChangeButton = new("Ubah dulu", "Change it");
    private static readonly Bilingual MyQuestions = new("Pertanyaan saya", "My questions");

    /// <summary>Maps asking an officer, confirming, and looking at one's own questions.</summary>
    public static ChatRoutes MapHandover(this ChatRoutes chat)
    {
        var store = chat.Services.GetRequiredService<QuestionStore>();
        return chat
            .Map("handover-private", (turn, _) => new(!turn.IsPersonal && IsOurs(turn) ? PersonalMatters.NotHere(turn) : null))
            .Map("my-questions", async (turn, cancellation) => AsksList(turn) ? await ListAsync(turn, store, cancellation) : null)
            .Map("ticket", async (turn, cancellation) => TicketIn(turn) is { } id ? await ShowAsync(turn, id, store, cancellation) : null)
            .Map("handover-stop", (turn, _) => new((turn.State.IsWritingToOfficer() || Confirming(turn) is not null) && turn.Says("berhenti", "stop") ? Drop(turn) : null))
            .Map("handover-write", (turn, _) => new(turn.IsPersonal && turn.State.IsWritingToOfficer() && !turn.Pressed && !IsCommand(turn) ? Ask(turn, turn.Text) : null))
            .Map("handover-send", async (turn, cancellation) => Confirming(turn) is { } draft && turn.Says("kirim", "ya", "iya", "ya kirim", "kirim saja", "oke", "ok", "boleh", "send", "yes", "send it", "nak", "teruskan") ? await SendAsync(turn, draft, store, cancellation) : null)
            .Map("handover-change", (turn, _) => new(Confirming(turn) is not null && (turn.Says(ChangeButton) || turn.Says("ubah", "ganti", "change", "edit")) ? Rewrite(turn) : null))
            .Map("handover-no", (turn, _) => new(Confirming(turn) is not null && turn.Says("tidak", "jangan", "ndak", "tadak", "no", "tidak usah", "gak usah", "ga usah") ? Drop(turn) : null))
            .Map("handover-at-once", (turn, _) => new(Said(turn) is { } question ? Ask(turn with { State = turn.State.With(OfficerQuestion.About, null) }, question) : null))
            .Map("handover", (turn, _) => new(WantsOfficer(turn) ? Start(turn) : null));
    }

    private static bool IsOurs(Turn turn) =>
        AsksList(turn) || TicketIn(turn) is not null || WantsOfficer(turn) || Said(turn) is not null;

    private static bool AsksList(Turn turn) => turn.Says(MyQuestions) || turn.Says("tiket saya", "my tickets", "lihat pertanyaan saya", "soalan kamek");

    /// <summary>The question that the last reply asked to confirm. A draft that other talk has overtaken is never sent.</summary>
    private static string? Confirming(Turn turn) =>
        turn.IsPersonal && (turn.State.Choices.Contains(SendButton.Id) || turn.State.Choices.Contains(SendButton.En)) ? turn.State.Note(Draft) : null;

    private static bool IsCommand(Turn turn) => WantsOfficer(turn) || turn.Says(SendButton) || turn.Says(ChangeButton) || turn.Says(Phrases.Menu);

    private static bool WantsOfficer(Turn turn) =>
        turn.Says(Phrases.AskOfficer)
        || turn.Says(
            "hubungi petugas", "teruskan ke petugas", "bicara dengan petugas", "bicara sama petugas", "ngomong sama petugas", "chat petugas", "sambungkan ke petugas", "minta petugas",
            "mau tanya petugas", "nanya petugas", "tanya orang", "tanya dinas", "talk to a person", "talk to an officer", "speak to an officer", "human", "contact an officer", "teruskan aduan", "teruskan")
        || (Confirming(turn) is null && turn.State.Choices.Contains(Phrases.AskOfficer.In(turn.State.Language)) && turn.Says("ya", "iya", "boleh", "mau", "yes", "oke", "ok", "nak", "ya teruskan", "ya mau"));

    /// <summary>The question in "tanya petugas: kapan pameran berikutnya"; without the colon three words at least, so that "tanya petugas dong" stays what it is.</summary>
    private static string? Said(Turn turn)
    {
        if (turn.Pressed || Openings.FirstOrDefault(opening => turn.Text.StartsWith(opening, StringComparison.OrdinalIgnoreCase)) is not { } begun)
        {
            return null;
        }

        var rest = turn.Text[begun.Length..].TrimStart();
        var question = rest.TrimStart(':', ',', ' ', '\n');
        return question.Length > 0 && (rest[0] == ':' || (question.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= 3 && turn.Text[begun.Length] is ' ' or ',' or '\n')) ? question : null;
    }

    private static Reply Start(Turn turn)
    {
        // Another question than the one that was begun about something.
        var fresh = turn with { State = turn.State.With(OfficerQuestion.About, null) };
        return turn.State.LastQuestion is { Length: > 0 } question ? Ask(fresh, question) : Rewrite(fresh);
    }

    private static Reply Ask(Turn turn, string question)
    {
        var words = question.Length > MaxQuestion ? question[..MaxQuestion].TrimEnd() + "…" : question;
        // What it is about stands in the question itself: the person sees it before it goes, and officers wherever they read it.
        var draft = turn.State.Note(OfficerQuestion.About) is { } about ? $"{about}: {words}" : words;
        return new(Confirm.In(turn.Language).Replace("{question}", Wording.Quote(draft), StringComparison.Ordinal))
        {
            Language = turn.Language,
            Suggestions = [SendButton.In(turn.Language), ChangeButton.In(turn.Language), Phrases.Cancel.In(turn.Language)],
            State = turn.State.With(Draft, draft).With(OfficerQuestion.Writing, null),
        };
    }

    private static Reply Rewrite(Turn turn) => new(Write.In(turn.Language))
    {
        Language = turn.Language,
        Suggestions = [Phrases.Cancel.In(turn.Language)],
        State = turn.State.With(Draft, null).With(OfficerQuestion.Writing, "yes"),
    };

    private static Reply Drop(Turn turn) => new(new Bilingual("Baik, tidak dikirim.", "All right, nothing was sent.").In(turn.Language))
    {
        Language = turn.Language,
        State = turn.State.With(Draft, null).With(OfficerQuestion.Writing, null).With(OfficerQuestion.About, null),
    };

    private static async Task<Reply> SendAsync(Turn turn, string draft, QuestionStore store, CancellationToken cancellation)
    {
        var number = await store.NextNumberAsync(cancellation);
        var question = new Question
        {
            Id = number.Number,
            Channel = turn.Key.Channel,
            ConversationId = turn.Key.Conversation,
            PersonId = turn.Key.Person,
            Text = draft,
            Reason = turn.State.Note(OfficerQuestion.Reason) ?? "asked",
            AskedAt = turn.Now,
        };
        return new(Sent.In(turn.Language).Replace("{ticket}", question.Ticket, StringComparison.Ordinal))
        {
            Language = turn.Language,
            Suggestions = [MyQuestions.In(turn.Language), Phrases.Menu.In(turn.Language)],
            Rows = [question, number],
            State = turn.State.With(Draft, null).With(OfficerQuestion.Reason, null).With(OfficerQuestion.About, null) with { LastQuestion = null },
        };
    }

    private static async Task<Reply> ListAsync(Turn turn, QuestionStore store, CancellationToken cancellation)
    {
        var mine = await store.OfAsync(turn.Key, cancellation);
        return new(mine.Count == 0
            ? None.In(turn.Language)
            : Mine.In(turn.Language) + "\n" + string.Join('\n', mine.Select(question => Line(question, turn.Language))))
        {
            Language = turn.Language,
            Suggestions = [Phrases.AskOfficer.In(turn.Language), Phrases.Menu.In(turn.Language)],
        };
    }

    private static async Task<Reply> ShowAsync(Turn turn, long id, QuestionStore store, CancellationToken cancellation)
    {
        var mine = await store.OfAsync(turn.Key, cancellation);
        return new(mine.FirstOrDefault(question => question.Id == id) is { } found ? Line(found, turn.Language) : Unknown.In(turn.Language))
        {
            Language = turn.Language,
            Suggestions = [MyQuestions.In(turn.Language), Phrases.Menu.In(turn.Language)],
        };
    }

    private static string Line(Question question, Language language) =>
        $"**{question.Ticket}** ({Wording.Date(Wording.LocalDate(question.AskedAt), language)}, {Waiting.In(language)}): “{Wording.Quote(question.Text)}”";

    /// <summary>"T-0042", alone or after "tiket".</summary>
    private static long? TicketIn(Turn turn)
    {
        var text = turn.Text.Trim();
        if (text.StartsWith("tiket ", StringComparison.OrdinalIgnoreCase) || text.StartsWith("ticket ", StringComparison.OrdinalIgnoreCase))
        {
            text = text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim();
        }

        return text.Length is > 2 and <= 12 && (text[0] is 'T' or 't') && text[1] == '-'
            && long.TryParse(text.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }
}

/// <summary>The questions in the store.</summary>
public sealed class QuestionStore(IDbContextFactory<CoopDb> store, Numbers numbers)
{
    /// <summary>The next number, to be saved with the question.</summary>
    public Task<GivenNumber> NextNumberAsync(CancellationToken cancellation) => numbers.NextAsync("Questions", cancellation);

    /// <summary>A person's own, newest first, at most ten.</summary>
    public async Task<IReadOnlyList<Question>> OfAsync(ConversationKey key, CancellationToken cancellation)
    {
        await using var db = await store.CreateDbContextAsync(cancellation);
        return await db.Questions.AsNoTracking()
            .Where(question => question.Channel == key.Channel && question.PersonId == key.Person)
            .OrderByDescending(question => question.Id).Take(10).ToListAsync(cancellation);
    }

    /// <summary>All, oldest first: the work list of the office.</summary>
    public async Task<IReadOnlyList<Question>> AllAsync(CancellationToken cancellation)
    {
        await using var db = await store.CreateDbContextAsync(cancellation);
        return await db.Questions.AsNoTracking().OrderBy(question => question.Id).ToListAsync(cancellation);
    }
}
