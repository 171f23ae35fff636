using CoopBot.Conversation;
using CoopBot.Records;
using CoopBot.Staff;

namespace CoopBot.Capabilities.Announcements;

/// <summary>The card in which an announcement is written: its fields as they were typed, read from a press, checked, and shown again. Pure.</summary>
internal sealed class ComposeForm
{
    /// <summary>What names a form that is not stored yet: sent twice, it makes one announcement.</summary>
    public const string Key = "kunci";

    private const string Everyone = "semua";
    private const string Chosen = "saring";
    private const string Anyone = "siapa";
    private const string Now = "sekarang";
    private const string Later = "nanti";

    /// <summary>What is read of a press. Longer than it may be, a text comes back to be shortened; longer than this it is not read at all.</summary>
    public static readonly FormShape Shape = new(
        "pengumuman",
        new Dictionary<string, int>
        {
            [Key] = 32,
            ["judul"] = 500,
            ["pesan"] = MessageText.MaxLength,
            ["tindakan"] = 500,
            ["jenis"] = 20,
            ["topik"] = 200,
            ["untuk"] = 20,
            ["kabupaten"] = 200,
            ["bentuk"] = 200,
            ["peran"] = 20,
            ["kapan"] = 20,
            ["tanggal"] = 20,
            ["jam"] = 20,
        },
        Most: 5_000);

    // Which field a field of the draft is; what is not here is not on the card.
    private static readonly Dictionary<string, string> _fieldOf = new() { ["title"] = "judul", ["text"] = "pesan", ["action"] = "tindakan", ["kind"] = "jenis", ["audience"] = "untuk", ["sendAt"] = "tanggal" };

    private readonly Dictionary<string, string> _typed;

    private ComposeForm(Dictionary<string, string> typed) => _typed = typed;

    /// <summary>An empty one.</summary>
    public static ComposeForm Empty { get; } = new(new() { ["jenis"] = "service", ["peran"] = Anyone, ["kapan"] = Now });

    /// <summary>As it was sent.</summary>
    public static ComposeForm Of(IReadOnlyDictionary<string, string> typed) => new(new(typed));

    /// <summary>Of what is stored.</summary>
    public static ComposeForm Of(Announcement announcement)
    {
        var form = AnnouncementForm.Of(announcement);
        var to = Audience.Of(announcement.Audience);
        return new(new()
        {
            ["judul"] = form.Judul ?? "",
            ["pesan"] = form.Teks ?? "",
            ["tindakan"] = form.Tindakan ?? "",
            ["jenis"] = form.Jenis ?? "",
            ["topik"] = string.Join(',', to.Topics),
            ["untuk"] = to.All ? Everyone : Chosen,
            ["kabupaten"] = string.Join(',', to.Districts),
            ["bentuk"] = string.Join(',', to.Kinds),
            ["peran"] = form.Peran ?? Anyone,
            ["kapan"] = form.KirimPada is null ? Now : Later,
            ["tanggal"] = form.KirimPada?[..10] ?? "",
            ["jam"] = form.KirimPada?[11..] ?? "",
        });
    }

    /// <summary>What is to be stored. What the card has no field for stays as it is.</summary>
    /// <param name="before">What is stored; null for a new one.</param>
    public AnnouncementDraft Draft(Announcement? before)
    {
        var kept = before is null ? new AnnouncementForm().Draft() : AnnouncementForm.Of(before).Draft();
        var to = before is null ? new() : Audience.Of(before.Audience);
        var isAll = this["untuk"] == Everyone;
        return (kept with
        {
            Title = this["judul"],
            Text = this["pesan"],
            Action = this["tindakan"],
            Kind = this["jenis"] is { Length: > 0 } kind ? kind : null,
            Audience = new()
            {
                All = isAll,
                Districts = Many("kabupaten"),
                Kinds = Many("bentuk"),
                Roles = this["peran"] is { Length: > 0 } role and not Anyone ? [role] : [],
                Topics = Many("topik"),
                Statuses = isAll ? [] : to.Statuses,
                OverdueRat = !isAll && to.OverdueRat,
                Cooperatives = isAll ? [] : to.Cooperatives,
            },
            SendAt = this["kapan"] == Later && this["tanggal"].Length > 0 && this["jam"].Length > 0 ? $"{this["tanggal"]}T{this["jam"]}" : null,
        }).Trimmed();
    }

    /// <summary>What is wrong, by the form's field; what concerns none of them by an empty one.</summary>
    public IReadOnlyList<(string Field, Bilingual Problem)> Problems(AnnouncementDraft draft, DateTime now)
    {
        var own = Own(draft).ToList();
        return [.. own, .. draft.Problems(now, AnnouncementDraft.LongestWritten)
            .Select(problem => (Field: _fieldOf.GetValueOrDefault(problem.Field, ""), problem.Problem))
            .Where(problem => problem.Field.Length == 0 || !own.Exists(said => said.Field == problem.Field)).Distinct()];
    }

