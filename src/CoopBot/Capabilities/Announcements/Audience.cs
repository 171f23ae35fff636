using System.Text.Json;
using System.Text.Json.Serialization;
using CoopBot.Conversation;
using CoopBot.Records;

namespace CoopBot.Capabilities.Announcements;

/// <summary>
/// Whom an announcement is for. Fields are ANDed, values within one ORed; those about cooperatives mean people linked to one that
/// fits them all. <see cref="All"/> stands alone.
/// </summary>
public sealed record Audience
{
    /// <summary>Role: linked to a cooperative.</summary>
    public const string Board = "pengurus";

    /// <summary>Role: not linked to any.</summary>
    public const string Public = "umum";

    /// <summary>Everyone that its kind may reach.</summary>
    public bool All { get; init; }

    /// <summary>Kemendagri codes of districts, such as <c>61.05</c>.</summary>
    public IReadOnlyList<string> Districts { get => field ?? []; init; } = [];

    /// <summary>Kinds of cooperatives: see <see cref="CooperativeKind.All"/>.</summary>
    public IReadOnlyList<string> Kinds { get => field ?? []; init; } = [];

    /// <summary>Recorded statuses: <c>aktif</c>, <c>tidak aktif</c>, <c>tidak diketahui</c>.</summary>
    public IReadOnlyList<string> Statuses { get => field ?? []; init; } = [];

    /// <summary><see cref="Board"/>, <see cref="Public"/>.</summary>
    public IReadOnlyList<string> Roles { get => field ?? []; init; } = [];

    /// <summary>Subscribers of topics: keys of <see cref="AnnouncementTopic"/>.</summary>
    public IReadOnlyList<string> Topics { get => field ?? []; init; } = [];

    /// <summary>The RAT on the last book year whose deadline is over is not recorded.</summary>
    public bool OverdueRat { get; init; }

    /// <summary>Lasting keys of cooperatives.</summary>
    public IReadOnlyList<long> Cooperatives { get => field ?? []; init; } = [];

    /// <summary>It is about cooperatives: only linked people fit.</summary>
    [JsonIgnore]
    public bool AsksCooperative => Districts.Count > 0 || Kinds.Count > 0 || Statuses.Count > 0 || Cooperatives.Count > 0 || OverdueRat;

    /// <summary>It names nobody at all.</summary>
    [JsonIgnore]
    public bool IsEmpty => !All && !AsksCooperative && Roles.Count == 0 && Topics.Count == 0;

    /// <summary>The status of a word, as the record stores it; null for none of the three.</summary>
    public static CooperativeStatus? StatusOf(string word) => word switch
    {
        "aktif" => CooperativeStatus.Active,
        "tidak aktif" => CooperativeStatus.Inactive,
        "tidak diketahui" => CooperativeStatus.Unknown,
        _ => null,
    };

    /// <summary>As stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, AudienceJson.Default.Audience);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static Audience Of(string json) => JsonSerializer.Deserialize(json, AudienceJson.Default.Audience)!;

    /// <summary>What is wrong with it, if anything; each in words that say what to write instead.</summary>
    public IEnumerable<Bilingual> Problems()
    {
        if (IsEmpty)
        {
            yield return new("Penerima belum dipilih. Pilih semua orang, atau paling sedikit satu saringan.", "The audience names nobody. Set all, or at least one of districts, kinds, statuses, roles, topics, overdueRat, cooperatives.");
        }

        if (All && (AsksCooperative || Roles.Count > 0))
        {
            yield return new("“Semua orang” tidak bisa digabung dengan saringan lain.", "all cannot be combined with other fields.");
        }

        foreach (var code in Districts.Where(code => District.ByCode(code) is null))
        {
            yield return new($"Kabupaten/kota “{Wording.Quote(code)}” tidak dikenal.", $"districts: \"{Wording.Quote(code)}\" is no code of a district, such as 61.05.");
        }

        foreach (var kind in Kinds.Where(kind => !CooperativeKind.All.Contains(kind)))
        {
            yield return new($"Jenis “{Wording.Quote(kind)}” tidak dikenal.", $"kinds: \"{Wording.Quote(kind)}\" is none of {string.Join(", ", CooperativeKind.All)}.");
        }

        foreach (var status in Statuses.Where(status => StatusOf(status) is null))
        {
            yield return new($"Status “{Wording.Quote(status)}” tidak dikenal.", $"statuses: \"{Wording.Quote(status)}\" is none of aktif, tidak aktif, tidak diketahui.");
        }

        foreach (var role in Roles.Where(role => role is not (Board or Public)))
        {
            yield return new($"Peran “{Wording.Quote(role)}” tidak dikenal.", $"roles: \"{Wording.Quote(role)}\" is none of {Board}, {Public}.");
        }

        foreach (var topic in Topics.Where(topic => AnnouncementTopic.Of(topic) is null))
        {
            yield return new($"Topik “{Wording.Quote(topic)}” tidak dikenal.", $"topics: \"{Wording.Quote(topic)}\" is none of {string.Join(", ", AnnouncementTopic.All.Select(known => known.Key))}.");
        }
    }
}

/// <summary>An audience as it is stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(Audience))]
internal sealed partial class AudienceJson : JsonSerializerContext;
