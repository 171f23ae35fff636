using CoopBot.Capabilities.Answers;

namespace CoopBot.Tests.Knowledge;

/// <summary>A broken article is named with file and line, for the person who wrote it.</summary>
public sealed class ArticleReaderTests
{
    private const string Sound = """
        ---
        id: contoh
        title: "Apa itu contoh?"
        titleEn: "What is an example?"
        label: "Contoh"
        labelEn: "Example"
        topic: status
        facts: [REG-02]
        questions:
          - "contoh itu apa"
        sources:
          - title: "Kompas"
            date: 2020-10-08
            confidence: CONF
        reviewBy: 2027-05-31
        audience: public
        answer: "**Contoh** [1]."
        answerEn: "An **example** [1]."
        ---
        Isi.
        """;

    [Fact]
    public void Sound_article_is_read_whole()
    {
        var article = ArticleReader.Read("status/contoh.md", Sound);

        Assert.Equal(("contoh", "Contoh", "Isi."), (article.Id, article.Label.Id, article.Body));
        Assert.Equal(new DateOnly(2027, 5, 31), article.ReviewBy);
        Assert.Equal("2020-10-08", Assert.Single(article.Sources).Date);
        Assert.Equal(Audience.Public, article.Audience);
    }

    [Theory]
    [InlineData("id: contoh", "id: lain", 2, "id")]
    [InlineData("title: \"Apa itu contoh?\"", "title: \"Apa itu", 3, "YAML")]
    [InlineData("titleEn: \"What is an example?\"\n", "", 1, "titleEn")]
    [InlineData("label: \"Contoh\"", "label: \"Contoh yang jauh terlalu panjang\"", 5, "label")]
    [InlineData("facts: [REG-02]", "facts: REG-02", 8, "facts")]
    [InlineData("questions:\n  - \"contoh itu apa\"\n", "", 1, "questions")]
    [InlineData("    confidence: CONF", "    confidence: GK", 14, "confidence")]
    [InlineData("    date: 2020-10-08", "    url: javascript:alert(1)", 13, "url")]
    [InlineData("reviewBy: 2027-05-31", "reviewBy: besok", 15, "reviewBy")]
    [InlineData("audience: public", "audience: semua", 16, "audience")]
    [InlineData("audience: public", "supersedes: \"20 orang\"\naudience: public", 16, "supersedes")]
    [InlineData("audience: public", "supersedes:\n  - {was: a, wasEn: a, now: b, nowEn: b, quotedAs: [\"tahun\"]}\naudience: public", 17, "quotedAs")]
    [InlineData("audience: public", "supersedes:\n  - {was: a, wasEn: a, now: b, quotedAs: [\"20 orang\"]}\naudience: public", 1, "nowEn")]
    [InlineData("answer: \"**Contoh** [1].\"\n", "", 1, "answer")]
    [InlineData("answerEn: \"An **example** [1].\"", "answerEn:\n  - a", 19, "answerEn")]
    [InlineData("---\nid: contoh", "id: contoh", 1, "front matter")]
    [InlineData("topic: status", "topic: status\ntopic: status", 8, "YAML")]
    public void Broken_article_names_file_and_line(string sound, string broken, int line, string what)
    {
        Assert.Contains(sound, Sound, StringComparison.Ordinal);

        var failure = Assert.Throws<KnowledgeException>(() => ArticleReader.Read("status/contoh.md", Sound.Replace(sound, broken, StringComparison.Ordinal)));

        Assert.StartsWith($"status/contoh.md:{line}: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(what, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Windows_line_ends_are_read() => Assert.Equal("Isi.", ArticleReader.Read("contoh.md", Sound.ReplaceLineEndings("\r\n")).Body);

    [Theory]
    [InlineData("id: contoh", "id: kedua", "label")]
    [InlineData("topic: status", "topic: status\nrelated: [tiada]", "tiada")]
    public void Article_that_does_not_fit_the_others_is_named(string sound, string broken, string what)
    {
        using var folder = new Hosts.TempFolder();
        File.WriteAllText(folder.File("contoh.md"), broken.Contains("kedua", StringComparison.Ordinal) ? Sound : Sound.Replace(sound, broken, StringComparison.Ordinal));
        if (broken.Contains("kedua", StringComparison.Ordinal))
        {
            File.WriteAllText(folder.File("kedua.md"), Sound.Replace(sound, broken, StringComparison.Ordinal));
        }

        Assert.Contains(what, Assert.Throws<KnowledgeException>(() => ArticleReader.ReadFolder(folder.Path)).Message, StringComparison.Ordinal);
    }
}
