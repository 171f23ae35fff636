using CoopBot.Conversation;

namespace CoopBot.Capabilities.Reminders;

/// <summary>What is said of reminders. {0}, {1} … are filled in.</summary>
internal static class ReminderTexts
{
    // Name and place, book year, day, months, date of the data.
    public static readonly Bilingual Rat = new(
        "Pengingat untuk **{0}**. RAT (Rapat Anggota Tahunan) tahun buku {1} paling lambat **{2}**, {3} bulan setelah tahun buku tutup. Di data per {4} RAT itu belum tercatat. Siapkan laporan pengurus, laporan pengawas, daftar SHU, serta rencana kerja dan anggaran.\nSumber: UU 25/1992 Pasal 26 dan 35.",
        "A reminder for **{0}**. The RAT (annual members' meeting) on book year {1} is due by **{2}**, {3} months after the book year closed. The data as of {4} has no such RAT. Prepare the board's report, the supervisors' report, the SHU list, and the work plan and budget.\nSource: UU 25/1992 Articles 26 and 35.");

    // Name and place, day, date of the data.
    public static readonly Bilingual Certificate = new(
        "Pengingat untuk **{0}**. Sertifikat NIK koperasi berlaku sampai **{1}**, menurut data per {2}. Siapkan bukti RAT: sertifikat hanya untuk koperasi yang sudah RAT, dan tidak dipungut biaya.\nSumber: Republika, 26 Mei 2015; laman ODS.",
        "A reminder for **{0}**. The NIK (cooperative number) certificate is valid until **{1}**, by the data as of {2}. Have proof of the RAT ready: only cooperatives that held one get a certificate, and it is free of charge.\nSource: Republika, 26 May 2015; the ODS page.");

    public static readonly Bilingual Several = new("Pengingat untuk {0} tenggat:", "A reminder of {0} deadlines:");
    public static readonly Bilingual RatLine = new("{0}: RAT tahun buku {1} paling lambat **{2}**", "{0}: RAT on book year {1} by **{2}**");
    public static readonly Bilingual CertificateLine = new("{0}: sertifikat NIK koperasi sampai **{1}**", "{0}: NIK certificate until **{1}**");
    public static readonly Bilingual SeveralSource = new("Sumber: UU 25/1992 Pasal 26; data dinas per {0}.", "Source: UU 25/1992 Article 26; the office's data as of {0}.");
    public static readonly Bilingual Sample = new("data contoh", "sample data");

    // Names.
    public static readonly Bilingual On = new(
        "Pengingat menyala untuk {0}: 3 bulan, 1 bulan, dan 1 minggu sebelum tenggat RAT dan sebelum sertifikat NIK koperasi habis. Paling banyak satu pesan seminggu, pada jam kerja dinas. Berhenti kapan saja: tulis **matikan pengingat**.",
        "Reminders are on for {0}: 3 months, 1 month and 1 week before the RAT deadline and before the NIK certificate ends. At most one message a week, in office hours. To stop at any time, write **turn off reminders**.");

    public static readonly Bilingual OnWithoutCalendar = new(
        "Izin dicatat untuk {0}. Kapan pengingat mulai dikirim belum bisa saya janjikan: dinas belum mengatur kalender kerjanya. Berhenti kapan saja: tulis **matikan pengingat**.",
        "Your consent is recorded for {0}. When reminders begin I cannot promise yet: the office has not set its calendar. To stop at any time, write **turn off reminders**.");

    public static readonly Bilingual Off = new(
        "Pengingat untuk {0} dimatikan. Nyalakan lagi kapan saja dengan menulis **nyalakan pengingat**.",
        "Reminders for {0} are off. Turn them on at any time by writing **turn on reminders**.");

    public static readonly Bilingual NotLinked = new(
        "Pengingat tenggat hanya untuk akun yang terhubung ke koperasi. Minta kode sekali pakai ke petugas dinas, lalu tulis **hubungkan koperasi**.",
        "Deadline reminders are for accounts linked to a cooperative. Ask an officer for a one-time code, then write **link my cooperative**.");

    public static readonly Bilingual None = new(
        "Belum ada pengingat yang dikirim ke akun ini.", "No reminder has been sent to this account yet.");

    // Day.
    public static readonly Bilingual Again = new("Baik. Saya ingatkan lagi mulai {0}, pada jam kerja dinas.", "All right. I will remind you again from {0} on, in office hours.");

    public static readonly Bilingual TooLate = new(
        "Tenggatnya **{0}**, kurang dari seminggu setelah pesan berikut boleh dikirim. Saya mengingatkan paling banyak seminggu sekali, jadi catat tanggalnya.",
        "The deadline is **{0}**, before the next message may go. I remind at most once a week, so note the date.");

    // Day.
    public static readonly Bilingual Planned = new(
        "Baik. Soal RAT dengan tenggat {0} tidak saya ingatkan lagi. Setelah RAT, sampaikan laporannya ke petugas supaya tercatat.",
        "All right. I will not remind you again of the RAT due by {0}. After it, give the report to an officer so that it is recorded.");

    public static readonly Bilingual PlannedNothing = new("Pengingat terakhir bukan soal RAT, jadi tidak ada yang diubah.", "The last reminder was not about a RAT, so nothing was changed.");

    // Names, date; and off.
    public static readonly Bilingual Status = new("Pengingat menyala untuk {0}.", "Reminders are on for {0}.");
    public static readonly Bilingual StatusOff = new("Pengingat mati untuk akun ini.", "Reminders are off for this account.");

    public static readonly Bilingual PlannedButton = new("Sudah dijadwalkan", "Already planned");
    public static readonly Bilingual AgainButton = new("Ingatkan lagi", "Remind me again");
    public static readonly Bilingual OffButton = new("Matikan pengingat", "Turn off reminders");
    public static readonly Bilingual OnButton = new("Nyalakan pengingat", "Turn on reminders");
    public static readonly Bilingual LinkButton = new("Hubungkan koperasi", "Link my cooperative");
}
