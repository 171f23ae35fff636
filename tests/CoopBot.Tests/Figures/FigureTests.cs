using CoopBot.Capabilities.Figures;
using CoopBot.Conversation;
using CoopBot.Records;
using CsCheck;

namespace CoopBot.Tests.Figures;

/// <summary>Figures as pure data: what they count, add and say.</summary>
public sealed class FigureTests
{
    private static readonly RecordCounts Office = Counts(
        new CountedGroup("61.05", CooperativeKind.Producer, CooperativeStatus.Active, 5),
        new CountedGroup("61.05", CooperativeKind.SavingsAndLoan, CooperativeStatus.Inactive, 2),
        new CountedGroup("61.71", CooperativeKind.Producer, CooperativeStatus.Unknown, 4),
        new CountedGroup(null, null, CooperativeStatus.Active, 20),
        new CountedGroup("61.04", "serba ada", CooperativeStatus.Active, 1));

    private static readonly Gen<FigureQuery> AnyQuery = Gen.Select(
        Gen.Enum<FigureTopic>(), Gen.OneOfConst([null, .. District.All]), Gen.OneOfConst([null, .. CooperativeKind.All]),
        Gen.OneOfConst<CooperativeStatus?>(null, CooperativeStatus.Active, CooperativeStatus.Inactive, CooperativeStatus.Unknown), Gen.Enum<Language>(),
        (topic, district, kind, status, language) => new FigureQuery(topic, district, kind, status, language));

    [Fact]
    public void Every_record_stands_in_a_row_and_what_has_no_district_comes_last()
    {
        var figure = RecordFigures.Of(Office, new(FigureTopic.Districts));

        Assert.Equal([32, 26, 2, 4], figure.Sums);
        Assert.Equal(["Sintang", "Pontianak", "Ketapang"], figure.Rows.Take(3).Select(row => row.Label));
        Assert.Equal(15, figure.Rows.Count);
        Assert.Equal(("belum tercatat", 20), (figure.Rows[^1].Label, figure.Rows[^1].Numbers[0]));
        Assert.Equal("Koperasi terbanyak di Sintang: 7 dari 32", figure.Title);
        Assert.Equal("Jumlah koperasi · data per 30 Juni 2026", figure.Subtitle);
        Assert.Equal("Sumber: Daftar Dinas", figure.Source);
    }

    [Fact]
    public void Kinds_that_are_none_of_the_five_are_rows_of_their_own()
    {
        var figure = RecordFigures.Of(Office, new(FigureTopic.Kinds, Language: Language.English));

        Assert.Equal(["produsen", "simpan pinjam", "jasa", "konsumen", "pemasaran", "not recorded", "other kinds"], figure.Rows.Select(row => row.Label));
        Assert.Equal(32, figure.Sums[0]);
        Assert.Equal("The most frequent kind of cooperatives in West Kalimantan is produsen: 9 of 32", figure.Title);
    }

    [Fact]
    public void Alt_text_says_all_that_is_drawn()
    {
        var figure = RecordFigures.Of(Office, new(FigureTopic.Statuses, District.ByCode("61.05")));

        Assert.Equal(
            "5 dari 7 koperasi di Kabupaten Sintang tercatat aktif (71,4%). Jumlah koperasi · data per 30 Juni 2026. Aktif 5; Tidak aktif 2; Tidak diketahui 0. Sumber: Daftar Dinas",
            figure.AltText);
    }

    [Fact]
    public void Finding_names_no_winner_where_there_is_none()
    {
        var even = Counts(new("61.05", null, CooperativeStatus.Active, 2), new("61.71", null, CooperativeStatus.Active, 2));

        Assert.Equal("Kalimantan Barat: 4 koperasi", RecordFigures.Of(even, new(FigureTopic.Districts)).Title);
        Assert.Equal("Belum ada koperasi tercatat tidak aktif di Kalimantan Barat pada data ini", RecordFigures.Of(even, new(FigureTopic.Districts, Status: CooperativeStatus.Inactive)).Title);
        Assert.Equal("Belum ada koperasi jasa di Kota Pontianak pada data ini", RecordFigures.Of(even, new(FigureTopic.Statuses, District.ByCode("61.71"), CooperativeKind.Service)).Title);
    }

