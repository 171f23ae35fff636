using CoopBot.Conversation;
using CoopBot.Search;

namespace CoopBot.Capabilities.Answers;

/// <summary>Lost savings and unlawful lenders: people in need are told at once what to do and who helps, whatever else their words resemble.</summary>
internal static class Complaints
{
    private const string Savings = "pengaduan-ksp", Lender = "pinjaman-ilegal";

    private static readonly HashSet<string> Cooperative = Set("koperasi kop ksp kspps usp cu credit cooperative coop koperasinya");
    private static readonly HashSet<string> Money = Set("uang uangnya duit duet duitnya duetnya tabungan tabungannya simpanan simpanannya deposito deposit deposits saving savings money");
    private static readonly HashSet<string> Gone = Set("""
        hilang ilang raib lenyap ditahan tahan nahan macet kabur kabor dilarikan bodong tipu ditipu menipu penipuan penipu ditipunya digelapkan gelapkan penggelapan dikorupsi korupsi
        gone lost stuck vanished disappeared stolen scam scammed cheated fraud refuse refuses refused
        """);
    private static readonly HashSet<string> Not = Set("tidak belum bukan susah sulit ditunda dijanjiin dijanjikan not cannot cant wont never");
    private static readonly HashSet<string> GiveBack = Set("""
        diambil ambil diambek diambik ditarik tarik narik menarik dikembalikan kembalikan balik kembali cair dicairkan mencairkan withdraw return back out
        """);
    private static readonly HashSet<string> Mine = Set("saya kami aku kita kamek ibu bapak mamak mak orangtua ortu nenek kakek suami istri my our father mother parents anggota nasabah orang");
    private static readonly HashSet<string> Rule = Set("pokok wajib aturan syarat kalau jika boleh bagaimana berhenti mundur");
    private static readonly HashSet<string> Loans = Set("pinjol rentenir lender loan pinjaman kredit utang hutang debt penagih collector kolektor ditagih nagih tagih menagih tagihan");
    private static readonly HashSet<string> Harm = Set("""
        ancam mengancam diancam ancaman teror diteror meneror sebar disebar disebarkan menyebar maki memaki kasar dikejar ditipu tipu penipuan menipu palsu bodong berkedok ngaku mengaku
        threat threatens threatening threatened harass harasses harassing scam fake
        """);

    private static readonly HashSet<string> Lenders = Set("pinjol rentenir lender lapor melaporkan report");
    private static readonly HashSet<string> Unlawful = Set("ilegal illegal unlawful");

    /// <summary>The article tells what to do about one.</summary>
    public static bool IsAbout(Article article) => article.Id is Savings or Lender;

    /// <summary>The article for a complaint; null where the turn is none.</summary>
    public static string? ArticleFor(Turn turn)
    {
        HashSet<string> words = [.. turn.Words, .. turn.Words.SelectMany(ChatWords.Expand)];
        if (words.Overlaps(Loans) && (words.Overlaps(Harm) || (words.Overlaps(Unlawful) && words.Overlaps(Lenders))))
        {
            return Lender;
        }

        if (!words.Overlaps(Cooperative) || !words.Overlaps(Money))
        {
            return null;
        }

        var isGone = words.Overlaps(Gone) || (words.Contains("bawa") && (words.Contains("lari") || words.Contains("pergi")));
        // "Simpanan pokok boleh diambil?" asks for a rule.
        var isKept = words.Overlaps(Not) && words.Overlaps(GiveBack) && words.Overlaps(Mine) && !words.Overlaps(Rule);
        return isGone || isKept ? Savings : null;
    }

    private static HashSet<string> Set(string words) => [.. words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
}
