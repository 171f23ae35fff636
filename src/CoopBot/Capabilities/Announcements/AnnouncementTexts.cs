using CoopBot.Conversation;

namespace CoopBot.Capabilities.Announcements;

/// <summary>What is said about announcements to whom they are for. {0}, {1} … are filled in.</summary>
internal static class AnnouncementTexts
{
    public static readonly Bilingual StopButton = new("Berhenti pengumuman", "Stop announcements");
    public static readonly Bilingual ResumeButton = new("Lanjutkan pengumuman", "Resume announcements");
    public static readonly Bilingual LastButton = new("Pengumuman terakhir", "Last announcement");
    public static readonly Bilingual AllButton = new("Langganan semua", "Subscribe to all");

    // What a topic's line and button say: the topic's word in the language.
    public static readonly Bilingual SubscribeTo = new("Langganan {0}", "Subscribe to {0}");
    public static readonly Bilingual UnsubscribeFrom = new("Berhenti langganan {0}", "Unsubscribe from {0}");

    public static readonly Bilingual Noted = new("Tercatat dibaca pukul {0}. Terima kasih.", "Recorded as read at {0}. Thank you.");
    public static readonly Bilingual NotedThen = new("Tercatat dibaca {1} pukul {0}. Terima kasih.", "Recorded as read on {1} at {0}. Thank you.");
    public static readonly Bilingual NotYours = new("Pengumuman dengan nomor itu belum pernah dikirim ke sini. Tulis **pengumuman** untuk melihat yang sudah dikirim.", "No announcement with that number was sent here. Write **announcements** to see those that were.");
    public static readonly Bilingual None = new("Belum ada pengumuman yang dikirim ke sini.", "No announcement has been sent here yet.");

    // Number, title.
    public static readonly Bilingual About = new("Pengumuman {0} ({1})", "Announcement {0} ({1})");
    public static readonly Bilingual Write = new(
        "Tulis pertanyaan soal pengumuman **{0}, {1}**, satu pesan saja. Saya teruskan ke petugas. Jangan tulis nomor KTP.",
        "Write your question about announcement **{0}, {1}** in one message. I pass it to an officer. Do not include ID numbers.");

    public static readonly Bilingual Stopped = new(
        "Baik, tidak ada lagi pengumuman yang dikirim ke sini; kalau mau lagi, tulis **lanjutkan pengumuman**.", "All right, no announcements come here any more; to have them again, write **resume announcements**.");
    public static readonly Bilingual Resumed = new("Pengumuman dinas dikirim lagi ke sini. Berhenti kapan saja: tulis **berhenti**.", "The office's announcements come here again. To stop at any time, write **stop**.");
    public static readonly Bilingual Subscribed = new(
        "Langganan dicatat: {0}. Pengumuman soal itu dikirim ke sini. Berhenti kapan saja: tulis **{1}**.", "Subscription recorded: {0}. Announcements about that come here. To stop at any time, write **{1}**.");
    public static readonly Bilingual AndOthers = new("Pengumuman umum dinas juga dikirim lagi.", "The office's general announcements come again as well.");
    public static readonly Bilingual Unsubscribed = new(
        "Pengumuman soal {0} tidak dikirim lagi ke sini. Pengumuman umum dinas tetap dikirim; hentikan semua dengan menulis **berhenti**.",
        "Announcements about {0} do not come here any more. The office's general announcements still do; to stop all, write **stop**.");

    public static readonly Bilingual AreOn = new("Pengumuman umum dinas: **dikirim**.", "The office's general announcements: **on**.");
    public static readonly Bilingual AreOff = new("Pengumuman: **dihentikan** sejak {0}. Tidak ada yang dikirim ke sini.", "Announcements: **stopped** since {0}. None come here.");
    public static readonly Bilingual TopicsHead = new("Topik, balas nomornya untuk mengubah:", "Topics; reply with a number to change one:");
    public static readonly Bilingual TopicOn = new("{0}: **langganan**", "{0}: **subscribed**");
    public static readonly Bilingual TopicOff = new("{0}: tidak", "{0}: no");

    public static readonly Bilingual Earlier = new("Sebelumnya:", "Earlier:");
    public static readonly Bilingual ToRead = new("Tulis nomornya untuk membaca, seperti **{0}**.", "Write a number to read one, such as **{0}**.");
    public static readonly Bilingual Withdrawn = new("Pengumuman ini sudah dihentikan dinas.", "The office has stopped this announcement.");
    public static readonly Bilingual WithdrawnShort = new("dihentikan dinas", "stopped by the office");
    public static readonly Bilingual Recalled = new("Dinas menarik pengumuman ini pada {0}. Mohon abaikan.", "The office withdrew this announcement on {0}. Please disregard it.");
    public static readonly Bilingual RecalledShort = new("ditarik", "withdrawn");
    public static readonly Bilingual Expired = new("Masa berlakunya habis {0}.", "It was valid until {0}.");
    public static readonly Bilingual ExpiredShort = new("sudah lewat", "over");
}
