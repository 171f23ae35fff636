using System.Collections.Frozen;

namespace CoopBot.Search;

/// <summary>How people in West Kalimantan type: chat short forms, spoken Indonesian, Pontianak Malay, and the office's own
/// short words. Collected by ourselves. A form is replaced only where the knowledge does not use it as a word.</summary>
public static class ChatWords
{
    // Forms = what is meant. Several words may be meant (dmn = di mana).
    private const string List = """
        gmn gmna gmana gimana gimn gimane gmnkah gmanakah bgmn bgmna bgaimana bagaimn bgimana gmnya gimananya cemane camane macammane = bagaimana
        brp brapa brpa berpa brapakah brpkah berape brape = berapa
        kpn kapn kpan kpnkah bila2 = kapan
        knp knpa kenape knapa ngapa ngape napa = kenapa
        dmn dmna dimn dimne dimane dmana dimanakh = di mana
        kmn kmna kemane kmana = ke mana
        drmn drmana darimane = dari mana
        sp spa siape sapa sape syp sp2 = siapa
        ap pa apah apaan ape = apa
        mn mne mane = mana
        apkh apkah = apakah
        yg yng yank yg2 = yang
        utk untk tuk buwat ntuk utuk = untuk
        dgn dg dngn sm ama = dengan
        dr dri dari2 dare = dari
        d = di
        k = ke
        kpd kpda = kepada
        pd pda pde = pada
        dlm dlam dalm = dalam
        tp tpi tapi2 tape = tetapi
        krn karna krna kerna gara2 = karena
        jd jdi jadi2 = jadi
        jg jga juge = juga
        sdh udh udah dah uda sdah udeh = sudah
        blm blom blum belom lom = belum
        tdk tdak tak gk ga gak nggak enggak engga ngga kagak ndak ndk dak tadak tade tadek kgk ngak = tidak
        bs bsa bise bsakah bisakh = bisa
        hrs harusnye hrus = harus
        dpt dapet dpat = dapat
        mau2 mo pengen pengin pngn pgn nak mao mw = mau
        sy sya saye aq ak gw gue gua ane = saya
        kamek kame = kami
        kitak = kalian
        kite = kita
        die dy = dia
        mrk mreka = mereka
        kmu km lu loe = kamu
        org orng orang2 urang = orang
        org2 = orang orang
        sm2 = sama
        lg lgi agik agi = lagi
        lok dlu dolo dolok = dulu
        skrg skrng skg sekarg = sekarang
        bsk besok2 bsok = besok
        kmrn kmarin kemaren = kemarin
        td tdi = tadi
        nnt ntar nanti2 = nanti
        msh msih maseh = masih
        bgt bngt banget = sangat
        byk bnyk banyk = banyak
        sikit dikit sdkit sdikit = sedikit
        smua smw semue semuanye = semua
        spt sprt kyk kayak kek cam macam = seperti
        gituk gtu = begitu
        gni gini = begini
        ttg tntg ttng = tentang
        thd thdp = terhadap
        tsb tsbt = tersebut
        sblm sblum sebelom = sebelum
        stlh stelah abis = setelah
        slm slma = selama
        smpe sampe smpai ampe = sampai
        sprti = seperti
        trs trus terus2 = terus
        lsg lgsg langsg = langsung
        dll dsb dst = lainnya
        aj aja ajah doang yak jak = saja
        hny hnya = hanya
        atw ato ataw = atau
        kl klo klu kalo klau = kalau
        pke pake pakek = pakai
        bkn bukn = bukan
        tau tw taw = tahu
        ngasih kasih ksh = beri
        bikin bkin buatkan = membuat
        bayar2 byr = bayar
        liat lht ngeliat = lihat
        cek ngecek = periksa
        nyari cr cri = cari
        ngomong = bicara
        mnta = minta
        bantu2 bantuin = bantu
        ikutan = ikut
        jln = jalan
        jl = jalan
        thn taon tahon th = tahun
        bln bulanan2 = bulan
        tgl tggl tanggl = tanggal
        jm = jam
        hr hari2 = hari
        mgg mnggu = minggu
        rb ribu2 = ribu
        jt jta juta2 = juta
        pny pnya punye = punya
        nmr no nmer nomer nmor = nomor
        hp nope = telepon
        tlp telp telpon tlpn = telepon
        wa wasap = whatsapp
        alamt almt = alamat
        kntr kntor = kantor
        dns dinkop = dinas koperasi
        kop kopersi kopreasi koprasi koperase coop cooperative cooperatives kprasi kopersai = koperasi
        ksp kosipa kospin = koperasi simpan pinjam
        usp = unit simpan pinjam
        kopdes kopdeskel kdmp kmp kopdesmp = koperasi desa merah putih
        simpen smpn = simpan
        pinjem pnjm minjem = pinjam
        simpok = simpanan pokok
        simwa = simpanan wajib
        simsuk = simpanan sukarela
        tu = itu
        ni = ini
        ade = ada
        disini = di sini
        disana = di sana
        ngapain = untuk apa
        biar = supaya
        telat = terlambat
        betol betul2 = betul
        negri = negeri
        taun = tahun
        kecik = kecil
        pegi = pergi
        coops = koperasi
        rekom = rekomendasi
        umkm ukm = usaha mikro kecil menengah
        rat = rapat anggota tahunan
        shu = sisa hasil usaha
        adart = anggaran dasar rumah tangga
        art = anggaran rumah tangga
        bh = badan hukum
        bdn = badan
        akte = akta
        sertif sertipikat srtifikat certificate = sertifikat
        ijin izen permit license = izin
        perijinan = perizinan
        pengrus pngurus = pengurus
        agt anggt anggote member members = anggota
        ketue = ketua
        srt = surat
        syrt sarat syart syarat2nya requirement requirements = syarat
        dok dokmen document documents = dokumen
        kab kabup = kabupaten
        kec = kecamatan
        kel = kelurahan
        ds dese = desa
        kalbar = kalimantan barat
        ptk pontianakk = pontianak
        skw = singkawang
        kkr = kubu raya
        expor eksport ekspot export = ekspor
        impor2 import = impor
        galery galeri2 gallery = galeri
        idop idup = hidup
        utang ngutang = pinjaman
        modal2 mdl = modal
        duit duet uang2 = uang
        pelatian plthn training bimtek = pelatihan
        binaan2 = binaan
        daftar2 dftar dftr register registration = daftar
        ngurus ngurusin urusin = mengurus
        lapor2 lapran = laporan
        pajek tax = pajak
        bntk bntuk = bentuk
        cth cntoh = contoh
        pngertian = pengertian
        krj kerje = kerja
        rmh = rumah
        sklh = sekolah
        pkrjaan = pekerjaan
        pemerinth pmrntah = pemerintah
        indo = indonesia
        jkt = jakarta
        tmpt tempt = tempat
        wkt wktu = waktu
        jml jmlh jmlah = jumlah
        hrg hrga = harga
        bs2 = bisa
        trmsk trmasuk = termasuk
        sbg sbgai = sebagai
        mnrt mnurut = menurut
        ttp ttap = tetap
        pst psti = pasti
        bnr bener = benar
        sndri sendri = sendiri
        brg brng bareng = bersama
        bgn = bangun
        mksh makasih trims thx tq thanks = terima kasih
        tlg tlong tolongin = tolong
        mhn = mohon
        ass assalamualaikum = salam
        """;

