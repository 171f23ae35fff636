using System.Text.RegularExpressions;
using CoopBot.Conversation;
using CoopBot.Search;

namespace CoopBot.Capabilities.Answers;

/// <summary>A rule that an article's answer replaced and that people still quote.</summary>
/// <param name="Was">The old rule, as it goes into "Dulu …".</param>
/// <param name="Now">The new one, as it goes into "sekarang …", with its source number.</param>
/// <param name="QuotedAs">Words by which a question is known to quote the old rule; chat spellings of them count as well.</param>
public sealed partial record OldRule(Bilingual Was, Bilingual Now, IReadOnlyList<string> QuotedAs)
{
    private static readonly Bilingual Replaced = new("Aturan itu sudah diganti. Dulu {was}; sekarang {now}.", "That rule was replaced. It was {was}; now it is {now}.");

    private readonly IReadOnlyList<string[]> _quotes = [.. QuotedAs.Select(Read)];

    /// <summary>The text quotes it: "20 org", "UU17/2012" and "uu no 17 thn 2012" as well as the words themselves.</summary>
    public bool IsQuotedIn(string text)
    {
        var words = Read(text).AsSpan();
        foreach (var quote in _quotes)
        {
            if (words.IndexOf(quote) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The words say enough to be found in a question.</summary>
    public static bool IsQuote(string words) => Read(words).Length > 0;

    /// <summary>What somebody is told who quotes it.</summary>
    public string Tell(Language language) => Replaced.In(language)
        .Replace("{was}", Was.In(language), StringComparison.Ordinal).Replace("{now}", Now.In(language), StringComparison.Ordinal);

    /// <summary>Letters and digits apart, chat spellings written out, without the words that come and go in a rule's number.</summary>
    private static string[] Read(string text) =>
        [.. Normaliser.Words(text).SelectMany(word => Runs().Matches(word).Select(run => run.Value)).SelectMany(ChatWords.Expand)
            .Where(word => word is not ("no" or "nomor" or "nmr" or "tahun" or "thn" or "th" or "of" or "rp"))];

    [GeneratedRegex(@"\p{N}+|\p{L}+")]
    private static partial Regex Runs();
}
