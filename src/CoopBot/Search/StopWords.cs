using System.Collections.Frozen;

namespace CoopBot.Search;

/// <summary>Words of a query that say how it asks, not what about. Kept when comparing with sample questions.</summary>
/// <remarks>Small on purpose: syarat and biaya look common but carry the question in an office's knowledge.</remarks>
internal static class StopWords
{
    private static readonly FrozenSet<string> Words = """
        emang emangnya bener beneran betul kira pengen pingin kepengen gara bilang katanya bantu bantuin penjelasan kayak kayaknya sebenarnya sebetulnya rencana rencananya ingin
        ada adakah adalah agar akan aku amat anda antara apa apabila apakah apalah atas atau atasnya bagaimana bagaimanakah bagi bagian
        bahwa banyak baru bawah beberapa begini begitu belum benar berapa berapakah bila bisa bisakah boleh bolehkah bukan bukankah
        cuma dahulu dalam dan dapat dapatkah dari darimana daripada demi demikian dengan di dia dimana dimanakah diri dong dulu
        gitu guna hal halo hai harus hanya haruskah hendak hingga ia ialah ini inikah itu itukah jadi jangan jika jikalau juga justru
        kah kalau kalian kami kamu kapan kapankah karena ke kemana kemanakah kenapa kepada kepadanya ketika kini kita kok
        lagi lah lain lalu lebih maka makin mana manakah manapun masih masing mau maupun melainkan melalui memang mengapa mengapakah menjadi menurut
        mereka merupakan meski mesti mohon namun nih nya oleh pada padahal para pasti per perlu perlukah permisi pernah pula pun punya
        saat saja sambil sampai sangat saya se seakan sebab sebagai sebagaimana sebelum sebuah secara sedang sedangkan seharusnya sehingga sejak
        sekarang selain selaku selalu selama seluruh semua sementara sendiri seorang seperti sering serta sesuatu sesudah setelah setiap siapa siapakah
        siapapun sih sini situ suatu sudah sudahkah supaya tadi tanpa tapi tentang tentu terhadap tersebut tetapi tiap tidak tolong
        tuh untuk untuknya wah walau ya yaitu yakin yakni yang yuk
        cara caranya tanya nanya bertanya soal mengenai seputar perihal jelaskan sebutkan info tahu diperlukan dibutuhkan butuh dimaksud
        kak kakak min admin pak bapak bu ibu bos gan bang abang mas mbak sis pagi siang sore malam selamat maaf terima kasih deh kan loh lho nah
        a about all already an and any are as at be been by can could did do does for from get has have how i if in into is it its many may me much
        must my need of on or our out please should some than that the their them then there they this to us was we were what when where which
        who why will with would you your
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    public static bool Contains(string word) => Words.Contains(word);
}
