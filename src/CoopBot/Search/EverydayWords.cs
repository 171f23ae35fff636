using System.Collections.Frozen;

namespace CoopBot.Search;

/// <summary>Common words that are spelt right even where the knowledge does not use them, so that naik is not corrected to NIK
/// and juara not to suara.</summary>
internal static class EverydayWords
{
    private static readonly FrozenSet<string> Words = """
        adik air akhir aman ambil anak angin angkat api ayah ayam awal babi bahagia bahan bahasa baik baju bakar baku balik bangga bangsa basah
        batal batik batu bawa bayi beli benang benda berat beras berita besar besi bilang bintang bioskop bohong bola bosan buah buang buka buku
        bulu bumi bunga buruk burung cantik cepat cerita cerah cewek cinta coba cowok cuaca cuci curah dagang daging dapur darah datang debat dekat
        depan dingin dokter domba dusun dunia emas enak fisika film foto gajah gambar game gaul gelas gelap gempa gigi goreng gula guru habis
        hadiah hakim hantu hari hasil hati hewan hidung hijau hilang hitam hitung hobi hotel hujan hutan ikan indah ingat istri jahat jalan jatuh
        jauh jawab jelek joget juara judul kabar kabur kaca kakek kaki kalah kambing kamar kamera kapal kartu kasur kawan kaya kebun kecap kecil
        kelas keluarga kencang kepala kereta keras kering kertas ketawa kopi kota kotor kucing kuda kue kuliah kuliner kulit kuning kurang kursi
        laci lagu laki lama lapar laptop lari laris laut lebah lemah lemari lezat lihat liga lima lokal lomba luas lucu luka lulus lupa macet main
        makan makna malas mandi manis marah mari masak masuk matahari mati mata mentah merah mesin mimpi minum minyak mobil mobilitas motor mudah
        mulut murah musik musim naik nakal nama nasi nasib nilai nonton obat olahraga orang otak pacar padi pahit pakai panas panjang pantai
        pasar patah payung pedas pemain pemenang penyanyi perang perempuan pergi perut pesawat pesta piala pilih pilot pindah pintar pintu pisau
        planet pohon polisi presiden puisi pulang pulau puasa putih racun rajin rambut ramai rasa ratu remaja rendah resep restoran rindu
        roti rusak sabun sakit salah salju sambal samudra sandal sayang sayur sedih sehat sekolah selatan sempat sempit sendok senang sepak sepatu
        sepeda serang seru setan sewa siswa skor sore suami suara suka suku sulit sungai susah susu tabrak tahan tajam taman tanah tangan tangga
        tangkap tari tarik tebal teman tembak tenang tengah terang terbang terkenal tidur tiga tiket timur tinggi tinju toko topi tua tubuh
        tugas tukang tulang tumbuh tunggu turun udang udara ular ulang umur uang utara wajah wanita warna zaman
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    public static bool Contains(string word) => Words.Contains(word);
}
