using CoopBot.Conversation;
using CoopBot.Records;

namespace CoopBot.Capabilities.Figures;

/// <summary>By what a figure is split.</summary>
public enum FigureTopic
{
    /// <summary>The records by kabupaten/kota.</summary>
    Districts,

    /// <summary>The records by kind.</summary>
    Kinds,

    /// <summary>The records by recorded status.</summary>
    Statuses,

    /// <summary>The totals that were published over the years; they are not from the records and nothing narrows them.</summary>
    Totals,
}

/// <summary>Which figure is asked for: what a picture's address holds, and what the console's filters say.</summary>
/// <param name="Topic">By what it is split.</param>
/// <param name="District">Only this district.</param>
/// <param name="Kind">Only this kind, one of <see cref="CooperativeKind"/>'s words.</param>
/// <param name="Status">Only those recorded so.</param>
/// <param name="Language">The language of its words.</param>
public sealed record FigureQuery(FigureTopic Topic, District? District = null, string? Kind = null, CooperativeStatus? Status = null, Language Language = Language.Indonesian)
{
    /// <summary>The query as one word: <c>Districts|61.05|simpan pinjam|Active|Indonesian</c>, empty where nothing narrows.</summary>
    public override string ToString() => string.Join('|', Topic, District?.Code, Kind, Status, Language);

    /// <summary>Reads what <see cref="ToString"/> wrote; null for anything else.</summary>
    public static FigureQuery? Parse(string? text)
    {
        if (text?.Split('|') is not [var topic, var district, var kind, var status, var language]
            || Read<FigureTopic>(topic) is not { } known || Read<Language>(language) is not { } spoken)
        {
            return null;
        }

        var query = new FigureQuery(
            known, Records.District.ByCode(district), CooperativeKind.All.Contains(kind) ? kind : null, Read<CooperativeStatus>(status), spoken);
        return query.ToString() == text ? query : null;
    }

    /// <summary>The sentence that asks for its chart or its table, in words that <see cref="ChartQuestion"/> reads.</summary>
    public string Sentence(bool asTable)
    {
        var english = Language == Language.English;
        var status = Status switch
        {
            CooperativeStatus.Active => english ? "active " : " aktif",
            CooperativeStatus.Inactive => english ? "inactive " : " tidak aktif",
            _ => "",
        };
        var kind = Kind is null ? "" : english ? Kind + " " : " " + Kind;
        var place = District is null ? "" : english ? $" in {District.FullName}" : $" di {District.FullName}";
        var shape = (asTable ? FiguresTexts.Table : FiguresTexts.Chart).In(Language);
        return (Topic, english) switch
        {
            (FigureTopic.Totals, false) => $"{shape} perkembangan jumlah koperasi",
            (FigureTopic.Totals, true) => $"{shape} of the number of cooperatives over the years",
            (FigureTopic.Kinds, false) => $"{shape} koperasi{status} per jenis{place}",
            (FigureTopic.Kinds, true) => $"{shape} of {status}cooperatives by kind{place}",
            (FigureTopic.Statuses, false) => $"{shape} status koperasi{kind}{place}",
            (FigureTopic.Statuses, true) => $"{shape} of the status of {kind}cooperatives{place}",
            (_, false) => $"{shape} koperasi{kind}{status} per kabupaten",
            (_, true) => $"{shape} of {status}{kind}cooperatives by district",
        };
    }

    private static T? Read<T>(string text)
        where T : struct, Enum => Enum.TryParse<T>(text, out var value) && Enum.IsDefined(value) ? value : null;
}
