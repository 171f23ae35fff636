namespace CoopBot.Records.Import;

/// <summary>A column of the list: what it may be called, how its cells are read, and the field it fills.</summary>
/// <param name="Field">The property of <see cref="Cooperative"/>.</param>
/// <param name="Label">What officers know it as: the label of the national ODS page.</param>
/// <param name="Others">Further headings, folded as <see cref="Fold"/> does.</param>
/// <param name="Read">Reads a cell.</param>
/// <param name="Get">The field's value.</param>
/// <param name="Set">Sets it.</param>
internal sealed record ListColumn(string Field, string Label, string[] Others, Func<ListCell, CellValue> Read, Func<Cooperative, object?> Get, Action<Cooperative, object?> Set)
{
    /// <summary>The 29 fields of the ODS page in its order (dossier, section 4), then the status.</summary>
    public static readonly IReadOnlyList<ListColumn> All =
    [
        new(nameof(Cooperative.Name), "Nama Koperasi", ["nama", "name", "namakoperasi"], cell => Cells.Text(cell, 300), row => row.Name, (row, value) => row.Name = (string?)value ?? ""),
        Text(nameof(Cooperative.LegalNo), "Nomor Badan Hukum Pendirian", ["nomorbadanhukum", "nobadanhukum", "badanhukum"], row => row.LegalNo, (row, value) => row.LegalNo = value),
        Date(nameof(Cooperative.LegalDate), "Tanggal Badan Hukum Pendirian", ["tanggalbadanhukum", "tglbadanhukum"], row => row.LegalDate, (row, value) => row.LegalDate = value),
        Text(nameof(Cooperative.AmendNo), "Nomor Perubahan Anggaran Dasar (terbaru)", ["nomorperubahananggarandasar"], row => row.AmendNo, (row, value) => row.AmendNo = value),
        Date(nameof(Cooperative.AmendDate), "Tanggal Perubahan Anggaran Dasar (terbaru)", ["tanggalperubahananggarandasar"], row => row.AmendDate, (row, value) => row.AmendDate = value),
        Date(nameof(Cooperative.LastRat), "Tanggal RAT Terakhir", ["ratterakhir", "tanggalrat", "tglrat", "tglratterakhir"], row => row.LastRat, (row, value) => row.LastRat = value),
        Text(nameof(Cooperative.Address), "Alamat", ["alamatkantor"], row => row.Address, (row, value) => row.Address = value),
        Text(nameof(Cooperative.Village), "Kelurahan/Desa", ["kelurahan", "desa", "desakelurahan"], row => row.Village, (row, value) => row.Village = value),
        Text(nameof(Cooperative.Subdistrict), "Kecamatan", [], row => row.Subdistrict, (row, value) => row.Subdistrict = value),
        new(nameof(Cooperative.Regency), "Kabupaten", ["kabupatenkota", "kabkota", "kota"], Cells.Regency, row => row.Regency, (row, value) => row.Regency = (string?)value),
        Text(nameof(Cooperative.Province), "Provinsi", ["propinsi"], row => row.Province, (row, value) => row.Province = value),
        Text(nameof(Cooperative.Form), "Bentuk Koperasi", ["bentuk"], row => row.Form, (row, value) => row.Form = value),
        new(nameof(Cooperative.Kind), "Jenis Koperasi", ["jenis"], Cells.Kind, row => row.Kind, (row, value) => row.Kind = (string?)value),
        Text(nameof(Cooperative.Group), "Kelompok Koperasi", ["kelompok"], row => row.Group, (row, value) => row.Group = value),
        Text(nameof(Cooperative.Sector), "Sektor Usaha", ["sektor"], row => row.Sector, (row, value) => row.Sector = value),
        Text(nameof(Cooperative.Chair), "Nama Ketua", ["ketua"], row => row.Chair, (row, value) => row.Chair = value),
        Text(nameof(Cooperative.Secretary), "Nama Sekretaris", ["sekretaris"], row => row.Secretary, (row, value) => row.Secretary = value),
        Text(nameof(Cooperative.Treasurer), "Nama Bendahara", ["bendahara"], row => row.Treasurer, (row, value) => row.Treasurer = value),
        Text(nameof(Cooperative.Supervisor), "Nama Pengawas", ["pengawas"], row => row.Supervisor, (row, value) => row.Supervisor = value),
        Text(nameof(Cooperative.Manager), "Nama Manager", ["manager", "manajer", "namamanajer"], row => row.Manager, (row, value) => row.Manager = value),
        Count(nameof(Cooperative.MembersMale), "Jumlah Anggota Pria", ["anggotapria", "membersm"], row => row.MembersMale, (row, value) => row.MembersMale = value),
        Count(nameof(Cooperative.MembersFemale), "Jumlah Anggota Wanita", ["anggotawanita", "membersf"], row => row.MembersFemale, (row, value) => row.MembersFemale = value),
        Count(nameof(Cooperative.MembersTotal), "Jumlah Anggota Total", ["jumlahanggota", "totalanggota", "anggotatotal"], row => row.MembersTotal, (row, value) => row.MembersTotal = value),
        Count(nameof(Cooperative.Managers), "Total Manager", ["totalmanajer"], row => row.Managers, (row, value) => row.Managers = value),
        Count(nameof(Cooperative.Employees), "Total Karyawan", ["karyawan"], row => row.Employees, (row, value) => row.Employees = value),
        new(nameof(Cooperative.Nik), "Nomor Induk Koperasi (NIK)", ["nomorindukkoperasi"], Cells.Nik, row => row.Nik, (row, value) => row.Nik = (string?)value),
        new(nameof(Cooperative.NikStatus), "Status NIK", ["statussertifikat"], Cells.NikStatus, row => row.NikStatus, (row, value) => row.NikStatus = (string?)value),
        Date(nameof(Cooperative.CertificateValidUntil), "Tanggal Berlaku Sertifikat", ["certvaliduntil", "berlakusertifikat"], row => row.CertificateValidUntil, (row, value) => row.CertificateValidUntil = value),
        new(nameof(Cooperative.Grade), "Status Grade", [], Cells.Grade, row => row.Grade, (row, value) => row.Grade = (string?)value),
        new(nameof(Cooperative.Status), "Status Koperasi", [], Cells.Status, row => row.Status, (row, value) => row.Status = (CooperativeStatus?)value ?? CooperativeStatus.Unknown),
    ];