    /// <summary>The fields with what is in them and what is wrong.</summary>
    public ReplyForm Show(Language language, IReadOnlyList<(string Field, Bilingual Problem)> problems)
    {
        string Say(Bilingual text) => text.In(language);
        FormField Field(string id, FieldKind kind, Bilingual label, Bilingual? remedy = null) => new(id, kind, Say(label))
        {
            Value = this[id],
            Remedy = Say(remedy ?? ComposeTexts.Optional),
            IsRequired = remedy is not null,
            Problem = problems.Where(problem => problem.Field == id).Select(problem => Say(problem.Problem)).ToList() is { Count: > 0 } wrong ? string.Join(' ', wrong) : null,
        };
        return new(Shape.Name,
        [
            Field("judul", FieldKind.Line, ComposeTexts.Title, ComposeTexts.TitleRemedy) with { Longest = AnnouncementDraft.LongestTitle },
            Field("pesan", FieldKind.Paragraph, ComposeTexts.Text, ComposeTexts.TextRemedy) with { Longest = AnnouncementDraft.LongestWritten },
            Field("tindakan", FieldKind.Line, ComposeTexts.Action) with { Longest = AnnouncementDraft.LongestAction, Hint = Say(ComposeTexts.ActionHint) },
            Field("jenis", FieldKind.One, ComposeTexts.Kind, ComposeTexts.KindRemedy) with { Options = [new(Say(ComposeTexts.Service), "service"), new(Say(ComposeTexts.Topic), "topic")] },
            Field("topik", FieldKind.Many, ComposeTexts.Topics) with { Options = [.. AnnouncementTopic.All.Select(topic => new Choice(Say(topic.Title), topic.Key))] },
            Field("untuk", FieldKind.One, ComposeTexts.To, ComposeTexts.ToRemedy) with { Options = [new(Say(ComposeTexts.Everyone), Everyone), new(Say(ComposeTexts.Chosen), Chosen)] },
            Field("kabupaten", FieldKind.Many, ComposeTexts.Districts) with { Options = [.. District.All.Select(district => new Choice(district.FullName, district.Code))] },
            Field("bentuk", FieldKind.Many, ComposeTexts.Kinds) with { Options = [.. CooperativeKind.All.Select(kind => new Choice(kind, kind))] },
            Field("peran", FieldKind.OneOfList, ComposeTexts.Role) with { Options = [new(Say(ComposeTexts.Anyone), Anyone), new(Say(ComposeTexts.Board), Audience.Board), new(Say(ComposeTexts.Public), Audience.Public)] },
            Field("kapan", FieldKind.One, ComposeTexts.When, ComposeTexts.WhenRemedy) with { Options = [new(Say(ComposeTexts.Now), Now), new(Say(ComposeTexts.Later), Later)] },
            Field("tanggal", FieldKind.Date, ComposeTexts.Date),
            Field("jam", FieldKind.Time, ComposeTexts.Time),
        ]);
    }

    /// <summary>The fields in which another one differs, with what is in it there.</summary>
    public IEnumerable<(string Label, string Theirs)> Differences(ComposeForm theirs, Language language) =>
        Show(language, []).Fields.Zip(theirs.Show(language, []).Fields).Where(pair => (pair.First.Value ?? "") != (pair.Second.Value ?? "")).Select(pair => (pair.First.Label.Split(" (")[0], Readable(pair.Second)));

    private static string Readable(FormField field) => field.Options.Count == 0 ? field.Value ?? ""
        : string.Join(", ", (field.Value ?? "").Split(',').Select(value => field.Options.FirstOrDefault(option => option.Says == value)?.Label ?? value));

    private string this[string id] => _typed.GetValueOrDefault(id, "");

    private string[] Many(string id) => this[id].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>What only the card can get wrong, and what it says in its own words.</summary>
    private IEnumerable<(string Field, Bilingual Problem)> Own(AnnouncementDraft draft)
    {
        foreach (var id in (string[])["judul", "pesan", "tindakan"])
        {
            if (this[id].Contains(PersonalNumbers.Mask, StringComparison.Ordinal))
            {
                yield return (id, ComposeTexts.HadNumber);
            }
        }

        if (draft.Title is null)
        {
            yield return ("judul", ComposeTexts.TitleRemedy);
        }

        if (draft.Text is null)
        {
            yield return ("pesan", ComposeTexts.TextRemedy);
        }

        if (draft.Audience is { IsEmpty: true })
        {
            yield return ("untuk", this["untuk"] == Chosen ? ComposeTexts.ChooseSome : ComposeTexts.ToRemedy);
        }
        else if (draft.Audience is { All: true } to && (to.AsksCooperative || to.Roles.Count > 0))
        {
            yield return ("untuk", ComposeTexts.AllOrSome);
        }

        if (draft is { KindOrService: AnnouncementKind.Topic, Audience.Topics.Count: 0 })
        {
            yield return ("topik", ComposeTexts.ChooseTopic);
        }

        if (this["kapan"] == Later && draft.SendAt is null)
        {
            yield return ("tanggal", ComposeTexts.DateMissing);
        }
        else if (this["kapan"] != Later && (this["tanggal"].Length > 0 || this["jam"].Length > 0))
        {
            yield return ("kapan", ComposeTexts.NowOrLater);
        }
    }
}
