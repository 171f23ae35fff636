using System.Globalization;
using System.Net;
using System.Text;
using CoopBot.Capabilities.Figures;
using CoopBot.Conversation;
using CoopBot.Records;
using CoopBot.Tests.Hosts;
using CoopBot.Tests.Staff;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CoopBot.Tests.Figures;

/// <summary>The console's page of figures and its files.</summary>
public sealed class ReportPageTests
{
    [Fact]
    public async Task Viewer_sees_chart_table_and_files_and_each_file_is_in_the_trail()
    {
        await using var accounts = await OfficeAccounts.StartAsync();
        await using var host = new CoopBotHost(settings: accounts.Settings(OfficeAccounts.Member(1, "viewer")));
        await host.WithCooperativesAsync();
        using var viewer = await StaffBrowser.PersonAsync(host);

        var page = await viewer.ReadAsync("/staff/laporan?angka=per-status&kabupaten=61.05&jenis=simpan%20pinjam");
        Assert.Contains("Data contoh: 25 dari 39 koperasi simpan pinjam di Kabupaten Sintang tercatat aktif (64,1%)</h2>", page, StringComparison.Ordinal);
        Assert.Contains("Jumlah koperasi · data contoh per 31 Oktober 2026", page, StringComparison.Ordinal);
        Assert.Contains("Lihat sebagai tabel", page, StringComparison.Ordinal);

        var source = System.Text.RegularExpressions.Regex.Match(page, "<img src=\"([^\"]+)\"").Groups[1].Value;
        var picture = await viewer.GetAsync(source);
        Assert.Equal((HttpStatusCode.OK, "image/png"), (picture.StatusCode, picture.Content.Headers.ContentType!.MediaType));
        Assert.Equal((640, 440), CoopBot.Channels.Teams.PngImage.SizeOf(await picture.Content.ReadAsByteArrayAsync()));

        var (status, csv) = await viewer.SendAsync("/staff/laporan", "/staff/laporan?angka=per-kabupaten&status=aktif&handler=Csv");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Pontianak;484;31 Oktober 2026;data contoh;\"Koperasi tercatat aktif per kabupaten/kota; data contoh\"", csv, StringComparison.Ordinal);
        Assert.Equal(1L, host.Scalar("SELECT COUNT(*) FROM AuditEntries WHERE Action = 'report.exported' AND Detail LIKE '%\"status\":\"aktif\"%\"bentuk\":\"csv\"%'"));
    }

    [Fact] // Fault 107
    public async Task Files_are_refused_to_strangers_and_without_the_pages_token()
    {
        await using var host = new CoopBotHost();
        using var stranger = new StaffBrowser(host.Address);
        using var admin = await StaffBrowser.DeveloperAsync(host);

        Assert.Equal("/staff/masuk", (await stranger.GetAsync("/staff/laporan?handler=Gambar")).Headers.Location?.ToString());
        Assert.NotEqual(HttpStatusCode.OK, (await stranger.PostAsync("/staff/laporan?angka=perkembangan&handler=Csv", [])).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.PostAsync("/staff/laporan?angka=perkembangan&handler=Csv", [])).Status);
        Assert.Equal(0L, host.Scalar("SELECT COUNT(*) FROM AuditEntries WHERE Action = 'report.exported'"));
    }

    [Fact] // Fault 125
    public async Task What_cannot_be_read_in_the_address_counts_as_not_given()
    {
        await using var host = new CoopBotHost();
        await host.WithCooperativesAsync();
        using var admin = await StaffBrowser.DeveloperAsync(host);

        foreach (var odd in new[] { "angka=tidak-ada&kabupaten=99.99&jenis='%20OR%201=1&status=0", "angka=&hal=1000000000&ukuran=1000000000", "kabupaten=" + new string('6', 3_000) })
        {
            Assert.Contains("koperasi terbanyak di Pontianak: 760 dari 4.592", await admin.ReadAsync("/staff/laporan?" + odd), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Empty_store_says_why_and_published_totals_are_there_with_their_mismatch()
    {
        await using var host = new CoopBotHost();
        await host.WithCooperativesAsync();
        host.Scalar("DELETE FROM Cooperatives");
        using var admin = await StaffBrowser.DeveloperAsync(host);

        Assert.Contains("Belum ada data koperasi, jadi belum ada yang dihitung.", await admin.ReadAsync("/staff/laporan"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/staff/laporan?handler=Gambar")).StatusCode);
        var page = await admin.ReadAsync("/staff/laporan?angka=perkembangan");
        Assert.Contains("seperti tercetak; aktif dan tidak aktif berjumlah 5.624", page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"sum\"", page, StringComparison.Ordinal);
        Assert.Contains("31 Desember 2023;5623;3518;2106;Inside Pontianak, 13 Maret 2024;https://insidepontianak.com/", (await admin.SendAsync("/staff/laporan", "/staff/laporan?angka=perkembangan&handler=Csv")).Text, StringComparison.Ordinal);
    }

    [Theory] // Fault 99
    [InlineData("=HYPERLINK(\"http://x\")")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\tx")]
    [InlineData("\rx")]
    public async Task Name_of_a_list_that_looks_like_a_formula_is_none_in_either_file(string hostile)
    {
        var counts = FigureTests.Counts(new CountedGroup("61.05", null, CooperativeStatus.Active, 3)) with { Source = hostile, Synthetic = true };
        var figure = RecordFigures.Of(counts, new(FigureTopic.Districts));

        var csv = Encoding.UTF8.GetString(FigureExport.Csv(figure));
        Assert.Equal('\uFEFF', csv[0]);
        Assert.Contains("'" + hostile.Replace("\"", "\"\"", StringComparison.Ordinal), csv, StringComparison.Ordinal);

        using var file = new MemoryStream(await FigureExport.XlsxAsync(figure, CancellationToken.None));
        using var book = SpreadsheetDocument.Open(file, false);
        var cells = book.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Cell>().ToList();
        Assert.DoesNotContain(cells, cell => cell.CellFormula is not null);
        var text = book.WorkbookPart.SharedStringTablePart?.SharedStringTable.Elements<SharedStringItem>().Select(item => item.InnerText).ToList();
        var all = cells.Select(cell => cell.DataType?.Value == CellValues.SharedString ? text![int.Parse(cell.InnerText, CultureInfo.InvariantCulture)] : cell.InnerText).ToList();
        Assert.Contains(all, value => value.Trim() == hostile.Trim());
        Assert.Equal(14, all.Count(value => value.EndsWith("data contoh", StringComparison.Ordinal)));
        Assert.Contains("3", all);
    }
}