    private static readonly FrozenDictionary<string, string[]> Forms = Parse();

    /// <summary>All forms of the list.</summary>
    public static IReadOnlyCollection<string> All => Forms.Keys;

    /// <summary>What a folded word of chat means, as one or more words; the word itself where the list does not have it.
    /// A written-out 2 repeats the word, as in syarat2.</summary>
    public static IReadOnlyList<string> Expand(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        if (Forms.TryGetValue(word, out var meant)) return meant;
        if (WithoutTwo(word) is not { } single) return [word];
        var once = Expand(single);
        return [.. once, .. once];
    }

    /// <summary>The same with the knowledge at hand: its own words stay, and a word said the Malay way is read
    /// as the Indonesian one where that is known (usahe, masok, bukak).</summary>
    internal static IReadOnlyList<string> Expand(string word, Func<string, bool> isKnown)
    {
        if (isKnown(word)) return [word];
        var meant = Expand(word);
        if (meant.Count != 1 || meant[0] != word || word.Length < 4) return meant;
        if (word.EndsWith("enye", StringComparison.Ordinal)) return [word[..^4] + "anya"];
        if (word.EndsWith("nye", StringComparison.Ordinal)) return [word[..^1] + "a"];
        var indonesian = word[^1] == 'e' ? word[..^1] + "a"
            : word.EndsWith("ak", StringComparison.Ordinal) ? word[..^1]
            : word.LastIndexOf('o') is > 0 and var o ? $"{word[..o]}u{word[(o + 1)..]}"
            : word;
        return [isKnown(indonesian) ? indonesian : word];
    }

    private static string? WithoutTwo(string word)
    {
        var bare = word.EndsWith("2nya", StringComparison.Ordinal) ? word[..^4] : word.EndsWith('2') ? word[..^1] : "";
        return bare.Length >= 2 && !bare.AsSpan().ContainsAnyInRange('0', '9') ? bare : null;
    }

    private static FrozenDictionary<string, string[]> Parse()
    {
        var forms = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var line in List.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var sides = line.Split(" = ");
            foreach (var form in sides[0].Split(' ')) forms[form] = sides[1].Split(' ');
        }

        return forms.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
