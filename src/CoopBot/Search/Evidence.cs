using System.Numerics;

namespace CoopBot.Search;

/// <summary>The passages as they read, word after word: what a bag of words cannot tell about the best few.</summary>
internal sealed class Evidence(IReadOnlyList<(int[] Stems, byte[] Kinds)> passages)
{
    /// <summary>Words of a passage that are looked at; longer ones are judged by their beginning.</summary>
    public const int MostWords = 1000;

    /// <summary>How near an answer stands to a word of the question, measured in words.</summary>
    private const int Near = 8;

    /// <summary>Words that may stand between two that follow each other in the query.</summary>
    private const int Gap = 2;

    /// <summary>1 where the passage has something of the kind that is asked for near the query's words, .5 where it has it at all.</summary>
    public float AnswerFit(int passage, AnswerType asked, QueryShape query)
    {
        var bit = AnswerTypes.Bit(asked);
        if (bit == 0) return 0;
        var (stems, kinds) = passages[passage];
        int lastMatch = -Near - 1, lastAnswer = -Near - 1;
        for (var i = 0; i < stems.Length; i++)
        {
            // A number that is in the question already does not answer it.
            if (query.Has(stems[i])) lastMatch = i;
            else if ((kinds[i] & bit) != 0) lastAnswer = i;
            else continue;
            if (lastMatch >= 0 && lastAnswer >= 0 && Math.Abs(lastMatch - lastAnswer) <= Near) return 1;
        }

        return lastAnswer >= 0 ? .5f : 0;
    }

    /// <summary>The share of the query's neighbouring words that follow each other in the passage too.</summary>
    public float OrderedPairs(int passage, QueryShape query)
    {
        if (query.Pairs.Count == 0) return 0;
        var stems = passages[passage].Stems;
        var seen = 0UL;
        for (var i = 0; i < stems.Length; i++)
        {
            if (!query.Has(stems[i])) continue;
            for (var j = i + 1; j < Math.Min(stems.Length, i + 1 + Gap); j++)
                if (query.Pairs.TryGetValue((stems[i], stems[j]), out var pair)) seen |= 1UL << pair;
        }

        return (float)BitOperations.PopCount(seen) / query.PairCount;
    }
}
