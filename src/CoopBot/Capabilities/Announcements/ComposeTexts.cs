using CoopBot.Conversation;

namespace CoopBot.Capabilities.Announcements;

/// <summary>What is said to staff who write announcements in Teams. {0}, {1} … are filled in.</summary>
internal static class ComposeTexts
{
    public static readonly Bilingual InPrivate = new("Untuk menulis pengumuman, buka chat pribadi dengan saya.", "To write an announcement, open a private chat with me.");
    public static readonly Bilingual OpenChat = new("Buka chat pribadi", "Open the private chat");
    public static readonly Bilingual Elsewhere = new("Pengumuman dibuat di Teams atau konsol.", "Announcements are written in Teams or in the console.");
    public static readonly Bilingual StaffOnly = new("Pengumuman hanya dapat ditulis dan dikirim petugas dinas.", "Only the office's staff can write and send announcements.");
    public static readonly Bilingual EditorsOnly = new("Peran Anda belum mencakup menulis pengumuman. Minta pengelola sistem memberi peran penyunting.", "Your role does not include writing announcements. Ask the administrator for the role of editor.");

    public static readonly Bilingual Begin = new("Isi judul, pesan, dan penerima. Belum ada yang dikirim.", "Fill in title, message and recipients. Nothing is sent yet.");
    public static readonly Bilingual Changing = new("Mengubah {0}. Perubahan berlaku sesudah Pratinjau atau Simpan draf.", "Changing {0}. The change counts after Preview or Save draft.");
    public static readonly Bilingual StartsAnew = new("Sesudah diubah, {0} menjadi draf lagi dan harus dikirim atau disetujui lagi.", "Once changed, {0} is a draft again and has to be sent or approved again.");
    public static readonly Bilingual NotStored = new("Belum tersimpan. Periksa isian yang ditandai, lalu tekan lagi.", "Not stored yet. Look at the marked fields, then press again.");
    public static readonly Bilingual InConsole = new("Isian ini diubah di konsol: {0}", "This is changed in the console: {0}");
    public static readonly Bilingual TooLong = new(
        "Isiannya terlalu panjang untuk satu kartu, jadi belum tersimpan. Pendekkan isian di formulir di atas (pesan paling panjang 600 huruf), lalu tekan lagi.",
        "What was filled in is too long for a card, so it is not stored. Shorten it in the form above (a message has at most 600 characters), then press again.");
    public static readonly Bilingual Gone = new("{0} sudah tidak ada. Isian di bawah belum tersimpan; kalau masih perlu, simpan sebagai pengumuman baru.", "{0} is gone. The fields below are not stored; if still needed, save them as a new announcement.");
    public static readonly Bilingual TooLate = new("{0} sudah dikirim atau dibatalkan, jadi tidak dapat diubah lagi. Isian di bawah belum tersimpan; kalau masih perlu, simpan sebagai pengumuman baru.", "{0} was sent or cancelled, so it cannot be changed any more. The fields below are not stored; if still needed, save them as a new announcement.");
    public static readonly Bilingual ChangedSince = new("{0} sudah diubah sejak formulir ini dibuka. Isian di bawah belum tersimpan; simpan sekali lagi kalau memang mau menimpa perubahan itu:", "{0} was changed since this form was opened. The fields below are not stored; save once more to overwrite that change:");
    public static readonly Bilingual Theirs = new("{0} di sana: “{1}”.", "{0} there: \"{1}\".");

