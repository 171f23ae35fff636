using CoopBot.Conversation;
using CoopBot.Search;

namespace CoopBot.Capabilities.MyData;

/// <summary>What a sentence wants of one's own data.</summary>
internal enum MyDataIntent
{
    /// <summary>"data saya apa aja yg disimpan".</summary>
    Show,

    /// <summary>"unduh salinan".</summary>
    Copy,

    /// <summary>"hapus data saya".</summary>
    Erase,
}

/// <summary>Such a sentence in Indonesian, Malay and English. Pure. "data koperasi saya" is another matter, and no word of it is here.</summary>
internal static class MyDataWords
{
    private static readonly HashSet<string> _own = Set("saya sy saye sayo aku ku kamek kame my mine pribadi personal");
    private static readonly HashSet<string> _data = Set("data datanya datenye dataku datasaya");
    private static readonly HashSet<string> _talk = Set("riwayat obrolan chat percakapan history conversation akun account");
    private static readonly HashSet<string> _erase = Set("hapus hapuskan hapusin hapuskn hilangkan hilangin delete erase remove padam padamkan buang musnahkan");
    private static readonly HashSet<string> _copy = Set("unduh unduhkan salin salinan download copy ekspor export");
    private static readonly HashSet<string> _show = Set("lihat liat tengok cek check tampilkan tunjukkan show see view simpan disimpan tersimpan kesimpan kept keep stored store saved have about ada ade tentang apa ape what which mana");
    private static readonly HashSet<string> _filler = Set("""
        tolong mohon mau nak ingin pengen minta coba bisa bise boleh dong donk ya yah ye sih deh lah nih min admin kak pak bu bapak ibu saja aja aje jak lok dulu dari dr di ke itu ini yang yg semua semue seluruh all the a an of to please can could you i want would like me is are do does it that here sini cara caranya gimana gmn bagaimana cemane how dan and kamu bot coopbot
        """);

    /// <summary>Reads a turn; null where it is about something else.</summary>
    public static MyDataIntent? Read(Turn turn)
    {
        if (turn.Kind != TurnKind.Message || turn.Words.Count is 0 or > 20)
        {
            return null;
        }

        if (turn.Says(MyDataTexts.CopyButton))
        {
            return MyDataIntent.Copy;
        }

        var (isOwn, isData, isTalk, intent) = (false, false, false, MyDataIntent.Show);
        foreach (var word in turn.Words)
        {
            switch (word)
            {
                case var _ when _erase.Contains(word):
                    intent = MyDataIntent.Erase;
                    break;
                case var _ when _copy.Contains(word):
                    intent = intent == MyDataIntent.Erase ? intent : MyDataIntent.Copy;
                    break;
                case var _ when _own.Contains(word):
                    isOwn = true;
                    break;
                case var _ when _data.Contains(word):
                    isData = true;
                    break;
                case var _ when _talk.Contains(word):
                    isTalk = true;
                    break;
                case var _ when _show.Contains(word) || _filler.Contains(word):
                    break;
                default:
                    return null;
            }
        }

        return isOwn && (isData || (isTalk && intent != MyDataIntent.Show)) || (turn.Words.Count == 1 && turn.Words[0] is "dataku" or "datasaya") ? intent : null;
    }

    private static HashSet<string> Set(string words) => new(Normaliser.Words(words), StringComparer.Ordinal);
}
