using CoopBot.Capabilities.Answers;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Knowledge;

/// <summary>Each rule of the house finds the article that breaks it, and nothing else.</summary>
public sealed class KnowledgeLintTests
{
    private static readonly DateOnly Today = new(2026, 11, 25);

    private static readonly Article Sound = ArticleReader.Read("status/contoh.md", """
        ---
        id: contoh
        title: "Apa itu buku anggota?"
        titleEn: "What is a member register?"
        label: "Buku anggota"
        labelEn: "Member register"
        topic: status
        facts: [REG-02]
        questions:
          - "catatan orang yang ikut koperasi"
          - "what is a register of members"
          - "daftar nama yg gabung ditulis di mane"
          - "buku anggota itu buat apa"
          - "pembukuan keanggotaan wajib ga"
        sources:
          - title: "Kompas"
            date: 2020-10-08
            confidence: CONF
        reviewBy: 2027-05-31
        audience: public
        answer: "Buku anggota **memuat nama semua anggota** [1]."
        answerEn: "A member register **records who the members are** [1]."
        ---
        Isi.
        """);

    private static readonly Dictionary<string, string> Facts = new() { ["REG-02"] = "CONF", ["REG-05"] = "CONF-2", ["KUK-01"] = "CONFLICT" };

    [Fact]
    public void Sound_article_is_clean() => Assert.Equal([], Of(Sound));

    public static TheoryData<string, Article, string> Broken => new()
    {
        { "questions", Sound with { Questions = [.. Sound.Questions.Take(4)] }, "4 of 4" },
        { "questions", Sound with { Questions = [.. Sound.Questions.Take(4), "buku anggota itu buat apa ya"] }, "4 of 5" },
        { "title words", Sound with { Title = new("Catatan daftar buku pembukuan register members", "What?") }, "0 use no word" },
        { "facts", Sound with { Facts = [] }, "no fact" },
        { "facts", Sound with { Facts = ["KUK-01"] }, "KUK-01 is CONFLICT" },
        { "facts", Sound with { Facts = ["XXX-01"] }, "XXX-01 is unknown" },
        { "facts", Sound with { Audience = Audience.Staff, Facts = ["XXX-01"] }, "XXX-01" },
        { "second hand", Sound with { Facts = ["REG-05"] }, "whose word" },
        { "answer", Sound with { Answer = new(string.Concat(Enumerable.Repeat("kata ", 61)) + "**ini** [1].", Sound.Answer.En) }, "62 words" },
        { "answer", Sound with { Answer = new("Tanpa tebal [1].", Sound.Answer.En) }, "0 bold" },
        { "answer", Sound with { Answer = new("Salah **sumber** [2].", Sound.Answer.En) }, "answer names a source" },
        { "source", Sound with { Body = "Isi [3]." }, "the body names a source" },
        { "source", Sound with { Sources = [new("Kompas", null, null, null, null, "CONF")] }, "no address" },
        { "review", Sound with { ReviewBy = Today.AddDays(-1) }, "2026-11-24" },
        { "related", Sound with { Related = ["tidak-ada"] }, "tidak-ada" },
        { "numbers", Sound with { Answer = new(Sound.Answer.Id, "It **records** 7 things [1].") }, "7 stands" },
        { "words", Sound with { Body = "Klik di sini." }, "Klik di sini" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Broken_rule_is_found(string rule, Article article, string what)
    {
        var finding = Assert.Single(Of(article));

        Assert.Equal(rule, finding.Rule);
        Assert.Contains(what, finding.What, StringComparison.Ordinal);
        Assert.StartsWith(article.Audience == Audience.Staff ? "draft/contoh.md: " : "status/contoh.md: ", finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_articles_with_one_answer_are_found()
    {
        var twin = Sound with { Id = "kembar", Title = new("Di mana nama peserta dicatat?", "Where?"), Questions = [.. Sound.Questions.Select(question => question + " sekarang")] };

        Assert.Contains(Of(Sound, twin), finding => finding is { Rule: "duplicate", Article: "status/kembar" });
    }

    [Fact]
    public void Article_that_its_own_questions_do_not_find_is_found()
    {
        var crowd = Enumerable.Range(0, 4).Select(i => Sound with
        {
            Id = $"banyak-{i}",
            Title = new($"Kapan rapat nomor {i} diadakan?", "When?"),
            Answer = new($"Rapat diadakan **setiap tahun** di aula {i} [1].", Sound.Answer.En),
            Questions = [$"kapan rapat tahunan {i}", $"jadwal kumpul anggota {i}", $"tanggal pertemuan pengurus {i}", $"waktu sidang pleno {i}", $"when is the meeting {i}"],
        }).ToArray();
        var lost = Sound with { Id = "hilang", Answer = new("Kursi **disewa** [1].", "Chairs are **rented** [1]."), Questions = ["kapan rapat tahunan", "jadwal kumpul anggota", "tanggal pertemuan pengurus", "waktu sidang pleno", "when is the meeting"] };

        Assert.Contains(Of([.. crowd, lost]), finding => finding is { Rule: "unreachable", Article: "status/hilang" });
    }

    [Fact]
    public void Folder_that_cannot_be_read_is_said_in_one_line()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("contoh.md"), "kosong");
        using StringWriter output = new(), error = new();

        Assert.Equal(2, LintCommand.Run(Path.GetDirectoryName(folder.File("x"))!, Today, output, error));
        Assert.Contains("contoh.md:1", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_are_printed_with_a_count_and_end_with_one()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("facts.csv"), "id,confidence\nREG-02,CONF\n");
        File.WriteAllText(folder.File("contoh.md"), File.ReadAllText(Path.Combine(KnowledgeBase.Folder, "pendirian", "jumlah-pendiri.md")).Replace("id: jumlah-pendiri", "id: contoh", StringComparison.Ordinal).Replace("related: [langkah-mendirikan, berkas-pendirian, jenis-koperasi]", "related: []", StringComparison.Ordinal));
        using StringWriter output = new(), error = new();

        Assert.Equal(1, LintCommand.Run(Path.GetDirectoryName(folder.File("x"))!, Today, output, error));
        Assert.Contains("pendirian/contoh.md: facts: REG-03 is unknown", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("1 to mend in 1 of 1 articles.", output.ToString(), StringComparison.Ordinal);
    }

    private static IReadOnlyList<Finding> Of(params Article[] articles) => new KnowledgeLint(articles, Facts, Today).Findings();
}
