namespace CoopBot.Search;

/// <summary>Questions about what hardly any office answers: by them confidence learns how a foreign question looks in a knowledge.</summary>
internal static class ForeignQuestions
{
    public static readonly string[] All = """
        besok hujan ga ya di pontianak
        siapa presiden pertama indonesia
        skor bola tadi malam berapa
        resep rendang padang yang empuk
        cara nurunin berat badan cepat
        kenapa langit warnanya biru
        lirik lagu indonesia raya
        obat sakit gigi yang ampuh apa ya
        jam berapa buka puasa hari ini
        hp android yang bagus di bawah 2 juta apa
        gimana cara biar ga insomnia
        berapa hasil 25 kali 14
        ibu kota australia apa
        film horor yg lagi tayang di bioskop
        cara menghilangkan jerawat di muka
        tolong buatkan puisi tentang ibu
        siapa pemenang piala dunia 2022
        anak demam tinggi harus dikasih apa
        rute bus dari singkawang ke sambas
        harga emas hari ini per gram
        zodiak leo minggu ini gimana
        cara instal windows di laptop
        sinetron semalam ceritanya gimana
        apa bedanya virus dan bakteri
        terjemahkan ke bahasa inggris saya lapar
        kucing saya muntah terus kenapa
        nama menteri pendidikan sekarang siapa
        jadwal kapal ke semarang kapan
        berapa lama merebus telur setengah matang
        siapa penemu lampu pijar
        cara daftar cpns tahun ini
        tiket pesawat murah ke jakarta dong
        kenapa wifi rumah lambat
        cara main gitar untuk pemula
        rumus luas lingkaran apa
        bansos bulan ini cair kapan
        sejarah perang diponegoro
        rekomendasi tempat wisata di bali
        doa sebelum tidur
        cara bikin ktp yang hilang
        bayar pajak motor online gimana
        gejala asam lambung apa saja
        planet terbesar di tata surya
        nomor telepon pemadam kebakaran
        lowongan kerja sopir di pontianak
        cara merawat bunga anggrek
        jodohku siapa ya
        ceritakan lelucon lucu
        pelajaran kelas 6 tentang fotosintesis
        macet ga di jembatan kapuas sekarang
        obat batuk buat bayi umur 6 bulan
        siapa artis korea paling terkenal
        rumah dijual di sungai raya
        cara reset password instagram
        dosen pembimbing skripsi galak gimana ngadepinnya
        ukuran ban motor matic
        kapan lebaran tahun depan
        kode pos kecamatan ngabang
        berapa tinggi gunung semeru
        cara menghitung zakat fitrah
        who won the champions league
        what is the weather in singapore tomorrow
        write a poem about the sea
        how do i learn piano fast
        best phone under 200 dollars
        translate good morning into japanese
        why is the sky blue
        what time is it in london
        how to cook fried rice
        symptoms of dengue fever
        which planet is closest to the sun
        tell me a joke about cats
        """.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
