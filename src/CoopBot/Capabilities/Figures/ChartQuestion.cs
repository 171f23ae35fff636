using System.Globalization;
using CoopBot.Conversation;
using CoopBot.Records;

namespace CoopBot.Capabilities.Figures;

/// <summary>A wish to see figures as a chart or a table: "grafik koperasi aktif per kabupaten", "perkembangan jumlah koperasi", "lihat tabel".</summary>
/// <param name="Query">Which figure.</param>
/// <param name="AsTable">The table rather than the chart.</param>
/// <param name="OldPontianak">"Kabupaten Pontianak" was named: ask which is meant.</param>
/// <param name="Outside">A place that is none of the fourteen, as typed.</param>
internal sealed record ChartQuestion(FigureQuery Query, bool AsTable, bool OldPontianak = false, string? Outside = null)
{
    private static readonly HashSet<string> _charts = Words.Set("grafik grafiknya diagram diagramnya bagan chart charts graph graphs visualisasi");
    private static readonly HashSet<string> _tables = Words.Set("tabel tabelnya tabelkan table tables");
    private static readonly HashSet<string> _trends = Words.Set("perkembangan perkembangannya tren trend trennya pertumbuhan years tahunan yearly");
    private static readonly HashSet<string> _howMany = Words.Set("jumlah jml jumlahnya total banyaknya number numbers count counts");
    private static readonly HashSet<string> _splits = Words.Set("per tiap setiap masing each by menurut berdasarkan antar");
    private static readonly HashSet<string> _districts = Words.Set("kabupaten kab kabkota kota daerah wilayah district districts regency regencies city cities");
    private static readonly HashSet<string> _kinds = Words.Set("jenis jenisnya kind kinds type types");
    private static readonly HashSet<string> _statuses = Words.Set("status statusnya keaktifan");
    private static readonly HashSet<string> _active = Words.Set("aktif aktip active idop idup hidup hidop");
    private static readonly HashSet<string> _inactive = Words.Set("nonaktif inactive");
    private static readonly HashSet<string> _not = Words.Set("tidak tdk ndak tadak gak ga nggak tak non not belum");

    // What else such a wish may hold.
    private static readonly HashSet<string> _beside = Words.Set("""
        tampilkan tampilin tunjukkan tunjukin buatkan buatin buat bikin bikinkan bikinin gambar gambarkan kasih kasi minta lihat liat perlihatkan
        show give draw make display see view as sebagai bentuk dalam versi nya over time dari ke sampai hingga from to until antara and dan
        waktu donk
        """);

    // Of another matter in a question of numbers, and at home in a wish for a chart.
    private static readonly HashSet<string> _fine = Words.Set("buat bikin jenis kinds types perkembangan");

    /// <summary>Reads a turn; null where no chart or table of ours is wished for.</summary>
    public static ChartQuestion? TryParse(Turn turn)
    {
        var words = CooperativeWords.Split(turn.Words);
        var (chart, table, trend) = (words.Exists(_charts.Contains), words.Exists(_tables.Contains), IsTrend(words));
        if (turn.Kind != TurnKind.Message || words.Count is 0 or > 25 || words.Exists(word => FiguresQuestion.IsOtherMatter(word) && !_fine.Contains(word))
            || !(chart || table || (trend && words.Exists(_howMany.Contains))))
        {
            return null;
        }

        var last = FigureQuery.Parse(turn.State.Note(RecordNotes.Figures));
        var names = FiguresQuestion.NamesCooperatives(words);
        if (!names && last is null)
        {
            return null;
        }

        var (places, oldPontianak, rest) = FiguresQuestion.ReadPlaces(words);
        var strange = rest.Where(word => !IsBeside(word)).ToList();
        var outside = places.Count > 0 || oldPontianak || strange.Count == 0 ? null : FiguresQuestion.Elsewhere(words);
        if (strange.Exists(word => outside?.Contains(word, StringComparison.Ordinal) != true))
        {
            return null;
        }

        var kind = CooperativeWords.ToRecord(CooperativeWords.Part(rest).Kinds);
        var (status, both) = Status(words);
        var years = OtherYears(words, turn.Now);
        if (Topic(words, trend, places, status, both) is { } topic)
        {
            // The records are of now; and nothing was published that the totals of the years could be split by.
            return (topic == FigureTopic.Totals ? places.Count > 0 || kind is not null || years == 1 : years > 0) ? null
                : new ChartQuestion(Made(topic, places, kind, status) with { Language = turn.Language }, table, oldPontianak, outside);
        }

        return years > 0 ? null
            : !names && kind is null && status is null
            ? new ChartQuestion(last! with { Language = turn.Language }, table)
            : new ChartQuestion(Made(FigureTopic.Districts, places, kind, status) with { Language = turn.Language }, table, oldPontianak, outside);
    }

    private static FigureQuery Made(FigureTopic topic, List<District> places, string? kind, CooperativeStatus? status) => topic switch
    {
        FigureTopic.Totals => new(topic),
        FigureTopic.Districts => new(topic, null, kind, status),
        FigureTopic.Kinds => new(topic, places is [var only] ? only : null, null, status),
        _ => new(topic, places is [var only] ? only : null, kind),
    };

    /// <summary>By what it is to be split, where the words say so.</summary>
    private static FigureTopic? Topic(List<string> words, bool trend, List<District> places, CooperativeStatus? status, bool both) =>
        trend ? FigureTopic.Totals
        : words.Exists(_kinds.Contains) ? FigureTopic.Kinds
        : places.Count > 1 || (places.Count == 0 && IsSplitByDistrict(words)) ? FigureTopic.Districts
        : places.Count == 1 || both || (status is null && words.Exists(_statuses.Contains)) ? FigureTopic.Statuses
        : null;

    private static bool IsSplitByDistrict(List<string> words) =>
        words.Where((word, at) => _splits.Contains(word) && words.Skip(at + 1).Take(2).Any(_districts.Contains)).Any();

    // "dari tahun ke tahun" as well.
    private static bool IsTrend(List<string> words) =>
        words.Exists(_trends.Contains) || words.Count(word => word is "tahun") > 1 || words.Where((word, at) => word is "per" or "tiap" or "setiap" && at + 1 < words.Count && words[at + 1] == "tahun").Any();

    /// <summary>The status named; both named is no choice of one.</summary>
    private static (CooperativeStatus? One, bool Both) Status(List<string> words)
    {
        var (active, inactive) = (false, words.Exists(_inactive.Contains));
        for (var at = 0; at < words.Count; at++)
        {
            var isNot = at > 0 && _not.Contains(words[at - 1]);
            active |= _active.Contains(words[at]) && !isNot;
            inactive |= _active.Contains(words[at]) && isNot;
        }

        return (active, inactive) switch
        {
            (true, true) => (null, true),
            (true, false) => (CooperativeStatus.Active, false),
            (false, true) => (CooperativeStatus.Inactive, false),
            _ => (null, false),
        };
    }

    private static int OtherYears(List<string> words, DateTime now) =>
        words.Count(word => word.Length == 4 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1900 and < 2100 && year != Wording.LocalDate(now).Year);

    private static bool IsBeside(string word) =>
        FiguresQuestion.IsBeside(word) || _beside.Contains(word) || _charts.Contains(word) || _tables.Contains(word) || _trends.Contains(word)
        || _splits.Contains(word) || _districts.Contains(word) || _kinds.Contains(word) || _statuses.Contains(word) || _inactive.Contains(word);

    /// <summary>Words in a list.</summary>
    private static class Words
    {
        public static HashSet<string> Set(string words) =>
            new(words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
    }
}
