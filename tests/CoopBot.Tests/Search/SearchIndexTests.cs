using CoopBot.Search;
using CsCheck;

namespace CoopBot.Tests.Search;

public sealed class SearchIndexTests
{
    [Fact]
    public void Every_sample_question_and_title_finds_its_own_entry() => Assert.All(Faq.Passages, passage =>
        Assert.All(passage.Questions.Append(passage.Title), question => Assert.All(Faq.Both, index =>
        {
            var result = index.Ask(question.ToUpperInvariant() + " ??");
            Assert.Equal((passage.Id, Band.Sure, 1.0), (result.Hits[0].Id, result.Band, result.Confidence));
        })));

    [Theory]
    [InlineData("gmn cara mendirikan koperasi", "dirikan")]
    [InlineData("syarat untuk mendirikan sebuah koperasi apa ya", "dirikan")]
    [InlineData("cemane nak mendirikan koperasi", "dirikan")]
    [InlineData("brp org minimal utk mendirikan koprasi?", "dirikan")]
    [InlineData("cara bagi SHU gmn?", "shu")]
    [InlineData("kapan harus mengadakan RAT", "rat")]
    [InlineData("cara mengurus sertifikat NIK koperasi", "nik")]
    [InlineData("beda simpanan pokok sama simpanan wajib", "simpanan")]
    [InlineData("dokumen ekspor apa saja yang diperlukan", "ekspor")]
    [InlineData("ngurus ijin simpan pinjem gimana min", "pinjam")]
    [InlineData("masa jabatan pengurus koperasi berapa lama", "pengurus")]
    public void A_near_paraphrase_is_answered(string query, string id) => Assert.All(Faq.Both, index =>
    {
        var result = index.Ask(query);
        Assert.Equal((id, Band.Sure), (result.Hits[0].Id, result.Band));
    });

    [Theory]
    [InlineData("koperasi")]
    [InlineData("mau tanya soal pengurus")]
    [InlineData("simpanan")]
    [InlineData("ekspor kak")]
    [InlineData("pengurus koperasi")]
    [InlineData("anggota koperasi kami")]
    [InlineData("surat anggota")]
    public void A_topic_without_a_question_is_offered(string query) => Assert.All(Faq.Both, index => Assert.Equal(Band.Offered, index.Ask(query).Band));

    [Theory]
    [InlineData("siapa juara piala dunia sepak bola tahun 2022")]
    [InlineData("bagaimana cuaca besok di Jakarta, apakah hujan?")]
    [InlineData("resep rendang daging sapi yang enak")]
    [InlineData("write a python function that sorts a list")]
    [InlineData("tolong buatkan puisi cinta untuk pacar saya")]
    [InlineData("berapa harga iphone terbaru")]
    [InlineData("jadwal tayang film di bioskop malam ini")]
    [InlineData("qwertyuiop asdfghjkl")]
    [InlineData("bagaimana caranya?")]
    [InlineData("the quick brown fox jumps over the lazy dog")]
    public void Another_subject_is_unknown(string query) => Assert.All(Faq.Both, index => Assert.Equal(Band.Unknown, index.Ask(query).Band));

    [Theory]
    [InlineData("apakah pelatih tim nasional memilih pemain cabang bulu tangkis untuk olimpiade di Malaysia tahun depan")]
    [InlineData("berapa lama perjalanan kereta ke Surabaya kalau membeli faktur lewat aplikasi ponsel")]
    public void One_rare_word_in_a_long_foreign_question_is_not_answered(string query) =>
        Assert.All(Faq.Both, index => Assert.NotEqual(Band.Sure, index.Ask(query).Band));

    [Fact]
    public void A_misspelt_word_is_shown_put_right()
    {
        Assert.Equal("syarat mendirikan koperasi", Faq.Index.Ask("syarat mendirikan koperassi").Correction);
        Assert.Equal("gmn masa jabatan pengurus", Faq.Index.Ask("gmn masa jbatan pengurus").Correction);
    }

    [Theory]
    [InlineData("gmn cara mendirikan koperasi")]
    [InlineData("cemane bise mendirikan koperasi")]
    [InlineData("mendirikannya")]
    [InlineData("siapa juara piala dunia")]
    [InlineData("simpanan wajib naik tiap bulan")]
    public void Chat_spelling_needs_no_remark(string query) => Assert.Null(Faq.Index.Ask(query).Correction);

    [Fact]
    public void An_exact_question_wins_over_any_better_text()
    {
        var index = SearchIndex.Build(
        [
            new("text", "Biaya notaris akta koperasi", "biaya notaris akta koperasi biaya notaris akta koperasi", []),
            new("asked", "", "tarif", ["berapa biaya notaris?"]),
        ]);
        Assert.Equal("asked", index.Ask("BERAPA biaya notaris").Hits[0].Id);
        Assert.Equal("asked", index.Ask("brp biaya notaris").Hits[0].Id);
    }

    [Fact]
    public void Knowledge_without_sample_questions_is_searched_by_its_text()
    {
        var index = SearchIndex.Build(Faq.Passages.Select(passage => passage with { Questions = [] }));
        var result = index.Ask("berapa lama pengurus dipilih rapat anggota");
        Assert.Equal(("pengurus", Band.Sure), (result.Hits[0].Id, result.Band));
        Assert.Equal(Band.Unknown, index.Ask("siapa juara piala dunia sepak bola").Band);
    }

    [Fact]
    public void Two_entries_that_answer_alike_are_both_offered()
    {
        var index = SearchIndex.Build(
        [
            new("siang", "", "Jam layanan kantor pada bulan puasa berbeda.", ["jam buka kantor dinas"]),
            new("libur", "", "Jam layanan kantor pada hari libur berbeda.", ["kantor dinas jam buka"]),
        ]);
        Assert.Equal(Band.Offered, index.Ask("buka jam kantor dinas").Band);
    }

    [Fact]
    public void Hits_are_distinct_in_order_and_no_more_than_asked()
    {
        var hits = Faq.Index.Ask("syarat koperasi simpan pinjam anggota", 3).Hits;
        Assert.Equal(3, hits.Count);
        Assert.Equal(hits.OrderByDescending(hit => hit.Score).Select(hit => hit.Id).Distinct(), hits.Select(hit => hit.Id));
        Assert.Empty(Faq.Index.Ask("koperasi", 0).Hits);
        Assert.Equal(Faq.Passages.Count, Faq.Index.Ask("koperasi anggota pengurus rapat dinas usaha eksportir simpanan", int.MaxValue).Hits.Count);
    }

    [Fact]
    public void An_empty_knowledge_knows_nothing()
    {
        var index = SearchIndex.Build([]);
        Assert.Equal(Band.Unknown, index.Ask("apa itu koperasi").Band);
        Assert.Equal(Band.Unknown, SearchIndex.Build([new("empty", "", "", [""])]).Ask("apa itu koperasi").Band);
    }

    [Fact]
    public void Many_threads_may_ask_at_once()
    {
        var queries = Faq.Passages.SelectMany(passage => passage.Questions).Select(question => question + " dong kak").ToArray();
        var alone = Array.ConvertAll(queries, query => Faq.Learnt.Ask(query).Hits[0]);
        var together = queries.AsParallel().AsOrdered().WithDegreeOfParallelism(8).Select(query => Faq.Learnt.Ask(query).Hits[0]).ToArray();
        Assert.Equal(alone, together);
    }
}
