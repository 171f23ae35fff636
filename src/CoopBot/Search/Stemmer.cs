namespace CoopBot.Search;

/// <summary>Takes Indonesian affixes off a word, down to a root that the knowledge really uses.</summary>
/// <remarks>The check against known roots is what keeps it honest: without a dictionary, berita would lose its ber-.
/// The deepest known root wins, so pelayanan and layanan meet at layan where that is known and at layanan where not.</remarks>
public sealed class Stemmer(IReadOnlySet<string> roots)
{
    private const int ShortestRoot = 4;

    private static readonly string[] Particles = ["lah", "kah", "tah", "pun"];
    private static readonly string[] Possessives = ["nya", "ku", "mu"];
    private static readonly string[] Suffixes = ["kan", "an", "i", "in"];
    private static readonly string[] PlainPrefixes = ["di", "ke", "se", "ter", "ber", "per", "be", "bel", "pel", "pe", "me", "nge"];

    /// <summary>The root of a folded word, or the word itself where no known root is inside it.</summary>
    public string Stem(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        // Only a word that is unknown itself may give a root as long as it is (nulis: tulis; but makan is not pakan).
        string? best = roots.Contains(word) ? word : null;
        foreach (var candidate in Candidates(word))
            if ((best is null || candidate.Length < best.Length) && roots.Contains(candidate)) best = candidate;
        return best ?? word;
    }

    /// <summary>Everything the word could be an affixed form of, known or not.</summary>
    internal static HashSet<string> Candidates(string word)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        if (word.Length <= ShortestRoot) return found;

        var bare = new List<string> { word };
        Strip(bare, Particles);
        Strip(bare, Possessives);
        Strip(bare, Suffixes);

        var heads = new List<string>(bare);
        for (int round = 0, from = 0; round < 2; round++)
        {
            var to = heads.Count;
            for (; from < to; from++) AddWithoutPrefix(heads[from], heads);
        }

        foreach (var candidate in heads)
            if (candidate.Length >= ShortestRoot && candidate != word) found.Add(candidate);
        return found;
    }

    private static void Strip(List<string> words, string[] endings)
    {
        var before = words.Count;
        for (var i = 0; i < before; i++)
            foreach (var ending in endings)
                if (words[i].Length - ending.Length >= ShortestRoot && words[i].EndsWith(ending, StringComparison.Ordinal))
                    words.Add(words[i][..^ending.Length]);
    }

    private static void AddWithoutPrefix(string word, List<string> into)
    {
        foreach (var prefix in PlainPrefixes)
            if (word.Length - prefix.Length >= ShortestRoot && word.StartsWith(prefix, StringComparison.Ordinal))
                into.Add(word[prefix.Length..]);

        // me- and pe- swallow the first consonant (mengurus: urus, mengirim: kirim); chat drops the me- (ngirim, nyari, nulis).
        if (word.Length < ShortestRoot + 1) return;
        if (word.StartsWith("me", StringComparison.Ordinal) || word.StartsWith("pe", StringComparison.Ordinal)) AddWithoutNasal(word[2..], into);
        else AddWithoutNasal(word, into);
    }

    private static void AddWithoutNasal(string word, List<string> into)
    {
        if (word.StartsWith("ng", StringComparison.Ordinal)) Add(word[2..], "k", "");
        else if (word.StartsWith("ny", StringComparison.Ordinal)) Add(word[2..], "s", "c");
        else if (word.StartsWith('n')) Add(word[1..], "t", "d");
        else if (word.StartsWith('m')) Add(word[1..], "p", "");

        void Add(string rest, string first, string second)
        {
            if (rest.Length < ShortestRoot - 1) return;
            if (rest[0] is 'a' or 'e' or 'i' or 'o' or 'u')
            {
                into.Add(first + rest);
                into.Add(second + rest);
            }
            else
            {
                into.Add(rest);
            }
        }
    }
}
