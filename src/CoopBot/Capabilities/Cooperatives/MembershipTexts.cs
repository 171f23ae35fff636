using CoopBot.Conversation;

namespace CoopBot.Capabilities.Cooperatives;

/// <summary>What is said about linking an account to a cooperative. {0}, {1} … are filled in.</summary>
internal static class MembershipTexts
{
    public static readonly Bilingual NotLinked = new(
        "Akun ini perlu dihubungkan dulu. Minta kode sekali pakai ke petugas dinas, lalu kirim kodenya di sini. Saya tidak pernah meminta kata sandi. Catatan publik bisa dicek tanpa kode: tulis nama koperasi dengan kabupatennya, atau NIK koperasi.",
        "This account must be linked first. Ask an officer for a one-time code, then send the code here. I never ask for a password. The public record needs no code: write the cooperative's name with its district, or its NIK (cooperative number).");

    public static readonly Bilingual AskCode = new(
        "Kirim kode sekali pakai dari petugas dinas di sini, misalnya K793-QX4M. Belum punya? Pilih **Cara minta kode**. Saya tidak pernah meminta kata sandi.",
        "Send the one-time code from an officer here, such as K793-QX4M. No code yet? Choose **How to get a code**. I never ask for a password.");

    public static readonly Bilingual HowTo = new(
        "Kode dibuat petugas dinas untuk pengurus koperasi. Hubungi dinas dan sebutkan nama koperasinya; petugas memastikan dulu siapa yang meminta. Kode berlaku 7 hari, untuk satu orang, satu kali. Jangan berikan kepada orang lain.{0}",
        "An officer makes the code for the board of a cooperative. Contact the office and name the cooperative; the officer first makes sure who is asking. A code is good for 7 days, for one person, once. Do not pass it on.{0}");

    public static readonly Bilingual Contact = new(" Kontak dinas: {0}.", " The office: {0}.");

    public static readonly Bilingual Malformed = new(
        "Kode terdiri dari 8 huruf dan angka, misalnya K793-QX4M, tanpa huruf I, L, O, U dan tanpa angka 0 dan 1. Kirim kodenya saja.",
        "A code has 8 letters and digits, such as K793-QX4M, without the letters I, L, O, U and the digits 0 and 1. Send just the code.");

    public static readonly Bilingual Wrong = new("Kode tidak cocok. Sisa {0} kali coba.", "The code does not match. {0} tries left.");

    public static readonly Bilingual Locked = new(
        "Kode dikunci setelah 5 kali salah. Coba lagi setelah pukul {0}.",
        "Codes are locked after 5 wrong ones. Try again after {0}.");

    // Name, place.
    public static readonly Bilingual Confirm = new(
        "Kode cocok. Hubungkan akun ini ke **{0}**, {1}? Semua data koperasi itu yang dicatat dinas, juga nama pengurusnya, akan terbuka di obrolan ini. Waktu persetujuan dicatat. Bisa dibatalkan kapan saja: tulis **lepas koperasi**.",
        "The code matches. Link this account to **{0}**, {1}? All that the office has recorded of it, officers' names included, will open in this chat. The time you agree is recorded. To undo it at any time, write **unlink cooperative**.");

    public static readonly Bilingual ConfirmShared = new(
        " Di obrolan web berlaku 30 hari. Di HP bersama, tulis **keluar** setelah selesai.",
        " In the web chat it lasts 30 days. On a shared phone, write **log out** when done.");

    public static readonly Bilingual Gone = new(
        "Koperasi dari kode itu tidak ada di daftar dinas sekarang. Kodenya belum terpakai. Petugas bisa memastikannya.",
        "The cooperative of that code is not in the office's list now. The code is not used up. An officer can make sure.");

    public static readonly Bilingual Linked = new(
        "Terhubung ke **{0}**, {1}. Tulis **data koperasi saya** kapan saja. Mau diingatkan sebelum tenggat RAT dan masa berlaku sertifikat NIK koperasi? Pilih **Nyalakan pengingat**.",
        "Linked to **{0}**, {1}. Write **my cooperative** at any time. Do you want to be reminded before the RAT deadline and the end of the NIK certificate? Choose **Turn on reminders**.");

    public static readonly Bilingual NotMine = new(
        "Baik, tidak dihubungkan, dan kodenya belum terpakai. Beri tahu petugas bahwa kode itu untuk koperasi lain.",
        "All right, nothing was linked, and the code is not used up. Tell the officer that it is for another cooperative.");

