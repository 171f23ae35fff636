using CoopBot.Conversation;
using CoopBot.Search;

namespace CoopBot.Capabilities.Answers;

/// <summary>Questions → the article that answers, with its source; or three guesses; or an honest "belum ada".</summary>
public static class AnswersChat
{
    private const string Misses = "answers.misses";
    private const string Reason = OfficerQuestion.Reason;

    private static readonly Bilingual Guesses = new("Mungkin maksud Anda salah satu ini:", "Perhaps you mean one of these:");
    private static readonly Bilingual NotUnderstood = new(
        "Saya belum menangkap maksudnya. Pilih topik, atau saya teruskan ke petugas.", "I have not understood. Choose a topic, or I pass it to an officer.");
    private static readonly Bilingual NoAnswer = new(
        "Untuk itu belum ada jawaban di sumber saya, jadi saya tidak menebak. Mau saya teruskan ke petugas?",
        "My sources have no answer to that, so I will not guess. Shall I pass it to an officer?");
    private static readonly Bilingual NorThat = new(
        "Jawaban untuk pertanyaan itu belum ada di sumber saya. Petugas bisa memastikannya; mau saya teruskan?",
        "My sources do not answer that question. An officer can make sure; shall I pass it on?");
    private static readonly Bilingual ReadAs = new("Saya baca sebagai “{words}”. Kalau bukan, tulis dengan kata lain.", "I read that as “{words}”. If not, use other words.");
    private static readonly Bilingual Others = new("Pertanyaan yang lain, pilih di bawah:", "Your other questions, choose below:");
    private static readonly Bilingual WhichNik = new(
        "NIK yang mana: NIK koperasi, atau NIK KTP? NIK KTP jangan dikirim.", "Which NIK: the cooperative's number, or the ID-card number? Do not send the latter.");
    private static readonly Bilingual NikOfCooperative = new("NIK koperasi", "Cooperative number");
    private static readonly Bilingual NikOfCard = new("NIK KTP/koperasi", "ID or coop NIK");
    private static readonly Bilingual Topic = new("Soal {topic}, ini yang sering ditanyakan:", "On {topic}, people often ask:");

    /// <summary>Maps a button that names an article, the topics, complaints, and details of the last answer.</summary>
    public static ChatRoutes MapArticles(this ChatRoutes chat)
    {
        var knowledge = chat.Services.GetRequiredService<KnowledgeBase>();
        return chat
            .Map("which-nik", (turn, _) => new(turn.Says("nik", "nik nya", "nomor nik", "cek nik") ? WhichOfBoth(turn) : null))
            .Map("topic", (turn, _) => new(Topics.Named(turn) is { } topic ? Introduce(topic, turn, knowledge) : null))
            .Map("article", (turn, _) => new(knowledge.ByWords(turn.Text) switch
            {
                null => null,
                { Audience: Audience.Staff } => Unknown(turn with { State = turn.Asked }, "unconfirmed"),
                { } article => Answer(article, InItsLanguage(turn, article) with { State = turn.Asked }, knowledge),
            }))
            .Map("complaint", (turn, _) => new(knowledge.Find(Complaints.ArticleFor(turn)) is { } article ? Answer(article, turn with { State = turn.Asked }, knowledge) : null))
            .Map("details", (turn, _) => new(ArticleReply.AsksDetails(turn) && knowledge.Find(turn.State.Note(ArticleReply.LastArticle)) is { } article ? ArticleReply.Details(article, turn) : null));
    }

    /// <summary>Maps everything else: a question in a person's own words. The last route; it always answers.</summary>
    public static ChatRoutes MapAnswers(this ChatRoutes chat)
    {
        var knowledge = chat.Services.GetRequiredService<KnowledgeBase>();
        return chat.Map("answer", async (turn, cancellation) =>
        {
            var found = await FindAsync(turn, knowledge, cancellation);
            var isUnconfirmed = await knowledge.IsUnconfirmedAsync(turn.Text, found, cancellation)
                || (found.Asked != turn.Text && await knowledge.IsUnconfirmedAsync(found.Asked, found, cancellation));
            return Decide(turn, found, isUnconfirmed, knowledge);
        });
    }

    /// <summary>Three bands: answer with source, three guesses, or a person. What only the office can confirm goes to a person.</summary>
    internal static Reply Decide(Turn turn, Found found, bool unconfirmed, KnowledgeBase knowledge)
    {
        var asked = turn with { State = turn.Asked };
        if (unconfirmed)
        {
            return Unknown(asked, "unconfirmed");
        }

        // Who quotes a rule that the first of them replaced means that one.
        var quoted = found.Band == Band.Offered ? found.Articles.Take(1).FirstOrDefault(article => article.Supersedes.Any(rule => rule.IsQuotedIn(turn.Text))) : null;
        switch (quoted is null ? found.Band : Band.Sure)
        {
            case Band.Sure:
                var answer = Beside(found.Also, Answer(quoted ?? found.Articles[0], asked, knowledge));
                return found.Correction is { } words
                    ? answer with { Text = $"{answer.Text}\n\n{ReadAs.In(turn.Language).Replace("{words}", words, StringComparison.Ordinal)}" }
                    : answer;
            case Band.Offered when turn.State.Note(Misses) is null:
                return Guess(asked, found.Articles);
            case Band.Offered:
                return Missed(asked, NotUnderstood);
            default:
                return Unknown(asked, "unknown");
        }
    }

