using System.Collections.Frozen;
using CoopBot.Conversation;

namespace CoopBot.Capabilities.SmallTalk;

/// <summary>Requests about oneself, told apart before anything looks at them, so that in a group no capability can answer one by oversight.</summary>
public static class PersonalRequests
{
    private static readonly FrozenSet<string> Own = FrozenSet.ToFrozenSet(["saya", "sy", "saye", "aku", "kami", "kamek", "kite", "my", "our", "mine"]);

    private static readonly FrozenSet<string> Things = FrozenSet.ToFrozenSet(
        ["data", "rincian", "akun", "tiket", "pertanyaan", "status", "riwayat", "keanggotaan", "simpanan", "pinjaman", "details", "account", "ticket", "tickets", "questions", "record", "history", "membership"]);

    private static readonly FrozenSet<string> Verbs = FrozenSet.ToFrozenSet(
        ["lihat", "liat", "tengok", "cek", "tampilkan", "tunjukkan", "minta", "hapus", "unduh", "hubungkan", "sambungkan", "buka", "disimpan", "tersimpan", "show", "see", "view", "check", "delete", "download", "link", "open", "kept", "stored"]);

    /// <summary>Whatever concerns a person or a membership, where it may not be spoken of: the way to the private chat.</summary>
    public static ChatRoutes MapPersonalRequests(this ChatRoutes chat) => chat
        .Map("personal", (turn, _) => new(!turn.IsPersonal && AsksForOwn(turn) ? PersonalMatters.NotHere(turn) : null));

    private static bool AsksForOwn(Turn turn) =>
        turn.Words.Count <= 10
        && (turn.Says("hubungkan koperasi", "hubungkan akun", "sambungkan koperasi", "link a cooperative", "link cooperative", "pindah perangkat", "ganti hp", "koperasi saya", "koperasi kami", "my cooperative")
            || (turn.Mentions(Own) && (turn.Mentions(Verbs) || turn.Words.Count <= 4) && (turn.Mentions(Things) || (turn.Mentions(Verbs) && turn.Words.Any(word => word is "koperasi" or "cooperative")))
                && !turn.Words.Any(word => word is "cara" or "caranya" or "how" or "gimana" or "bagaimana" or "gmn" or "cemane" or "syarat" or "kemana" or "siapa")));
}