    // The form.
    public static readonly Bilingual Title = new("Judul (paling panjang 80 huruf)", "Title (at most 80 characters)");
    public static readonly Bilingual TitleRemedy = new("Isi judulnya, satu baris, paling panjang 80 huruf.", "Fill in the title, one line of at most 80 characters.");
    public static readonly Bilingual Text = new("Pesan (paling panjang 600 huruf)", "Message (at most 600 characters)");
    public static readonly Bilingual TextRemedy = new("Isi pesannya, paling panjang 600 huruf.", "Fill in the message, at most 600 characters.");
    public static readonly Bilingual Action = new("Tindakan dan tenggat (boleh kosong)", "What to do and by when (may stay empty)");
    public static readonly Bilingual ActionHint = new("Kirim laporan RAT paling lambat 31 Maret 2027.", "Send the RAT report by 31 March 2027.");
    public static readonly Bilingual Kind = new("Jenis", "Kind");
    public static readonly Bilingual KindRemedy = new("Pilih jenisnya.", "Choose the kind.");
    public static readonly Bilingual Service = new("Layanan: untuk semua yang tidak berhenti menerima", "Service: for all who have not opted out");
    public static readonly Bilingual Topic = new("Topik: hanya untuk pelanggannya", "Topic: for its subscribers only");
    public static readonly Bilingual Topics = new("Topik (boleh kosong untuk layanan)", "Topics (may stay empty for a service notice)");
    public static readonly Bilingual ChooseTopic = new("Pilih paling sedikit satu topik.", "Choose at least one topic.");
    public static readonly Bilingual To = new("Penerima", "Recipients");
    public static readonly Bilingual ToRemedy = new("Pilih penerimanya.", "Choose the recipients.");
    public static readonly Bilingual Everyone = new("Semua orang", "Everyone");
    public static readonly Bilingual Chosen = new("Pilih di bawah ini", "Chosen below");
    public static readonly Bilingual ChooseSome = new("Pilih kabupaten, bentuk koperasi, peran, atau topiknya; atau pilih “Semua orang”.", "Choose districts, kinds of cooperatives, a role or topics; or choose \"Everyone\".");
    public static readonly Bilingual AllOrSome = new("“Semua orang” dipilih bersama kabupaten, bentuk, atau peran. Pilih salah satu saja.", "\"Everyone\" is chosen together with districts, kinds or a role. Choose one or the other.");
    public static readonly Bilingual NobodyFits = new("Sekarang tidak ada orang yang cocok. Ubah penerimanya.", "Nobody fits now. Change the recipients.");
    public static readonly Bilingual Districts = new("Kabupaten/kota", "Districts");
    public static readonly Bilingual Kinds = new("Bentuk koperasi", "Kinds of cooperatives");
    public static readonly Bilingual Role = new("Peran", "Role");
    public static readonly Bilingual Anyone = new("Siapa saja", "Anyone");
    public static readonly Bilingual Board = new("Pengurus (terhubung ke koperasi)", "Board (linked to a cooperative)");
    public static readonly Bilingual Public = new("Umum (tidak terhubung)", "Public (not linked)");
    public static readonly Bilingual When = new("Kirim", "Send");
    public static readonly Bilingual WhenRemedy = new("Pilih waktu kirimnya.", "Choose when to send.");
    public static readonly Bilingual Now = new("Sekarang, sesudah pratinjau", "Now, after the preview");
    public static readonly Bilingual Later = new("Pada tanggal dan jam di bawah", "On the day and at the time below");
    public static readonly Bilingual Date = new("Tanggal kirim", "Day");
    public static readonly Bilingual Time = new("Jam kirim, WIB", "Time, WIB");
    public static readonly Bilingual DateMissing = new("Isi tanggal dan jam kirim, atau pilih “Sekarang”.", "Fill in day and time, or choose \"Now\".");
    public static readonly Bilingual NowOrLater = new("Tanggal atau jam terisi, tetapi yang dipilih “Sekarang”. Pilih “Pada tanggal dan jam”, atau kosongkan keduanya.", "A day or time is filled in, but \"Now\" is chosen. Choose \"On the day\", or empty both.");
    public static readonly Bilingual HadNumber = new("Ada nomor 16 angka seperti nomor KTP; sudah disamarkan. Hapus dari teks.", "A number of 16 digits, such as an ID number, was masked. Take it out.");
    public static readonly Bilingual Optional = new("Boleh kosong.", "May stay empty.");

    // Buttons.
    public static readonly Bilingual Preview = new("Pratinjau", "Preview");
    public static readonly Bilingual Save = new("Simpan draf", "Save draft");
    public static readonly Bilingual Send = new("Kirim ke {0}", "Send to {0}");
    public static readonly Bilingual Schedule = new("Jadwalkan ke {0}", "Schedule for {0}");
    public static readonly Bilingual Approve = new("Setujui dan kirim ke {0}", "Approve and send to {0}");
    public static readonly Bilingual ApproveLater = new("Setujui dan jadwalkan", "Approve and schedule");
    public static readonly Bilingual Submit = new("Minta persetujuan", "Ask for approval");
    public static readonly Bilingual Change = new("Ubah", "Change");
    public static readonly Bilingual Drop = new("Hapus draf", "Delete draft");
    public static readonly Bilingual New = new("Buat pengumuman", "New announcement");

