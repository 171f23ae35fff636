using CoopBot.Records;
using CoopBot.Tests.Cooperatives;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Tests.Records;

public sealed class RecordsTests
{
    [Fact]
    public void The_demo_has_exactly_its_numbers_each_marked_as_made_up()
    {
        using var store = CoopStore.WithDemo();
        using var db = store.CreateDbContext();
        var rows = db.Set<Cooperative>().AsNoTracking().ToList();
        Assert.Equal(4592, rows.Count);
        Assert.Equal(2995, rows.Count(row => row.Status == CooperativeStatus.Active));
        Assert.All(rows, row =>
        {
            Assert.Contains("Contoh", row.Name, StringComparison.Ordinal);
            Assert.True(row.Synthetic);
            Assert.Equal(13, row.Nik!.Length);
            Assert.Equal("data contoh", row.Source);
            Assert.Equal(new DateOnly(2026, 10, 31), row.DataDate);
            Assert.NotNull(District.ByCode(row.Regency));
            Assert.True(row.LastRat is null || row.LastRat < row.DataDate);
        });
        Assert.Equal(14, rows.Select(row => row.Regency).Distinct().Count());
        Assert.Equal(3, rows.Count(row => row.Name.EndsWith("Contoh Maju Bersama", StringComparison.Ordinal)));
        Assert.Equal(rows.Count, rows.Select(row => (row.Name, row.Regency)).Distinct().Count());
    }

    [Fact]
    public void The_demo_names_every_column_of_the_model()
    {
        using var store = new CoopStore();
        using var db = store.CreateDbContext();
        var table = db.Model.FindEntityType(typeof(Cooperative))!;
        Assert.Equal("Cooperatives", table.GetTableName());
        Assert.Equal(
            table.GetProperties().Where(property => !property.IsPrimaryKey()).Select(property => property.GetColumnName()).Order(),
            CooperativeRows.Columns.Select(column => column.Column).Order());
    }

    [Fact]
    public async Task The_demo_fills_an_empty_table_once_even_if_two_start_at_once()
    {
        using var store = new CoopStore();
        var added = await Task.WhenAll(Task.Run(store.Fill), Task.Run(store.Fill));
        Assert.Equal([0, DemoData.Total], added.Order());
        Assert.Equal(0, store.Fill());
        using var db = store.CreateDbContext();
        Assert.Equal(DemoData.Total, db.Set<Cooperative>().Count());
    }

    [Fact]
    public void A_number_belongs_to_one_cooperative_and_several_may_have_none()
    {
        using var store = new CoopStore();
        using var db = store.CreateDbContext();
        db.AddRange(Row("A", null), Row("B", null), Row("C", "6105000000001"));
        db.SaveChanges();
        db.Add(Row("D", "6105000000001"));
        Assert.Throws<DbUpdateException>(() => db.SaveChanges());

        static Cooperative Row(string name, string? nik) => new() { Name = name, Nik = nik, Source = "uji", DataDate = new(2026, 1, 1) };
    }

    [Fact]
    public void A_registration_number_has_eight_to_fifteen_digits() =>
        Gen.Select(Gen.Char['0', '9'].Array[1, 30], Gen.Char[" .-"].Array[0, 5]).Sample((digits, separators) =>
        {
            var text = new string(digits);
            for (var at = 0; at < separators.Length; at++)
            {
                text = text.Insert(Math.Min(text.Length, (at * 3) + 1), separators[at].ToString());
            }

            var parsed = RegistrationNumber.TryParse(text, out var number);
            Assert.Equal(digits.Length is >= 8 and <= 15, parsed);
            Assert.Equal(parsed ? new string(digits) : "", number.ToString());
        });

    [Fact]
    public void Nothing_but_digits_and_separators_is_a_registration_number() =>
        Gen.String.Sample(text =>
        {
            if (RegistrationNumber.TryParse(text, out var number))
            {
                Assert.Equal(text.Where(char.IsAsciiDigit), number.ToString());
            }

            RegistrationNumber.FindIn(text);
        });

    [Theory]
    [InlineData("cek nik 3275070060001 ya", "3275070060001")]
    [InlineData("nik 3275-0700.6000 1.", "3275070060001")]
    [InlineData("6171010203040506", null)]
    [InlineData("6171 0102 0304 0506", null)]
    [InlineData("61710102030405067", null)]
    [InlineData("tahun 2021", null)]
    [InlineData("A61050001234567", null)]
    public void A_registration_number_is_found_in_a_sentence_and_no_part_of_a_longer_one(string text, string? expected) =>
        Assert.Equal(expected, RegistrationNumber.FindIn(text)?.ToString());

    [Fact]
    public void The_published_totals_are_kept_as_printed()
    {
        Assert.Equal(["STAT-05", "STAT-04", "STAT-03", "STAT-01", "STAT-02"], FigureSeries.Totals.Select(total => total.Fact));
        var newest = FigureSeries.Totals[0];
        Assert.Equal(newest.Total + 1, newest.Active + newest.Inactive);
        Assert.Equal(.652m, Math.Round(FigureSeries.Totals[3].ActiveShare, 3));
    }
}
