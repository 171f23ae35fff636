using CoopBot.Records;

namespace CoopBot.Capabilities.Cooperatives;

/// <summary>The words of one search, and what each may mean in a vocabulary. Lives for that search and remembers its look-ups.</summary>
internal sealed class TypedWords(NameVocabulary vocabulary)
{
    /// <summary>More telling words than any name has; each takes a bit.</summary>
    public const int Most = 12;

    private const int LongestWord = 40;

    private readonly Dictionary<string, List<int>> _near = new(StringComparer.Ordinal);

    /// <summary>Parts what was typed; words that were run together or pulled apart are set right.</summary>
    public NameParts Read(IReadOnlyList<string> words)
    {
        var parts = CooperativeWords.Part([.. words.Select(word => word.Length > LongestWord ? word[..LongestWord] : word).Select(Corrected)]);
        return parts with { Strong = Joined([.. parts.Strong.Distinct().Take(Most)]) };
    }

    /// <summary>
    /// The vocabulary's words that a word stands for. A known word means itself; loosely also what is near it, unless it
    /// is so short that another word is near by chance.
    /// </summary>
    public List<int> Meanings(string word, bool loose) =>
        vocabulary.TryGet(word, out var id) && (!loose || word.Length < 5) ? [id] : Near(word);

    /// <summary>A slip may have turned a common word into something that looks telling ("merar putih"); these surely tell.</summary>
    public List<string> Telling(IEnumerable<string> strong) =>
        [.. strong.Where(word => vocabulary.TryGet(word, out _) || CooperativeWords.Nearest(word) is null)];

    // A common word with a slip ("konsumn", "cotnoh") is set right unless a telling word is as near.
    private string Corrected(string word) =>
        vocabulary.TryGet(word, out _) || CooperativeWords.Nearest(word) is not { } common || Near(word).Count > 0 ? word : common;

    // "ber sama" and "majubersama".
    private List<string> Joined(List<string> words)
    {
        for (var at = 0; at + 1 < words.Count; at++)
        {
            if (vocabulary.TryGet(words[at] + words[at + 1], out _)
                && !(vocabulary.TryGet(words[at], out _) && vocabulary.TryGet(words[at + 1], out _)))
            {
                words[at] += words[at + 1];
                words.RemoveAt(at + 1);
            }
        }

        for (var at = 0; at < words.Count && words.Count < Most; at++)
        {
            if (Meanings(words[at], loose: false).Count == 0 && Halves(words[at]) is var (left, right))
            {
                words[at] = left;
                words.Insert(++at, right);
            }
        }

        return words;
    }

    private (string Left, string Right)? Halves(string word)
    {
        for (var cut = 3; cut <= word.Length - 3; cut++)
        {
            if (vocabulary.TryGet(word[..cut], out _) && vocabulary.TryGet(word[cut..], out _))
            {
                return (word[..cut], word[cut..]);
            }
        }

        return null;
    }

    private List<int> Near(string word)
    {
        if (!_near.TryGetValue(word, out var near))
        {
            _near.Add(word, near = vocabulary.Near(word));
        }

        return near;
    }
}
