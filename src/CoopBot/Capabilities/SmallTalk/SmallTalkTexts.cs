using CoopBot.Conversation;

namespace CoopBot.Capabilities.SmallTalk;

/// <summary>What the bot says about itself and about its limits (ux 2.2).</summary>
internal static class SmallTalkTexts
{
    public static readonly Bilingual Greeting = new(
        "Halo, Bapak/Ibu. Saya CoopBot, asisten otomatis {office}, bukan petugas. Tanyakan soal koperasi, UMKM, dan ekspor dengan bahasa sehari-hari. Jangan kirim nomor KTP, nomor rekening, atau kata sandi.",
        "Hello. I am CoopBot, the automatic assistant of {office}, not an officer. Ask about cooperatives, small business and export in everyday words. Do not send ID or account numbers or passwords.");

    public static readonly Bilingual Kept = new(
        "[Yang disimpan dan berapa lama]({link})", "[What is kept, and for how long]({link})");

    public static readonly Bilingual GroupGreeting = new(
        "Halo semua. Saya CoopBot, asisten otomatis {office}. Sebut @CoopBot untuk bertanya. Hal pribadi saya jawab di obrolan pribadi.",
        "Hello all. I am CoopBot, {office}'s automatic assistant. Mention @CoopBot to ask. Private matters I answer in private chat.");

    public static readonly Bilingual GreetingAgain = new(
        "Halo lagi. Ada yang ingin ditanyakan soal koperasi, UMKM, atau ekspor?", "Hello again. What would you like to know about cooperatives, small business or export?");

    public static readonly Bilingual FaithGreeting = new(
        "Waalaikumsalam. Ada yang ingin ditanyakan soal koperasi, UMKM, atau ekspor?", "Waalaikumsalam. What would you like to know about cooperatives, small business or export?");

    public static readonly Bilingual Help = new(
        "Saya bisa: menjawab soal koperasi dan UMKM dengan sumber, mengecek status koperasi, menghitung koperasi per kabupaten, dan meneruskan pertanyaan ke petugas.\n\n"
        + "Pilih, atau tulis sendiri:\n1. Mendirikan koperasi\n2. RAT dan laporan\n3. NIK koperasi\n4. Cek status koperasi\n5. Program pembinaan\n6. Pemasaran produk\n7. Ekspor\n8. Angka koperasi",
        "I can answer with sources, check a cooperative's status, count cooperatives by district, and pass questions to an officer.\n\n"
        + "Choose, or write your own:\n1. Founding a cooperative\n2. RAT and reports\n3. Cooperative number\n4. Check a status\n5. Guidance programmes\n6. Marketing products\n7. Export\n8. Cooperative figures");

    public static readonly Bilingual Thanks = new("Sama-sama. Kalau ada lagi, tulis saja di sini.", "You are welcome. Write here any time.");

    public static readonly Bilingual Fine = new("Baik. Kalau ada lagi, tulis saja di sini.", "All right. Write here any time.");

    public static readonly Bilingual GoOn = new(
        "Boleh. Tulis pertanyaannya dengan bahasa sehari-hari; satu kalimat pendek cukup.", "Of course. Write your question in everyday words; one short sentence is enough.");

    public static readonly Bilingual Goodbye = new("Terima kasih, Bapak/Ibu. Semoga usahanya lancar.", "Thank you. I wish your business well.");

    public static readonly Bilingual Cancelled = new("Dibatalkan. Tidak ada yang dikirim.", "Cancelled. Nothing was sent.");

    public static readonly Bilingual Expired = new(
        "Pilihan itu sudah kedaluwarsa. Ini yang terbaru:", "That choice has expired. Here is the current one:");

    public static readonly Bilingual Attachment = new(
        "File, foto, suara, dan stiker belum bisa saya baca, dan tidak saya simpan. Tulis pertanyaannya dengan kata-kata; satu kalimat pendek cukup.",
        "I cannot read files, photos, voice notes or stickers yet, and I do not keep them. Write your question in words; one short sentence is enough.");