    public static readonly Bilingual Later = new("Baik. Tulis **hubungkan koperasi** kapan saja.", "All right. Write **link my cooperative** at any time.");

    // Name, place, status, RAT, certificate, date.
    public static readonly Bilingual Own = new(
        "**{0}**, {1}. Status tercatat: **{2}**. RAT terakhir: {3}. Sertifikat NIK: {4}. Data per {5}.",
        "**{0}**, {1}. Recorded status: **{2}**. Last RAT: {3}. NIK certificate: {4}. Data as of {5}.");

    public static readonly Bilingual Accounts = new("Akun terhubung: {0}. Akun ini sejak {1}.", "Linked accounts: {0}. This one since {1}.");

    public static readonly Bilingual Stale = new(
        "Demi keamanan, sambungan di obrolan web berlaku 30 hari, dan yang ini sudah lewat. Minta kode baru ke petugas dinas, lalu kirim kodenya di sini.",
        "For safety a link in the web chat lasts 30 days, and this one is over. Ask an officer for a new code, then send it here.");

    public static readonly Bilingual NoRecord = new(
        "Koperasi yang terhubung ke akun ini tidak ada di daftar dinas sekarang. Sambungannya tetap. Petugas bisa memastikannya.",
        "The cooperative linked to this account is not in the office's list now. The link stays. An officer can make sure.");

    public static readonly Bilingual Which = new("Akun ini terhubung ke {0} koperasi. Yang mana?", "This account is linked to {0} cooperatives. Which one?");
    public static readonly Bilingual WhichToLeave = new("Lepas akun ini dari koperasi yang mana?", "Unlink this account from which cooperative?");
    public static readonly Bilingual NoneLinked = new("Akun ini tidak terhubung ke koperasi mana pun.", "This account is not linked to any cooperative.");
    public static readonly Bilingual NoName = new("koperasi yang tidak ada lagi di daftar", "a cooperative no longer in the list");

    public static readonly Bilingual ConfirmLeave = new(
        "Lepas akun ini dari {0}? Rinciannya tidak terbuka lagi di sini. Untuk menghubungkan lagi perlu kode baru dari petugas.",
        "Unlink this account from {0}? Its details will no longer open here. Linking again needs a new code from an officer.");

    public static readonly Bilingual Kept = new("Baik, akun ini tetap terhubung.", "All right, this account stays linked.");
    public static readonly Bilingual Left = new("Akun ini sudah dilepas dari {0}.", "This account is now unlinked from {0}.");

    public static readonly Bilingual Emptied = new(" Isi obrolan ini dihapus dari peramban.", " This talk is removed from the browser.");

    public static readonly Bilingual LoggedOut = new(
        "Sudah keluar: sambungan ke {0} koperasi diputus, dan isi obrolan ini dihapus dari peramban. Untuk menghubungkan lagi perlu kode baru.",
        "Logged out: links to {0} cooperatives are ended, and this talk is removed from the browser. Linking again needs a new code.");

    public static readonly Bilingual Chair = new("Ketua", "Chair");
    public static readonly Bilingual Secretary = new("Sekretaris", "Secretary");
    public static readonly Bilingual Treasurer = new("Bendahara", "Treasurer");
    public static readonly Bilingual Supervisor = new("Pengawas", "Supervisor");
    public static readonly Bilingual Manager = new("Manajer", "Manager");

    public static readonly Bilingual YesLink = new("Ya, hubungkan", "Yes, link it");
    public static readonly Bilingual NotMyCooperative = new("Bukan koperasi saya", "Not my cooperative");
    public static readonly Bilingual HowButton = new("Cara minta kode", "How to get a code");
    public static readonly Bilingual LaterButton = new("Nanti saja", "Not now");
    public static readonly Bilingual Mine = new("Data koperasi saya", "My cooperative");
    public static readonly Bilingual Leave = new("Lepas koperasi", "Unlink cooperative");
    public static readonly Bilingual YesLeave = new("Ya, lepaskan", "Yes, unlink it");
    public static readonly Bilingual Remind = new("Nyalakan pengingat", "Turn on reminders");
    public static readonly Bilingual LinkAnother = new("Hubungkan koperasi", "Link my cooperative");
}
