using CoopBot.Conversation;

namespace CoopBot.Capabilities.Cooperatives;

/// <summary>What people can ask of how many cooperatives there are.</summary>
public static class FiguresChat
{
    /// <summary>"berapa koperasi aktif di Sambas?", "how many cooperatives in West Kalimantan", and after it "kalau sintang?".</summary>
    public static ChatRoutes MapFigures(this ChatRoutes chat)
    {
        var counts = chat.Services.GetRequiredService<CooperativeCounts>();
        return chat.Map("figures", (turn, cancellation) =>
            FiguresQuestion.TryParse(turn) is { } asked ? AnswerAsync(counts, asked, turn with { State = turn.Asked }, cancellation) : default);
    }

    private static async ValueTask<Reply?> AnswerAsync(
        CooperativeCounts records, FiguresQuestion asked, Turn turn, CancellationToken cancellation)
    {
        if (asked.Outside is { } elsewhere)
        {
            return FiguresReplies.Outside(elsewhere, turn);
        }

        if (asked.OldPontianak)
        {
            return FiguresReplies.OldPontianak(turn);
        }

        var counts = await records.CountAsync(asked.Kind, cancellation);
        return (counts, asked) switch
        {
            (null, { PerDistrict: true }) => FiguresReplies.LargestOnly(turn),
            (null, _) or (_, { PerDistrict: false, Places.Count: 0, Kind: null }) => FiguresReplies.Total(counts, turn),
            ({ } known, { PerDistrict: true }) => FiguresReplies.PerDistrict(known, asked, turn),
            ({ } known, _) => FiguresReplies.Counted(known, asked, turn),
        };
    }
}
