using CoopBot.Capabilities.Answers;

namespace CoopBot.Tests.Knowledge;

/// <summary>Every fact of the dossier that may be answered is answered by an article that everybody may read.</summary>
public sealed class FactsTests
{
    /// <summary>Confirmed, and yet not told.</summary>
    private static readonly Dictionary<string, string> Untold = new()
    {
        ["STA-16"] = "a host name seen in code, not tested",
        ["STA-25"] = "another source gives other limits (STA-26); a staff draft until the office has checked",
    };

    [Fact]
    public void Every_answerable_fact_is_in_a_public_article()
    {
        var told = ArticleReader.ReadFolder(KnowledgeBase.Folder).Where(article => article.Audience == Audience.Public).SelectMany(article => article.Facts).ToHashSet();
        var answerable = LintCommand.ReadFacts(KnowledgeBase.Folder).Where(fact => fact.Value is "CONF" or "CONF-2" or "LAW").Select(fact => fact.Key).ToList();

        Assert.Equal([], answerable.Where(fact => !told.Contains(fact) && !Untold.ContainsKey(fact)));
        Assert.DoesNotContain(Untold.Keys, told.Contains);
    }
}
