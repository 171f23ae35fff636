using CoopBot.Conversation;

namespace CoopBot.Capabilities.Cooperatives;

/// <summary>What the look-up says. {0}, {1} … are filled in.</summary>
internal static class CooperativeTexts
{
    public static readonly Bilingual Missing = new("belum tercatat", "not recorded");
    public static readonly Bilingual NoPlace = new("kabupaten belum tercatat", "district not recorded");
    public static readonly Bilingual Sample = new("data contoh", "sample data, data contoh");
    public static readonly Bilingual SampleData = new("data contoh", "sample data (data contoh)");

    public static readonly Bilingual Active = new("aktif", "active");
    public static readonly Bilingual Inactive = new("tidak aktif", "inactive");
    public static readonly Bilingual Unknown = new("tidak diketahui", "unknown");

    // Name, place, status, RAT, certificate, date, meaning, next step.
    public static readonly Bilingual Status = new(
        "**{0}**, {1}. Status tercatat: **{2}**. RAT terakhir: {3}. Sertifikat NIK: {4}. Data per {5}. {6} {7} Catatan administrasi, bukan penilaian hukum.",
        "**{0}**, {1}. Recorded status: **{2}**. Last RAT: {3}. NIK certificate: {4}. Data as of {5}. {6} {7} Administrative record, not a legal judgement.");

    public static readonly Bilingual MeansActive = new(
        "Artinya: pada tanggal itu tercatat masih aktif.", "It was recorded as active on that date.");

    public static readonly Bilingual MeansInactive = new(
        "Artinya: pada tanggal itu tidak tercatat sebagai koperasi aktif.", "It was not recorded as active on that date.");

    public static readonly Bilingual MeansUnknown = new(
        "Artinya: data itu belum menyebut aktif atau tidak.", "The data does not say whether it is active.");

    // STA-13, STA-09.
    public static readonly Bilingual NextActive = new(
        "Urusan sertifikat: dinas kabupaten/kota bila anggotanya satu daerah.",
        "Certificates: the district office if all members live there.");

    public static readonly Bilingual NextInactive = new(
        "Agar aktif lagi: adakan RAT, lalu kirim berita acaranya dan formulir profil ke dinas.",
        "To be active again: hold the RAT, send minutes and profile form to the office.");

    public static readonly Bilingual NextUnknown = new("Petugas bisa memastikannya.", "An officer can make sure.");

    public static readonly Bilingual Note = new("Catatan administrasi, bukan penilaian hukum.", "Administrative record, not a legal judgement.");
    public static readonly Bilingual Band = new("Status tercatat: {0}", "Recorded status: {0}");

    public static readonly Bilingual CertificateValid = new("berlaku sampai {0}", "valid until {0}");
    public static readonly Bilingual CertificateActive = new("aktif", "active");
    public static readonly Bilingual CertificateExpired = new("habis masa berlaku", "expired");
    public static readonly Bilingual CertificateNone = new("belum bersertifikat", "none yet");

    public static readonly Bilingual Several = new("Ada {0} koperasi dengan nama mirip{1}. {2}", "{0} cooperatives have a similar name{1}. {2}");
    public static readonly Bilingual PickDistrict = new("Pilih kabupatennya:", "Choose the district:");
    public static readonly Bilingual PickOne = new("Pilih salah satu:", "Choose one:");
    public static readonly Bilingual WhichDistrict = new("Di kabupaten atau kota mana?", "In which regency or city?");
    public static readonly Bilingual OneMoreWord = new(
        "Tulis satu kata khas lagi dari namanya, atau NIK koperasi.", "Write one more telling word of its name, or its NIK (cooperative number).");

    public static readonly Bilingual NotFound = new(
        "{0} tidak saya temukan di {1} per {2}. Itu tidak berarti koperasinya tidak sah.",
        "I did not find {0} in the {1} as of {2}. That does not mean the cooperative is invalid.");

    public static readonly Bilingual ThatName = new("Nama itu", "that name");
    public static readonly Bilingual ThatNumber = new("Nomor itu", "that number");
    public static readonly Bilingual Data = new("data", "data");
    public static readonly Bilingual Similar = new("Yang namanya dekat:", "Names that come near:");
    public static readonly Bilingual TryAgain = new(
        "Coba satu kata khas dari namanya, kabupatennya, atau NIK koperasi.",
        "Try one telling word of its name, its district, or its NIK (cooperative number).");

    public static readonly Bilingual HowTo = new(
        "Tulis nama koperasi dengan kabupatennya, atau NIK koperasi. Misalnya: cek koperasi Maju Bersama Sintang.",
        "Write the cooperative's name with its district, or its NIK (cooperative number). For example: status of Maju Bersama Sintang.");

    public static readonly Bilingual WriteName = new(
        "Tulis satu kata khas dari namanya, kabupatennya, atau NIK koperasi.",
        "Write one telling word of its name, its district, or its NIK (cooperative number).");

    public static readonly Bilingual WhichCooperative = new(
        "Koperasi yang mana? Tulis namanya dengan kabupatennya, atau NIK koperasi.",
        "Which cooperative? Write its name with the district, or its NIK (cooperative number).");

    public static readonly Bilingual PersonalNumber = new(
        "Itu tampaknya NIK KTP (16 angka). Nomor pribadi tidak saya simpan dan tidak saya cari. Hapus pesan itu dari obrolan bila bisa. Untuk mencari, kirim nama koperasi atau NIK koperasi.",
        "That looks like an ID-card number (16 digits). I neither store nor search personal numbers. Delete the message from the chat if you can. To search, send the cooperative's name or its NIK (cooperative number).");

    public static readonly Bilingual TooMany = new(
        "Sudah 20 pencarian tanpa hasil. Pencarian dibuka lagi pukul {0}. Petugas bisa membantu mencarikan.",
        "20 searches found nothing. Searching opens again at {0}. An officer can help you find it.");

    public static readonly Bilingual Empty = new(
        "Data koperasi belum ada di sini, jadi statusnya belum bisa saya cek. Petugas bisa membantu.",
        "There are no cooperative records here yet, so I cannot check a status. An officer can help.");

    public static readonly Bilingual Details = new("**{0}**, {1}. Rincian publik, data per {2}.", "**{0}**, {1}. Public details, data as of {2}.");
    public static readonly Bilingual NotRecorded = new("Belum tercatat", "Not recorded");

    public static readonly Bilingual AskMeaning = new("Arti status ini", "What does it mean?");
    public static readonly Bilingual AskDetails = new("Rincian publik", "Public details");
    public static readonly Bilingual DetailsOfNumber = new("rincian koperasi NIK {0}", "details of cooperative NIK {0}");
    public static readonly Bilingual DetailsOfName = new("rincian {0}, {1}", "details of {0}, {1}");
    public static readonly Bilingual AskAgain = new("Cari lagi", "Search again");
    public static readonly Bilingual NotThis = new("Bukan ini", "None of these");
    public static readonly Bilingual Check = new("cek {0}, {1}", "check {0}, {1}");
    public static readonly Bilingual CheckNumber = new("cek NIK koperasi {0}", "check cooperative NIK {0}");
}
