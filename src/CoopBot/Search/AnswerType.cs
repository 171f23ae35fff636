using System.Collections.Frozen;

namespace CoopBot.Search;

/// <summary>What kind of thing a question asks for.</summary>
internal enum AnswerType
{
    Anything,
    When,
    HowMany,
    Who,
    Where,
    How,
    Why,
}

/// <summary>Which words ask for a kind of answer, and which words of a text can be one.</summary>
internal static class AnswerTypes
{
    private static readonly FrozenDictionary<string, AnswerType> Asking = new Dictionary<string, AnswerType>
    {
        ["kapan"] = AnswerType.When,
        ["kapankah"] = AnswerType.When,
        ["when"] = AnswerType.When,
        ["berapa"] = AnswerType.HowMany,
        ["berapakah"] = AnswerType.HowMany,
        ["siapa"] = AnswerType.Who,
        ["siapakah"] = AnswerType.Who,
        ["who"] = AnswerType.Who,
        ["mana"] = AnswerType.Where,
        ["manakah"] = AnswerType.Where,
        ["dimana"] = AnswerType.Where,
        ["kemana"] = AnswerType.Where,
        ["dimanakah"] = AnswerType.Where,
        ["kemanakah"] = AnswerType.Where,
        ["darimana"] = AnswerType.Where,
        ["where"] = AnswerType.Where,
        ["bagaimana"] = AnswerType.How,
        ["bagaimanakah"] = AnswerType.How,
        ["how"] = AnswerType.How,
        ["mengapa"] = AnswerType.Why,
        ["mengapakah"] = AnswerType.Why,
        ["kenapa"] = AnswerType.Why,
        ["why"] = AnswerType.Why,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Times = Set("""
        januari februari maret april mei juni juli agustus september oktober november desember
        senin selasa rabu kamis jumat sabtu minggu tanggal tahun bulan pukul jam hari pagi siang sore malam
        """);

    private static readonly FrozenSet<string> Numbers = Set("""
        satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh ratus ribu juta miliar triliun
        seratus seribu setengah persen rp rupiah
        """);

    private static readonly FrozenSet<string> Ways = Set("cara langkah tahap tahapan prosedur proses melalui caranya dengan mengisi mengajukan");

    private static readonly FrozenSet<string> Reasons = Set("karena sebab akibat disebabkan agar supaya alasan penyebab dikarenakan");

    /// <summary>The first question word decides, but "tahun berapa" asks for a time.</summary>
    public static AnswerType AskedBy(IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (!Asking.TryGetValue(words[i], out var type)) continue;
            var asksTime = type is AnswerType.HowMany or AnswerType.Where && i > 0 && Times.Contains(words[i - 1]);
            return asksTime ? AnswerType.When : type;
        }

        return AnswerType.Anything;
    }

    /// <summary>Whether a word makes a question of a topic: "apa itu SHU", not just "SHU".</summary>
    public static bool Asks(string word) => Asking.ContainsKey(word) || word is "apa" or "apakah" or "cara" or "caranya" or "bisakah" or "bolehkah" or "what";

    /// <summary>The kinds of answer this word of a text can be, as a set of bits (see <see cref="Bit"/>).</summary>
    public static byte Kinds(Token token, string? before)
    {
        var kinds = 0;
        var isNumber = char.IsAsciiDigit(token.Word[0]);
        if (isNumber || Numbers.Contains(token.Word)) kinds |= Bit(AnswerType.HowMany);
        if (Times.Contains(token.Word) || (isNumber && token.Word.Length == 4 && token.Word[0] is '1' or '2')) kinds |= Bit(AnswerType.When);
        if (token.Capital) kinds |= Bit(AnswerType.Who);
        if (token.Capital && before is "di" or "ke" or "dari" or "kota" or "kabupaten" or "desa" or "pulau" or "provinsi" or "propinsi" or "jalan" or "negara")
            kinds |= Bit(AnswerType.Where);
        if (Ways.Contains(token.Word)) kinds |= Bit(AnswerType.How);
        if (Reasons.Contains(token.Word)) kinds |= Bit(AnswerType.Why);
        return (byte)kinds;
    }

    public static int Bit(AnswerType type) => type == AnswerType.Anything ? 0 : 1 << (int)type - 1;

    private static FrozenSet<string> Set(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
