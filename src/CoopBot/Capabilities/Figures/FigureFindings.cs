using CoopBot.Conversation;
using CoopBot.Records;

namespace CoopBot.Capabilities.Figures;

/// <summary>Says in a sentence what a figure of the records shows. Pure.</summary>
internal static class FigureFindings
{
    /// <summary>What it is of: "Koperasi simpan pinjam tercatat aktif per kabupaten/kota".</summary>
    public static string Caption(FigureQuery query)
    {
        var language = query.Language;
        var things = Capital(Things(query.Kind, language));
        var status = query.Status is { } asked && query.Topic != FigureTopic.Statuses ? FiguresTexts.RecordedAs.Format(language, StatusName(asked, language).ToLowerInvariant()) : "";
        var place = query.District is { } district ? FiguresTexts.InPlace.Format(language, district.FullName) : "";
        return query.Topic switch
        {
            FigureTopic.Districts => FiguresTexts.ByDistrictCaption.Format(language, things, status, place),
            FigureTopic.Kinds => FiguresTexts.ByKindCaption.Format(language, things, status, place),
            _ => FiguresTexts.ByStatusCaption.Format(language, Things(query.Kind, language), place),
        };
    }

    /// <summary>The finding.</summary>
    public static string Title(IReadOnlyList<FigureRow> rows, FigureQuery query)
    {
        var language = query.Language;
        var all = rows.Sum(row => row.Numbers[0] ?? 0);
        var things = Things(query.Kind, language);
        var place = query.District?.FullName ?? FiguresTexts.Kalbar.In(language);
        if (all == 0)
        {
            return FiguresTexts.NothingThere.Format(language, things + Status(query, language), place);
        }

        if (query.Topic == FigureTopic.Statuses && query.Status is null)
        {
            var active = rows[0].Numbers[0] ?? 0;
            return FiguresTexts.ActiveOfAll.Format(language, Number(active), Number(all), things, place, Wording.PercentSign((decimal)active / all, language));
        }

        var first = rows[0];
        var isAlone = rows.Count == 1 || (rows[1].Numbers[0] == first.Numbers[0]);
        return isAlone
            ? FiguresTexts.AllThere.Format(language, place, Number(all), things + Status(query, language))
            : (query.Topic == FigureTopic.Kinds ? FiguresTexts.MostOfKind : FiguresTexts.MostInDistrict)
                .Format(language, things + Status(query, language), first.Label, Number(first.Numbers[0] ?? 0), Number(all), place);

        string Number(int number) => Wording.Number(number, language);
    }

    /// <summary>What stands over the rows.</summary>
    public static Bilingual RowHead(FigureTopic topic) => topic switch
    {
        FigureTopic.Districts => FiguresTexts.District,
        FigureTopic.Kinds => FiguresTexts.Kind,
        FigureTopic.Statuses => FiguresTexts.RecordedStatus,
        _ => FiguresTexts.Date,
    };

    /// <summary>"Aktif", "Tidak aktif", "Tidak diketahui"; without one "Jumlah".</summary>
    public static string StatusName(CooperativeStatus? status, Language language) => (status switch
    {
        CooperativeStatus.Active => FiguresTexts.Active,
        CooperativeStatus.Inactive => FiguresTexts.Inactive,
        CooperativeStatus.Unknown => FiguresTexts.Unknown,
        _ => FiguresTexts.All,
    }).In(language);

    private static string Things(string? kind, Language language) => kind is null
        ? FiguresTexts.Cooperatives.In(language)
        : FiguresTexts.CooperativesOfKind.Format(language, kind);

    private static string Status(FigureQuery query, Language language) =>
        query.Status is { } status ? FiguresTexts.RecordedAs.Format(language, StatusName(status, language).ToLowerInvariant()) : "";

    /// <summary>The text with a capital first letter.</summary>
    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
