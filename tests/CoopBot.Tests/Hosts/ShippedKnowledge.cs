using CoopBot.Capabilities.Answers;

namespace CoopBot.Tests.Hosts;

/// <summary>The articles that ship, read and learnt once for all tests: an application does that in the background some seconds after its start.</summary>
internal static class ShippedKnowledge
{
    private static readonly Lazy<Task<KnowledgeBase>> Once = new(async () =>
    {
        var knowledge = new KnowledgeBase(ArticleReader.ReadFolder(KnowledgeBase.Folder));
        await knowledge.LearnAsync(CancellationToken.None);
        return knowledge;
    });

    public static Task<KnowledgeBase> LearntAsync() => Once.Value;
}
