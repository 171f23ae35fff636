using CoopBot.Conversation;

namespace CoopBot.Capabilities.MyData;

/// <summary>What is said about one's own data. {0}, {1} … are filled in.</summary>
internal static class MyDataTexts
{
    // The list, technical rows, the page.
    public static readonly Bilingual Stored = new("Yang tersimpan: {0}.{1} Nomor KTP tidak disimpan.{2}", "What is kept: {0}.{1} ID-card numbers are not kept.{2}");
    public static readonly Bilingual Technical = new(" Selain itu {0} catatan agar obrolan tetap jalan.", " Besides {0} records that keep the chat going.");
    public static readonly Bilingual Nothing = new("Tidak ada data Anda yang tersimpan, selain pesan ini dan jawabannya.", "Nothing of yours is kept, apart from this message and its answer.");
    public static readonly Bilingual Page = new(" [Apa yang disimpan, untuk apa, berapa lama]({0})", " [What is kept, why, and how long]({0})");
    public static readonly Bilingual And = new("dan", "and");

    // Number, contact.
    public static readonly Bilingual CopyNeedsCode = new(
        "Untuk salinan perlu kode, supaya hanya Anda yang menerimanya. Nomor permintaan: **{0}**. Sebutkan nomor itu ke petugas dinas; petugas memastikan dulu siapa yang meminta, lalu memberi kode sekali pakai yang berlaku 24 jam. Kirim kodenya di sini.{1}",
        "A copy needs a code, so that only you get it. Request number: **{0}**. Tell an officer that number; the officer first makes sure who is asking, then gives a one-time code that is good for 24 hours. Send the code here.{1}");

    public static readonly Bilingual EraseNeedsCode = new(
        "Untuk menghapus perlu kode, supaya tidak dihapus orang lain. Nomor permintaan: **{0}**. Sebutkan nomor itu ke petugas dinas; petugas memastikan dulu siapa yang meminta, lalu memberi kode sekali pakai yang berlaku 24 jam. Kirim kodenya di sini. Belum ada yang dihapus.{1}",
        "Deletion needs a code, so that nobody else deletes your data. Request number: **{0}**. Tell an officer that number; the officer first makes sure who is asking, then gives a one-time code that is good for 24 hours. Send the code here. Nothing is deleted yet.{1}");

    public static readonly Bilingual Contact = new(" Kontak dinas: {0}.", " The office: {0}.");

    public static readonly Bilingual Link = new(
        "Kode cocok. [Unduh salinan data Anda]({0}). Tautan berlaku 10 menit, satu kali; jangan diteruskan ke orang lain.",
        "The code matches. [Download the copy of your data]({0}). The link is good for 10 minutes, once; do not pass it on.");

    public static readonly Bilingual LinkFirst = new(
        "[Unduh salinan data Anda]({0}). Tautan berlaku 10 menit, satu kali. Setelah diunduh: hapus semua data Anda?",
        "[Download the copy of your data]({0}). The link is good for 10 minutes, once. Once downloaded: delete all your data?");

    public static readonly Bilingual NoLink = new(
        "Salinan belum bisa dibuka dari sini, karena alamat layanan belum diatur. Mintalah salinannya ke petugas dinas dengan nomor **{0}**.",
        "The copy cannot be opened from here yet, because the service's address is not set. Ask an officer for it with number **{0}**.");

    public static readonly Bilingual Confirm = new(
        "**Hapus semua data Anda?** Riwayat, tiket terbuka, sambungan koperasi, dan pengingat hilang dan tidak bisa dikembalikan. Catatan audit tanpa isi pesan tetap disimpan dinas, dan cadangan data lama berganti sendiri.",
        "**Delete all your data?** History, open tickets, links to cooperatives and reminders are gone and cannot be brought back. The office keeps audit entries without the content of messages, and old backups are replaced in time.");

    public static readonly Bilingual Begun = new("Baik. Data Anda sedang dihapus; setelah selesai, kabarnya muncul di sini.", "All right. Your data is being deleted; you will be told here when it is done.");
    public static readonly Bilingual Over = new(
        "Permintaan itu sudah berakhir. Tidak ada yang dihapus. Tulis **hapus data saya** untuk meminta lagi.",
        "That request is over. Nothing was deleted. Write **delete my data** to ask again.");

    public static readonly Bilingual Kept = new(
        "Baik, tidak ada yang dihapus. Kode tadi sudah terpakai. Untuk menghapus nanti, tulis **hapus data saya** dan minta kode baru.",
        "All right, nothing was deleted. That code is used up. To delete later, write **delete my data** and ask for a new code.");
    public static readonly Bilingual Back = new("Baik. Ada yang lain?", "All right. Anything else?");

    public static readonly Bilingual CopyButton = new("Unduh salinan", "Download a copy");
    public static readonly Bilingual EraseButton = new("Hapus data saya", "Delete my data");
    public static readonly Bilingual BackButton = new("Kembali", "Back");
    public static readonly Bilingual YesErase = new("Ya, hapus semua", "Yes, delete all");
    public static readonly Bilingual CopyFirst = new("Unduh dulu", "Copy first");
    public static readonly Bilingual NoErase = new("Jangan hapus", "Do not delete");
}
