using CoopBot.Conversation;
using CoopBot.Records;

namespace CoopBot.Capabilities.Figures;

/// <summary>What people can ask of how many cooperatives there are: as a number, a chart, a table.</summary>
public static class FiguresChat
{
    /// <summary>
    /// "grafik koperasi aktif per kabupaten", "perkembangan jumlah koperasi", "berapa koperasi aktif di Sambas?", and after them
    /// "kalau sintang?", "lihat tabel".
    /// </summary>
    public static ChatRoutes MapFigures(this ChatRoutes chat)
    {
        var (counts, pictures) = (chat.Services.GetRequiredService<FigureCounts>(), chat.Services.GetRequiredService<FigurePictures>());
        return chat.Map("figures", (turn, cancellation) =>
            ChartQuestion.TryParse(turn) is { } wish ? ShowAsync(counts, pictures, wish, turn with { State = turn.Asked }, cancellation)
            : FiguresQuestion.TryParse(turn) is { } asked ? AnswerAsync(counts, pictures, asked, turn with { State = turn.Asked }, cancellation)
            : default);
    }

    private static async ValueTask<Reply?> ShowAsync(
        FigureCounts records, FigurePictures pictures, ChartQuestion wish, Turn turn, CancellationToken cancellation)
    {
        if (Unclear(wish.Outside, wish.OldPontianak, turn) is { } which)
        {
            return which;
        }

        var query = wish.Query;
        if (query.Topic == FigureTopic.Totals)
        {
            return FiguresReplies.Series(query, wish.AsTable, Address(query, 0), turn);
        }

        return await records.ReadAsync(null, cancellation) is { } counts ? FiguresReplies.Shown(counts, query, wish.AsTable, Address(query, counts.Generation), turn)
            : query.Topic == FigureTopic.Districts ? FiguresReplies.LargestOnly(turn)
            : FiguresReplies.Total(null, turn);

        string? Address(FigureQuery query, int generation) => turn.IsPrivate ? pictures.Address(query, generation, turn.Key.Channel) : null;
    }

    private static async ValueTask<Reply?> AnswerAsync(
        FigureCounts records, FigurePictures pictures, FiguresQuestion asked, Turn turn, CancellationToken cancellation)
    {
        if (Unclear(asked.Outside, asked.OldPontianak, turn) is { } which)
        {
            return which;
        }

        switch (await records.ReadAsync(null, cancellation), asked)
        {
            case (null, { PerDistrict: true }):
                return FiguresReplies.LargestOnly(turn);
            case (null, _):
                return FiguresReplies.Total(null, turn);
            case ({ } all, { PerDistrict: false, Places.Count: 0, Kind: null }):
                return FiguresReplies.Total(all, turn);
            case ({ } counts, _):
                var reply = asked.PerDistrict ? FiguresReplies.PerDistrict(counts, asked, turn) : FiguresReplies.Counted(counts, asked, turn);
                return turn.IsPrivate && asked.Figure(turn.Language) is { } query
                    ? FiguresReplies.WithCard(reply, RecordFigures.Of(counts, query), query, pictures.Address(query, counts.Generation, turn.Key.Channel))
                    : reply;
        }
    }

    private static Reply? Unclear(string? outside, bool oldPontianak, Turn turn) =>
        outside is not null ? FiguresReplies.Outside(outside, turn) : oldPontianak ? FiguresReplies.OldPontianak(turn) : null;
}
