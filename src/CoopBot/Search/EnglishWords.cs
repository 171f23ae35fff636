using System.Collections.Frozen;

namespace CoopBot.Search;

/// <summary>English words of the office's field with what stands in Indonesian texts for them: a question in English finds more than the short English answers.</summary>
internal static class EnglishWords
{
    private static readonly FrozenDictionary<string, string[]> Words = """
        cooperative cooperatives coop coops = koperasi
        member members membership = anggota
        founder founders found establish start set = pendiri mendirikan
        requirement requirements need required conditions condition = syarat
        document documents papers paperwork = berkas dokumen
        meeting meetings assembly = rapat
        annual yearly year years = tahunan tahun
        board management managers = pengurus
        supervisor supervisors supervisory = pengawas
        savings saving save deposit deposits = simpanan
        loan loans borrow credit lending = pinjaman kredit
        interest = bunga
        capital = modal
        profit profits surplus dividend = shu
        tax taxes = pajak
        licence license permit permits = izin
        register registered registration = daftar pendaftaran
        certificate certificates certification = sertifikat
        office = dinas kantor
        province provincial = provinsi
        district districts regency = kabupaten
        village villages = desa
        border crossing = perbatasan lintas
        export exports exporting ship shipping shipment abroad overseas = ekspor
        import = impor
        customs = pabean kepabeanan
        quarantine = karantina
        port ports seaport seaports harbour = pelabuhan
        origin = asal
        buyer buyers = pembeli
        market markets marketing = pemasaran pasar
        business businesses enterprise company firm = usaha
        small = kecil
        micro = mikro
        medium = menengah
        sales turnover = penjualan omzet
        food = pangan makanan
        home household kitchen = rumah
        brand trademark trademarks = merek
        free = gratis
        cost costs fee fees price much = biaya
        law act legal legally = undang hukum
        rule rules regulation regulations = aturan peraturan
        old = lama
        valid force = berlaku
        dissolve dissolved dissolution closed close = pembubaran
        inactive dormant passive = aktif
        reactivate revive = aktifkan
        active = aktif
        number numbers = nomor jumlah
        statistics figures = jumlah
        asset assets = aset
        audit audited auditor accountant = audit akuntan
        report reports accounts = laporan
        deadline latest = paling lambat
        online video remotely = daring
        vote votes voting = suara
        secondary = sekunder
        primary = primer
        branch branches = cabang
        notary deed = notaris akta
        sharia islamic = syariah
        sanction sanctions penalty fine = sanksi
        health healthy rating = kesehatan sehat
        complain complaint complaints = pengaduan
        weaver weavers weaving woven cloth = tenun
        dye dyes = pewarna
        rattan = rotan
        timber wood wooden = kayu
        pepper = lada
        honey = madu
        aloe vera = lidah buaya
        mat mats = bidai
        craft crafts handicraft handicrafts artisan artisans = kerajinan perajin
        gallery = galeri
        exhibition fair trade = pameran
        training course coaching = pelatihan
        incubator incubation = inkubator
        guidance support mentoring = pembinaan
        women = perempuan
        product products goods = produk barang
        featured slot = unggulan slot
        website page = laman
        governor = gubernur
        head = kepala
        trust = kepercayaan
        day = hari
        dried powder leaf leaves = daun
        commodity commodities = komoditas
        tariff code heading = kode hs
        parcel package post mail = paket pos
        readiness ready = kesiapan
        score = skor
        scarce shortage = berkurang
        """.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(" = "))
        .SelectMany(sides => sides[0].Split(' ').Select(word => (word, sides[1].Split(' ')))).ToFrozenDictionary(entry => entry.word, entry => entry.Item2, StringComparer.Ordinal);

    private static readonly FrozenSet<string> Function = FrozenSet.ToFrozenSet(
        ["the", "of", "is", "are", "was", "were", "how", "what", "which", "where", "when", "who", "why", "can", "could", "do", "does", "must", "should", "may", "we", "our", "my", "your", "for", "to", "it", "they", "there"]);

    /// <summary>A word that only English has makes a question English.</summary>
    public static bool IsEnglish(IEnumerable<string> words) => words.Any(Function.Contains);

    /// <summary>What may stand in Indonesian for an English word; empty for any other.</summary>
    public static IReadOnlyList<string> Indonesian(string word) => Words.GetValueOrDefault(word) ?? [];
}
