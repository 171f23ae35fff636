using System.Collections.Frozen;
using CoopBot.Search;

namespace CoopBot.Conversation;

/// <summary>Tells whether a message is plainly English. The channel's locale decides nothing: Teams says en-US for everybody.</summary>
public static class Languages
{
    private static readonly FrozenSet<string> English = FrozenSet.ToFrozenSet([
        "the", "a", "an", "is", "are", "was", "were", "do", "does", "did", "how", "what", "when", "where", "which", "who", "why", "can", "could",
        "should", "would", "will", "my", "your", "our", "their", "i", "we", "you", "they", "it", "of", "for", "from", "with", "without", "to",
        "and", "or", "not", "need", "want", "have", "has", "there", "this", "that", "many", "much", "any", "please", "about", "tell", "show",
        "english", "hello", "hi", "thanks", "thank", "help", "goodbye", "bye", "cancel", "yes", "cooperative", "cooperatives", "coops",
        "business", "register", "registration", "member", "members", "meeting", "founders", "license", "licence", "number", "certificate",
        "requirements", "required", "active", "status", "west", "district", "office", "officer", "question", "questions", "details", "more",
        "send", "menu", "find", "check", "in", "on", "by", "per", "be", "if", "me", "its", "get", "become", "apply", "cost", "free", "open",
        "start", "found", "set", "up", "rule", "rules", "law", "still", "old", "new",
    ]);

    private static readonly FrozenSet<string> Indonesian = FrozenSet.ToFrozenSet([
        "yang", "yg", "di", "ke", "dari", "dan", "atau", "untuk", "utk", "apa", "apakah", "bagaimana", "gimana", "gmn", "berapa", "brp", "kapan",
        "siapa", "mana", "dimana", "kenapa", "mengapa", "saya", "sy", "kami", "kita", "anda", "ini", "itu", "ada", "tidak", "tdk", "gak", "ga",
        "nggak", "ndak", "tadak", "bisa", "bs", "bise", "mau", "nak", "boleh", "harus", "koperasi", "koprasi", "kop", "anggota", "pengurus",
        "syarat", "cara", "kalau", "kalo", "sudah", "udah", "belum", "blm", "dengan", "dgn", "min", "kak", "pak", "bu", "tolong", "cek",
        "masih", "msh", "jadi", "dong", "sih", "ya", "nya", "lagi", "buat", "bikin", "urus", "ngurus", "izin", "ijin", "rapat", "usaha",
        "cemane", "berape", "kamek", "ape", "aktif", "petugas", "tanya", "nomor", "kantor", "jumlah", "halo", "terima", "kasih", "makasih",
    ]);

    /// <summary>
    /// English where English words outnumber Indonesian ones and make up half of the message (a third where it holds no
    /// Indonesian word at all); <paramref name="before"/> where it holds words of neither (a number, a name, a button's
    /// short label); else Indonesian.
    /// </summary>
    public static Language Of(string text, Language before)
    {
        var (english, indonesian, words) = (0, 0, 0);
        foreach (var word in Normaliser.Words(text))
        {
            words++;
            english += English.Contains(word) ? 1 : 0;
            indonesian += Indonesian.Contains(word) ? 1 : 0;
        }

        if (english == 0 && indonesian == 0)
        {
            return before;
        }

        // "status" or "menu" alone are words of both languages: they leave the language as it was.
        if (words <= 2 && english > 0 && indonesian == 0)
        {
            return text.Contains("status", StringComparison.OrdinalIgnoreCase) || text.Contains("menu", StringComparison.OrdinalIgnoreCase) ? before : Language.English;
        }

        // Without a single Indonesian word a third is plain enough: "list of papers".
        var needed = indonesian == 0 ? 3 : 2;
        return english > indonesian && english * needed >= words ? Language.English : Language.Indonesian;
    }
}