    [Fact]
    public void Made_up_records_are_called_so_in_title_subtitle_source_and_alt_text()
    {
        foreach (var language in Enum.GetValues<Language>())
        {
            var figure = RecordFigures.Of(Office with { Synthetic = true }, new(FigureTopic.Kinds, Language: language));

            Assert.All([figure.Title, figure.Subtitle, figure.Source, figure.AltText], text => Assert.Contains("data contoh", text, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void Published_totals_are_shown_as_printed_each_with_its_source_and_never_added()
    {
        var figure = OfficialFigures.Totals(Language.Indonesian);

        Assert.Empty(figure.Sums);
        Assert.Equal([5623, 3518, 2106], figure.Rows[0].Numbers);
        Assert.Equal("seperti tercetak; aktif dan tidak aktif berjumlah 5.624", figure.Rows[0].Note);
        Assert.All(figure.Rows.Skip(1), row => Assert.Null(row.Note));
        Assert.Equal([4592, 2995, null], figure.Rows[3].Numbers);
        Assert.All(figure.Rows, row => Assert.True(row is { Source.Length: > 0, Url.Length: > 0 }));
        Assert.Contains("bukan satu deret", figure.Title, StringComparison.Ordinal);
        Assert.Contains("Mei 2021: jumlah 4.592, aktif 2.995 (ANTARA Kalbar, Juli 2021)", figure.AltText, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_add_up_to_what_was_counted_whatever_was_counted() =>
        Gen.Select(Gen.Select(Gen.OneOfConst(null, "61.05", "61.71", "99.99"), Gen.OneOfConst(null, "jasa", "lain"), Gen.Enum<CooperativeStatus>(), Gen.Int[0, 500],
            (district, kind, status, count) => new CountedGroup(district, kind, status, count)).Array[0, 20], AnyQuery)
        .Where((_, query) => query.Topic != FigureTopic.Totals)
        .Sample((groups, query) =>
        {
            var figure = RecordFigures.Of(Counts(groups), query);
            var expected = groups.Where(group => (query.District is null || group.Regency == query.District.Code) && (query.Kind is null || group.Kind == query.Kind)
                && (query.Status is null || group.Status == query.Status)).Sum(group => group.Count);
            Assert.Equal(expected, figure.Sums[0]);
            Assert.NotEmpty(figure.Rows);
            Assert.InRange(figure.Rows.Count, 1, 16);
        });

    [Fact]
    public void Query_is_read_back_as_written_and_nothing_else_is_one()
    {
        AnyQuery.Sample(query => Assert.Equal(query, FigureQuery.Parse(query.ToString())));
        Gen.String.Sample(text => Assert.Null(FigureQuery.Parse(text)));
        Assert.Null(FigureQuery.Parse("0||||0"));
        Assert.Null(FigureQuery.Parse("Districts|99.99|||Indonesian"));
    }

    [Fact]
    public void Button_of_every_figure_says_a_sentence_that_leads_back_to_it() =>
        AnyQuery.Sample(query =>
        {
            foreach (var asTable in new[] { true, false })
            {
                var sentence = query.Sentence(asTable);
                var wish = ChartQuestion.TryParse(new Turn { Key = default, ActivityId = "", Text = sentence, Now = new(2026, 11, 25), Language = query.Language });
                var expected = query.Topic switch
                {
                    FigureTopic.Totals => query with { District = null, Kind = null, Status = null },
                    FigureTopic.Districts => query with { District = null, Status = Said(query.Status) },
                    FigureTopic.Kinds => query with { Kind = null, Status = Said(query.Status) },
                    _ => query with { Status = null },
                };
                Assert.True(wish == new ChartQuestion(expected, asTable), $"{sentence}: {wish}");
                Assert.Equal(query.Language, Languages.Of(sentence, Language.Indonesian));
            }

            static CooperativeStatus? Said(CooperativeStatus? status) => status == CooperativeStatus.Unknown ? null : status;
        });

    internal static RecordCounts Counts(params CountedGroup[] groups) => new(3, groups, new(2026, 6, 30), new(2026, 6, 30), "Daftar Dinas", false);
}
