namespace CoopBot.Search;

/// <summary>One word the query may mean.</summary>
/// <param name="Slot">The place in the query; guesses at one misspelt word share it.</param>
/// <param name="Word">Its number in the lexicon, or none.</param>
/// <param name="Stem">The number of its stem, or none.</param>
/// <param name="Weight">1, less for a guess.</param>
internal readonly record struct Term(int Slot, int Word, int Stem, float Weight);

/// <summary>A query understood with the words of the knowledge.</summary>
internal sealed class Query
{
    /// <summary>A corrected word is a guess.</summary>
    private const float GuessWeight = .7f;

    /// <summary>The Indonesian for an English word is one of several that may stand there.</summary>
    private const float TranslationWeight = .3f;

    /// <summary>A word of so many letters that is not known may be several without spaces.</summary>
    private const int LongRun = 14;

    private readonly List<Term> _content = [];
    private readonly List<Term> _all = [];
    private readonly List<int> _contentGrams = [];
    private readonly List<int> _allGrams = [];

    private Query(List<string> meant) => (Meant, IsEnglish, Asks, IsQuestion) = (meant, EnglishWords.IsEnglish(meant), AnswerTypes.AskedBy(meant), meant.Exists(AnswerTypes.Asks));

    /// <summary>Its words without stop words: for passages.</summary>
    public List<Term> Content => _content;

    /// <summary>All its words: for sample questions, which are asked the same way.</summary>
    public List<Term> All => _all;

    public List<int> ContentGrams => _contentGrams;

    public List<int> AllGrams => _allGrams;

    /// <summary>The query with misspelt words put right, or null.</summary>
    public string? Correction { get; private set; }

    /// <summary>Its content words as a set and as neighbours.</summary>
    public QueryShape Shape { get; private set; } = QueryShape.Empty;

    /// <summary>Its words with chat spellings written out, nothing corrected.</summary>
    public List<string> Meant { get; }

    private bool IsEnglish { get; }

    public AnswerType Asks { get; }

    /// <summary>It has a question word; without one, few words name only a topic.</summary>
    public bool IsQuestion { get; }

    public static Query Read(IReadOnlyList<string> typed, Lexicon lexicon)
    {
        var meant = new List<string>();
        var corrected = false;
        var rewritten = new List<string>(typed.Count);
        var slots = new List<(string Word, List<int> Guesses)>();
        foreach (var word in typed.SelectMany(word => Apart(word, lexicon)))
        {
            corrected |= !typed.Contains(word);
            var shown = word;
            foreach (var expanded in ChatWords.Expand(word, lexicon.Knows))
            {
                // Reduplication says the same word twice.
                if (meant.Count > 0 && meant[^1] == expanded) continue;
                meant.Add(expanded);
                var guesses = lexicon.Knows(expanded) || lexicon.Stem(expanded) != Vocabulary.None || expanded != word || EverydayWords.Contains(word)
                    ? [] : lexicon.Nearest(expanded);
                slots.Add((expanded, guesses));
                if (guesses.Count == 0 || !IsPlain(expanded, lexicon[guesses[0]])) continue;
                corrected = true;
                shown = lexicon[guesses[0]];
            }

            rewritten.Add(shown);
        }

        var query = new Query(meant);
        for (var slot = 0; slot < slots.Count; slot++) query.Add(slot, slots[slot].Word, slots[slot].Guesses, lexicon);
        query.Shape = new(query.Content);
        if (corrected) query.Correction = string.Join(' ', rewritten);
        return query;
    }

    /// <summary>The word itself, or those that were typed together.</summary>
    private static IReadOnlyList<string> Apart(string word, Lexicon lexicon) =>
        word.Length >= LongRun && !lexicon.Knows(word) && lexicon.Stem(word) == Vocabulary.None && lexicon.Nearest(word).Count == 0 && lexicon.Part(word) is { Count: > 1 } parts
            ? parts : [word];

    /// <summary>Short words have too many neighbours to say aloud which was meant; such a guess only helps to find.</summary>
    private static bool IsPlain(string word, string guess) => word.Length >= 5 && guess.Length >= 5 && word[0] == guess[0];

    private void Add(int slot, string word, List<int> guesses, Lexicon lexicon)
    {
        var isContent = !StopWords.Contains(word);
        if (guesses.Count == 0) Add(new(slot, lexicon.Find(word), lexicon.Stem(word), 1));
        foreach (var guess in guesses) Add(new(slot, guess, lexicon.Stem(guess), GuessWeight));
        foreach (var meant in IsEnglish ? EnglishWords.Indonesian(word) : []) if (lexicon.Find(meant) is >= 0 and var id) Add(new(slot, id, lexicon.Stem(id), TranslationWeight));

        // A misspelt word's own pieces; those of the guesses would repeat the guess.
        var grams = lexicon.Grams(word);
        _allGrams.AddRange(grams);
        if (isContent) _contentGrams.AddRange(grams);

        void Add(Term term)
        {
            _all.Add(term);
            if (isContent) _content.Add(term);
        }
    }
}
