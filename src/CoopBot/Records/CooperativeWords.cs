using CoopBot.Search;

namespace CoopBot.Records;

/// <summary>What the common words of a cooperative's name say of its kind. A hint only: people mix them up.</summary>
[Flags]
internal enum KindHints
{
    None = 0,
    Producer = 1,
    Consumer = 2,
    Service = 4,
    Marketing = 8,
    SavingsAndLoan = 16,
    VillageUnit = 32,
    MultiPurpose = 64,
    RedWhite = 128,
}

/// <summary>The words of a name: what tells it apart, and what only says that it is a cooperative of some kind.</summary>
/// <param name="Strong">The words that tell it apart, in order.</param>
/// <param name="Kinds">What the others hint at.</param>
/// <param name="Cooperative">The word cooperative, or an abbreviation of it, was among them.</param>
internal readonly record struct NameParts(IReadOnlyList<string> Strong, KindHints Kinds, bool Cooperative);

/// <summary>Words of cooperatives' names, as recorded and as typed.</summary>
internal static class CooperativeWords
{
    private static readonly HashSet<string> _cooperative = new(StringComparer.Ordinal)
    {
        "koperasi", "kop", "koprasi", "kopreasi", "kopersi", "koperasinya", "koperasinye", "kopnya", "kopkar", "kpri", "kpn",
        "coop", "coops", "cooperative", "cooperatives", "primkop", "puskop",
    };

    private static readonly Dictionary<string, KindHints> _kinds = Table(
        (KindHints.Producer, "produsen producer producers"),
        (KindHints.Consumer, "konsumen consumer consumers"),
        (KindHints.Service, "jasa service"),
        (KindHints.Marketing, "pemasaran marketing"),
        (KindHints.SavingsAndLoan, "ksp kspps usp kosipa kospin cu"),
        (KindHints.VillageUnit, "kud"),
        (KindHints.MultiPurpose, "ksu"),
        (KindHints.RedWhite, "kopdes kdmp kkmp kmp kopdeskel kopkel"));

    private static readonly Dictionary<(string, string), KindHints> _pairs = new()
    {
        [("simpan", "pinjam")] = KindHints.SavingsAndLoan,
        [("simpen", "pinjem")] = KindHints.SavingsAndLoan,
        [("savings", "loan")] = KindHints.SavingsAndLoan,
        [("credit", "union")] = KindHints.SavingsAndLoan,
        [("serba", "usaha")] = KindHints.MultiPurpose,
        [("unit", "desa")] = KindHints.VillageUnit,
        [("merah", "putih")] = KindHints.RedWhite,
    };

    // "contoh" marks made-up data and tells nothing apart.
    private static readonly HashSet<string> _weak = new(StringComparer.Ordinal) { "contoh", "desa", "kelurahan", "unit", "primer", "sekunder" };

    private static readonly string[] _long =
        ["koperasi", "produsen", "konsumen", "pemasaran", "simpan", "pinjam", "contoh", "merah", "putih", "serba", "kelurahan"];

    /// <summary>Runs of letters and digits of already folded words, so that punctuation never matters here.</summary>
    public static List<string> Split(IEnumerable<string> words)
    {
        var runs = new List<string>();
        foreach (var word in words)
        {
            var from = -1;
            for (var at = 0; at <= word.Length; at++)
            {
                if (at < word.Length && char.IsLetterOrDigit(word[at]))
                {
                    from = from < 0 ? at : from;
                }
                else if (from >= 0)
                {
                    runs.Add(word[from..at]);
                    from = -1;
                }
            }
        }

        return runs;
    }

    /// <summary>Says that a cooperative is meant: "koperasi", "kop", and abbreviations of kinds such as KSP.</summary>
    public static bool IsCooperative(string word) =>
        _cooperative.Contains(word) || word.StartsWith("koperas", StringComparison.Ordinal)
        || (_kinds.ContainsKey(word) && word.StartsWith('k') && word is not "konsumen") || word is "cu"
        || (word.Length >= 6 && word[0] == 'k' && EditDistance.Between(word, "koperasi", 2) <= 2);

    /// <summary>Parts a name, or what was typed of one.</summary>
    public static NameParts Part(IReadOnlyList<string> words)
    {
        var (strong, kinds, cooperative) = (new List<string>(words.Count), KindHints.None, false);
        for (var at = 0; at < words.Count; at++)
        {
            var word = words[at];
            if (at + 1 < words.Count && (_pairs.TryGetValue((word, words[at + 1]), out var pair) || _pairs.TryGetValue((words[at + 1], word), out pair)))
            {
                kinds |= pair;
                at++;
            }
            else if (_kinds.TryGetValue(word, out var kind))
            {
                kinds |= kind;
                cooperative |= IsCooperative(word);
            }
            else if (IsCooperative(word))
            {
                cooperative = true;
            }
            else if (!_weak.Contains(word))
            {
                strong.Add(word);
            }
        }

        return new NameParts(strong, kinds, cooperative);
    }

    /// <summary>The common word that a typo probably means ("konsumn", "cotnoh"), or null.</summary>
    public static string? Nearest(string word)
    {
        foreach (var common in word.Length >= 4 ? _long : [])
        {
            if (EditDistance.Between(word, common, 1) <= 1)
            {
                return common;
            }
        }

        return null;
    }

    /// <summary>The hint of a record's own kind.</summary>
    public static KindHints OfRecord(string? kind) => kind switch
    {
        CooperativeKind.Producer => KindHints.Producer,
        CooperativeKind.Consumer => KindHints.Consumer,
        CooperativeKind.Service => KindHints.Service,
        CooperativeKind.Marketing => KindHints.Marketing,
        CooperativeKind.SavingsAndLoan => KindHints.SavingsAndLoan,
        _ => KindHints.None,
    };

    /// <summary>The record's kind of a hint that names one; null for none, several, or a form such as KUD.</summary>
    public static string? ToRecord(KindHints hints) => hints switch
    {
        KindHints.Producer => CooperativeKind.Producer,
        KindHints.Consumer => CooperativeKind.Consumer,
        KindHints.Service => CooperativeKind.Service,
        KindHints.Marketing => CooperativeKind.Marketing,
        KindHints.SavingsAndLoan => CooperativeKind.SavingsAndLoan,
        _ => null,
    };

    private static Dictionary<string, KindHints> Table(params (KindHints Kind, string Words)[] lines) =>
        lines.SelectMany(line => line.Words.Split(' ').Select(word => (word, line.Kind))).ToDictionary(pair => pair.word, pair => pair.Kind, StringComparer.Ordinal);
}