    // The preview.
    public static readonly Bilingual Previewed = new("Draf {0} tersimpan: {1}", "Draft {0} is stored: {1}");
    public static readonly Bilingual Awaiting = new("{0} menunggu persetujuan: {1}", "{0} waits for approval: {1}");
    public static readonly Bilingual NothingSent = new("Belum ada yang dikirim.", "Nothing is sent yet.");
    public static readonly Bilingual For = new("Untuk {0}", "For {0}");
    public static readonly Bilingual People = new("{0} orang", "{0} people");
    public static readonly Bilingual Person = new("{0} orang", "{0} person");
    public static readonly Bilingual Declined = new("{0} orang lagi menolak pengumuman dan tidak dikirimi", "{0} more have declined announcements and get none");
    public static readonly Bilingual Recipients = new("Penerima", "Recipients");
    public static readonly Bilingual Samples = new("Contoh", "Such as");
    public static readonly Bilingual WhenSent = new("Waktu kirim", "To be sent");
    public static readonly Bilingual AtOnce = new("begitu dikirim", "at once");
    public static readonly Bilingual PublishersOnly = new("Hanya penerbit yang dapat mengirim pengumuman. Tekan Minta persetujuan; penerbit menemukannya lewat **draf pengumuman** di sini atau di konsol.", "Only a publisher can send announcements. Press Ask for approval; publishers find it by **announcement drafts** here or in the console.");
    public static readonly Bilingual WaitsForPublisher = new("Menunggu seorang penerbit menyetujuinya.", "Waits for a publisher to approve it.");
    public static readonly Bilingual NeedsAnother = new("Aturan dua orang berlaku: yang Anda tulis atau ubah disetujui dan dikirim penerbit lain.", "Two people have to agree: what you wrote or changed is approved and sent by another publisher.");
    public static readonly Bilingual LookAgain = new("Belum dikirim: {0} baru saja diubah. Ini isinya yang sekarang; periksa, lalu kirim lagi.", "Not sent: {0} has just been changed. This is what it says now; look at it, then send again.");
    public static readonly Bilingual NobodyNow = new("Belum dikirim: sekarang tidak ada orang yang cocok. Ubah penerimanya.", "Not sent: nobody fits now. Change the recipients.");
    public static readonly Bilingual Over = new("Belum dikirim: masa berlakunya sudah habis. Ubah “berlaku sampai” di konsol.", "Not sent: its time is over. Change \"valid until\" in the console.");
    public static readonly Bilingual Superseded = new("Belum dikirim: yang diumumkan sudah diperbaiki atau ditarik.", "Not sent: what it announces was corrected or withdrawn.");
    public static readonly Bilingual AlsoStopped = new("Yang belum menerima karena pengirimannya dihentikan ikut menerima yang benar.", "Those who had not got it when it was stopped get the right text as well.");
    public static readonly Bilingual FollowUpsElsewhere = new("Koreksi dan pengingat diubah di konsol.", "Corrections and reminders are changed in the console.");
    public static readonly Bilingual PressToSend = new("Periksa dulu, lalu tekan tombolnya untuk mengirim.", "Look at it first, then press the button to send.");
    public static readonly Bilingual NotAllowed = new("Hanya penerbit yang dapat melakukan itu.", "Only a publisher can do that.");
    public static readonly Bilingual NotThere = new("Pengumuman dengan nomor {0} tidak ada.", "There is no announcement with the number {0}.");
    public static readonly Bilingual Dropped = new("Draf {0} dihapus. Tidak ada yang dikirim.", "Draft {0} is deleted. Nothing was sent.");
    public static readonly Bilingual NoDrafts = new("Tidak ada draf atau pengumuman yang menunggu. Tulis **buat pengumuman** untuk yang baru.", "There are no drafts and nothing waits. Write **new announcement** for a new one.");
    public static readonly Bilingual Drafts = new("Draf, yang menunggu persetujuan, dan yang dijadwalkan:", "Drafts, those waiting for approval, and those scheduled:");
}