    /// <summary>A day that has been: later than today it is a slip of the pen, and a RAT "held" in 2062 would never be called overdue.</summary>
    public bool IsPast => Field is nameof(Cooperative.LegalDate) or nameof(Cooperative.AmendDate) or nameof(Cooperative.LastRat);

    private static readonly Dictionary<string, ListColumn> ByHeading = All
        .SelectMany(column => column.Others.Append(Fold(column.Field)).Append(Fold(column.Label)).Distinct().Select(heading => (heading, column)))
        .ToDictionary(pair => pair.heading, pair => pair.column);

    /// <summary>The column that a heading names; null for one that the store has no field for.</summary>
    public static ListColumn? Of(string heading) => ByHeading.GetValueOrDefault(Fold(heading));

    /// <summary>Letters and digits alone, small; what stands in brackets goes: "Nomor Induk Koperasi (NIK)", "legal_no".</summary>
    public static string Fold(string heading)
    {
        var until = heading.IndexOf('(', StringComparison.Ordinal);
        return new([.. (until > 0 ? heading[..until] : heading).Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
    }

    private static ListColumn Text(string field, string label, string[] others, Func<Cooperative, object?> get, Action<Cooperative, string?> set) =>
        new(field, label, others, cell => Cells.Text(cell), get, (row, value) => set(row, (string?)value));

    private static ListColumn Date(string field, string label, string[] others, Func<Cooperative, object?> get, Action<Cooperative, DateOnly?> set) =>
        new(field, label, others, Cells.Date, get, (row, value) => set(row, (DateOnly?)value));

    private static ListColumn Count(string field, string label, string[] others, Func<Cooperative, object?> get, Action<Cooperative, int?> set) =>
        new(field, label, others, Cells.Count, get, (row, value) => set(row, (int?)value));
}