    public static readonly Bilingual TooFast = new(
        "Pesan masuk terlalu cepat. Tunggu 1 menit, lalu lanjutkan.", "Messages come too fast. Wait a minute, then go on.");

    public static readonly Bilingual Empty = new(
        "Pesannya kosong. Tulis pertanyaannya dengan kata-kata, misalnya: berapa orang untuk mendirikan koperasi?",
        "The message is empty. Write your question in words, for example: how many people are needed to found a cooperative?");

    public static readonly Bilingual NoWords = new(
        "Saya baru bisa membaca kata-kata Indonesia, Melayu Pontianak, dan Inggris. Tulis pertanyaannya dengan kata-kata; satu kalimat pendek cukup.",
        "I can only read words in Indonesian, Pontianak Malay and English so far. Write your question in words; one short sentence is enough.");

    public static readonly Bilingual PersonalNumber = new(
        "Itu tampaknya NIK KTP (16 angka). Nomor pribadi tidak saya simpan dan tidak saya cari. Hapus pesan itu dari obrolan bila bisa. Untuk mencari, kirim nama koperasi atau NIK koperasi.",
        "That looks like an ID-card number (16 digits). I do not keep or look up personal numbers. Delete that message from the chat if you can. To search, send the cooperative's name or its own number (NIK koperasi).");

    public static readonly Bilingual OutOfScope = new(
        "Maaf, itu di luar layanan saya. Saya membantu soal koperasi, UMKM, pembinaan, produk, dan ekspor.",
        "Sorry, that is outside my service. I help with cooperatives, small business, guidance, products and export.");

    public static readonly Bilingual Health = new(
        "Itu soal kesehatan, jadi tidak saya jawab; tanyakan ke tenaga kesehatan. Soal izin dan ekspornya bisa saya bantu.",
        "That is a health matter, so I do not answer it; ask a health worker. I can help with permits and export.");

    public static readonly Bilingual Distress = new(
        "Saya paham ini berat. Saya hanya asisten otomatis; bicarakan sekarang dengan orang yang dipercaya atau tenaga kesehatan terdekat. Kalau ini soal koperasi, saya bisa meneruskannya ke petugas.",
        "I understand this is hard. I am only an automatic assistant; talk now to someone you trust or to the nearest health worker. If it concerns a cooperative, I can pass it to an officer.");

    public static readonly Bilingual OthersData = new(
        "Maaf, nomor telepon, alamat rumah, dan data pribadi orang lain tidak saya berikan. Yang terbuka hanya data koperasi: alamat kantor, jenis, status tercatat, dan tanggal RAT.",
        "Sorry, I do not give phone numbers, home addresses or other personal data of people. Only the cooperative's public record is open: office address, kind, recorded status and RAT date.");

    public static readonly Bilingual ChangeRecord = new(
        "Saya tidak dapat mengubah data. Petugas mengubahnya setelah menerima laporan RAT. Mau saya teruskan?",
        "I cannot change records. Officers do, after the RAT report. Shall I pass it on?");

    public static readonly Bilingual Machine = new(
        "Saya CoopBot, asisten otomatis {office}, bukan petugas. Jawaban saya diambil dari sumber yang disebut; kalau tidak ada sumbernya, saya bilang belum tahu.",
        "I am CoopBot, the automatic assistant of {office}, not an officer. My answers come from the sources named; where there is none, I say that I do not know.");

    public static readonly Bilingual Instructions = new(
        "Saya hanya menjawab dari sumber yang tercatat, dan itu tidak bisa diubah lewat obrolan. Tanyakan soal koperasi, UMKM, atau ekspor.",
        "I only answer from recorded sources, and the chat cannot change that. Ask about cooperatives, small business or export.");

    public static readonly Bilingual Founding = new("Jumlah pendiri", "Number of founders");

    public static readonly Bilingual Figures = new("Angka koperasi", "Cooperative figures");

    public static readonly Bilingual CheckStatus = new("Cek status koperasi", "Check a status");
}