    /// <summary>A short "kalau yang sekunder?" goes on with the topic of the last answer.</summary>
    private static async ValueTask<Found> FindAsync(Turn turn, KnowledgeBase knowledge, CancellationToken cancellation)
    {
        var found = await knowledge.AskAsync(turn.Text, cancellation);
        if (found.Band == Band.Sure || !IsFollowUp(turn) || knowledge.Find(turn.State.Note(ArticleReply.LastArticle)) is not { } last)
        {
            return found;
        }

        var together = await knowledge.AskAsync($"{last.Label.In(turn.Language)} {turn.Text}", cancellation);
        return together.Confidence > found.Confidence && together.Articles[0].Id != last.Id ? together : found;
    }

    private static bool IsFollowUp(Turn turn) =>
        turn.Words.Count is > 0 and <= 6
        && turn.Words[0] is "kalo" or "kalau" or "klo" or "kalok" or "terus" or "trus" or "lalu" or "yg" or "yang" or "dan" or "and" or "what" or "how" or "for" or "untuk" or "utk" or "gimana" or "gmn" or "berapa" or "brp" or "biayanya" or "syaratnya" or "caranya" or "di" or "dimana";

    /// <summary>A button says which language it is of, however few words it has ("UMKM BISA Ekspor").</summary>
    private static Turn InItsLanguage(Turn turn, Article article)
    {
        var english = turn.Says(new Bilingual(article.Label.En, article.Title.En));
        return english == turn.Says(new Bilingual(article.Label.Id, article.Title.Id)) ? turn : turn with { Language = english ? Language.English : Language.Indonesian };
    }

    private static Reply Answer(Article article, Turn turn, KnowledgeBase knowledge)
    {
        var reply = ArticleReply.Answer(article, turn, article.Related.Select(knowledge.Find).OfType<Article>());
        return reply with
        {
            // Who has lost money is led to a person first.
            Suggestions = Complaints.IsAbout(article) ? [Phrases.AskOfficer.In(reply.Language), .. reply.Suggestions.Take(2)] : reply.Suggestions,
            State = reply.State!.With(Misses, null).With(Reason, null),
        };
    }

    /// <summary>An answer to the surest question of a message, with buttons to the others.</summary>
    private static Reply Beside(IReadOnlyList<Article> others, Reply answer) => others.Count == 0 ? answer : answer with
    {
        Text = $"{answer.Text}\n\n{Others.In(answer.Language)} {string.Join("; ", others.Take(3).Select(other => other.Title.In(answer.Language)))}",
        Suggestions = [.. others.Select(other => other.Label.In(answer.Language)).Concat(answer.Suggestions).Take(3)],
    };

    private static Reply WhichOfBoth(Turn turn) => new(WhichNik.In(turn.Language))
    {
        Language = turn.Language,
        Suggestions = [NikOfCooperative.In(turn.Language), NikOfCard.In(turn.Language)],
    };

    private static Reply Introduce((Bilingual Name, IReadOnlyList<string> Articles) topic, Turn turn, KnowledgeBase knowledge)
    {
        var articles = topic.Articles.Select(knowledge.Find).OfType<Article>().ToArray();
        return new(Topic.In(turn.Language).Replace("{topic}", topic.Name.In(turn.Language), StringComparison.Ordinal))
        {
            Language = turn.Language,
            Choices = [.. articles.Select(article => new Choice(article.Title.In(turn.Language), article.Label.In(turn.Language)))],
        };
    }

    private static Reply Guess(Turn turn, IReadOnlyList<Article> articles) => new(
        Guesses.In(turn.Language) + "\n" + string.Join('\n', articles.Select((article, index) => $"{index + 1}. {article.Title.In(turn.Language)}")))
    {
        Language = turn.Language,
        Suggestions = [.. articles.Select(article => article.Label.In(turn.Language))],
        State = turn.State.With(Misses, "1").With(Reason, "unknown"),
    };

    private static Reply Unknown(Turn turn, string reason)
    {
        // Never the same sentence twice in a row.
        var reply = Missed(turn, turn.State.Note(Misses) is null ? NoAnswer : reason == "unknown" ? NotUnderstood : NorThat);
        return reply with { State = reply.State!.With(Reason, reason) };
    }

    private static Reply Missed(Turn turn, Bilingual text) => new(text.In(turn.Language))
    {
        Language = turn.Language,
        Suggestions = [Phrases.AskOfficer.In(turn.Language), Phrases.Menu.In(turn.Language)],
        State = turn.State.With(Misses, text == NoAnswer ? "1" : null).With(Reason, "unknown"),
    };
}
