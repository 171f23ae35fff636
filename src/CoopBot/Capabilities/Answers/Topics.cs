using CoopBot.Conversation;

namespace CoopBot.Capabilities.Answers;

/// <summary>The topics of the menu, each with the articles that people ask for most. Office's own choice.</summary>
public static class Topics
{
    /// <summary>Name and leading articles, in the order of the menu.</summary>
    public static readonly IReadOnlyList<(Bilingual Name, IReadOnlyList<string> Articles)> All =
    [
        (new("Mendirikan koperasi", "Founding a cooperative"), ["syarat-mendirikan", "langkah-mendirikan", "jumlah-pendiri", "berkas-pendirian", "biaya-notaris"]),
        (new("RAT dan laporan", "RAT and reports"), ["kapan-rat", "berkas-rat", "laporan-keuangan", "rapat-daring", "sanksi-koperasi"]),
        (new("NIK koperasi", "Cooperative number"), ["apa-itu-nik-koperasi", "sertifikat-nik-syarat", "biaya-sertifikat-nik", "tempat-urus-nik", "perpanjang-sertifikat-nik"]),
        (new("Program pembinaan", "Guidance programmes"), ["pembinaan-dekranasda-asephi", "plut", "inkubator-bisnis", "halal-gratis", "kur-syarat"]),
        (new("Pemasaran produk", "Marketing products"), ["galeri-warkop-umkm", "slot-produk-unggulan", "gedung-dekranasda", "pameran", "merek-biaya"]),
        (new("Ekspor", "Export"), ["syarat-eksportir", "dokumen-ekspor", "ska", "paket-kecil", "plbn"]),
    ];

    /// <summary>The topic whose name the message is.</summary>
    public static (Bilingual Name, IReadOnlyList<string> Articles)? Named(Turn turn)
    {
        foreach (var topic in All)
        {
            if (turn.Says(topic.Name))
            {
                return topic;
            }
        }

        return null;
    }
}
