using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CoopBot.Conversation;
using CoopBot.Search;

namespace CoopBot.Records.Import;

/// <summary>What a cell says, or why it cannot be taken.</summary>
/// <param name="Value">Null for an empty cell.</param>
/// <param name="Problem">What is wrong and what to do, in Indonesian.</param>
internal readonly record struct CellValue(object? Value, string? Problem = null);

/// <summary>Reads cells as people and Excel write them. Nothing is guessed: what cannot be read is a problem of its row.</summary>
internal static partial class Cells
{
    private static readonly string[] Months =
        ["januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember"];

    private static readonly string[] DayForms = ["yyyy-M-d", "d/M/yyyy", "d-M-yyyy", "d.M.yyyy", "yyyy/M/d"];

    /// <summary>A text, cleaned of what no store and no card can show; personal numbers masked.</summary>
    public static CellValue Text(ListCell cell, int longest = 500)
    {
        if (cell.Text.Length > ListFile.LongestCell)
        {
            return new(null, "terlalu panjang; pendekkan isinya");
        }

        var clean = new StringBuilder(cell.Text.Length);
        foreach (var rune in cell.Text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned))
            {
                clean.Append(rune.ToString());
            }
            else if (rune.Value is '\n' or '\t')
            {
                clean.Append(' ');
            }
        }

        var text = PersonalNumbers.Hide(Spaces().Replace(clean.ToString(), " ").Trim()).Text;
        return text.Length > longest ? new(null, $"lebih dari {longest} huruf; pendekkan isinya") : new(text is "" or "-" or "–" ? null : text);
    }

    /// <summary>A day: ISO, Indonesian, or the serial number of a workbook of either epoch.</summary>
    public static CellValue Date(ListCell cell)
    {
        var text = cell.Text.Trim();
        if (text is "" or "-" or "–" or "0")
        {
            return default;
        }

        DateOnly? day = null;
        if ((cell.IsNumber || Serial().IsMatch(text)) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var serial) && serial is >= 1 and < 80_000)
        {
            // Excel counts a 29 February 1900 that never was; no cooperative is that old.
            day = DateOnly.FromDateTime((cell.From1904 ? new DateTime(1904, 1, 1) : new DateTime(1899, 12, 30)).AddDays(Math.Floor(serial)));
        }
        else if (DateOnly.TryParseExact(text.Split(' ', 'T')[0], DayForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var written))
        {
            day = written;
        }
        else if (Worded().Match(text) is { Success: true } words
            && Array.FindIndex(Months, month => month.StartsWith(words.Groups[2].Value.ToLowerInvariant(), StringComparison.Ordinal)) is >= 0 and var month
            && int.Parse(words.Groups[3].Value, CultureInfo.InvariantCulture) is var year && int.Parse(words.Groups[1].Value, CultureInfo.InvariantCulture) is var number
            && number >= 1 && year is >= 1 and <= 9998 && number <= DateTime.DaysInMonth(year, month + 1))
        {
            day = new(year, month + 1, number);
        }

        return day is { Year: >= 1900 and <= 2100 } ? new(day) : new(null, "bukan tanggal yang terbaca; tulis seperti 14/03/2026");
    }

    /// <summary>A count: whole, with the dots of Indonesian thousands or without.</summary>
    public static CellValue Count(ListCell cell)
    {
        var text = cell.Text.Trim();
        if (text is "" or "-" or "–")
        {
            return default;
        }

        text = Thousands().IsMatch(text) && !cell.IsNumber ? text.Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal) : text;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) && number >= 0 && number <= 100_000_000 && Math.Floor(number) == number
            ? new((int)number) : new(null, "bukan bilangan bulat; tulis angka saja");
    }

    /// <summary>NIK koperasi. A number that Excel has rounded is refused, never restored by guess (fault 102); a person's NIK is not repeated.</summary>
    public static CellValue Nik(ListCell cell)
    {
        var text = cell.Text.Trim().TrimStart('\'');
        if (text is "" or "-" or "–" or "0")
        {
            return default;
        }

        if (Exponent().IsMatch(text))
        {
            // A workbook holds thirteen digits exactly, also where it writes them with an exponent.
            if (cell.IsNumber && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) && exact < 1e15 && Math.Floor(exact) == exact)
            {
                text = exact.ToString("F0", CultureInfo.InvariantCulture);
            }
            else
            {
                return new(null, "berubah menjadi bilangan berpangkat dan angkanya hilang; format kolom NIK sebagai Teks di Excel, isi lagi, lalu simpan");
            }
        }

        return text.Count(char.IsAsciiDigit) >= 16 ? new(null, "berisi 16 angka seperti NIK KTP; isi dengan Nomor Induk Koperasi")
            : RegistrationNumber.TryParse(text, out var number) ? new(number.ToString())
            : new(null, "bukan Nomor Induk Koperasi; isi 8 sampai 15 angka");
    }

    /// <summary>A district of Kalimantan Barat, by code or by name.</summary>
    public static CellValue Regency(ListCell cell)
    {
        var text = cell.Text.Trim();
        if (text is "" or "-" or "–")
        {
            return default;
        }

        var digits = text.Replace(".", "", StringComparison.Ordinal);
        if (digits.Length == 4 && District.ByCode($"{digits[..2]}.{digits[2..]}") is { } coded)
        {
            return new(coded.Code);
        }

        var words = Normaliser.Words(text);
        return words is ["kabupaten" or "kab", "pontianak", ..] ? new("61.02")
            : District.Find(words).District is { } district ? new(district.Code)
            : new(null, "bukan kabupaten/kota di Kalimantan Barat; tulis namanya, misalnya Sambas atau Kota Pontianak");
    }

    /// <summary>"aktif" or "tidak aktif", as the office writes it; empty is unknown.</summary>
    public static CellValue Status(ListCell cell) => Words(cell) switch
    {
        "aktif" or "active" => new(CooperativeStatus.Active),
        "tidak aktif" or "nonaktif" or "non aktif" or "non-aktif" or "pasif" or "inactive" => new(CooperativeStatus.Inactive),
        "" or "-" or "–" or "tidak diketahui" or "unknown" => new(CooperativeStatus.Unknown),
        _ => new(null, "bukan status; tulis aktif, tidak aktif, atau kosongkan"),
    };

    /// <summary>One of the five kinds where it names one, else as it stands.</summary>
    public static CellValue Kind(ListCell cell) => Words(cell) is var words && words.Contains("simpan", StringComparison.Ordinal) || words is "ksp" or "kspps" or "usp" ? new(CooperativeKind.SavingsAndLoan)
        : new[] { CooperativeKind.Producer, CooperativeKind.Consumer, CooperativeKind.Service, CooperativeKind.Marketing }.FirstOrDefault(kind => words.Contains(kind, StringComparison.Ordinal)) is { } known ? new(known)
        : Text(cell, 100);

    /// <summary>A, B, C1, C2.</summary>
    public static CellValue Grade(ListCell cell) => Words(cell).ToUpperInvariant() switch
    {
        "A" or "B" or "C1" or "C2" => new(Words(cell).ToUpperInvariant()),
        "" or "-" or "–" or "NONE" or "0" or "BELUM ADA" => default,
        _ => new(null, "bukan grade; tulis A, B, C1, C2, atau kosongkan"),
    };

    /// <summary>One of the national words where it is one, else as it stands.</summary>
    public static CellValue NikStatus(ListCell cell) => Words(cell) switch
    {
        "sertifikat aktif" => new("Sertifikat Aktif"),
        "sertifikat expired" => new("Sertifikat Expired"),
        "belum bersertifikat" => new("Belum Bersertifikat"),
        _ => Text(cell, 100),
    };

    private static string Words(ListCell cell) => Spaces().Replace(cell.Text.Length > 200 ? cell.Text[..200] : cell.Text, " ").Trim().ToLowerInvariant();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^\d{5}([.,]\d+)?$")]
    private static partial Regex Serial();

    [GeneratedRegex(@"^(\d{1,2})[ -](\p{L}{3,9})\.?[ -](\d{4})$")]
    private static partial Regex Worded();

    [GeneratedRegex(@"^\d{1,3}([.,]\d{3})+$")]
    private static partial Regex Thousands();

    [GeneratedRegex(@"^\d+([.,]\d+)?[eE][+]?\d+$")]
    private static partial Regex Exponent();
}
