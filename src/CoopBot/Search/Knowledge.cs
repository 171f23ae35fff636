using System.Collections.Concurrent;

namespace CoopBot.Search;

/// <summary>The passages, read once: everything that ranking and confidence look things up in.</summary>
internal sealed class Knowledge
{
    public Knowledge(IReadOnlyList<Passage> passages)
    {
        var texts = passages.Select(passage => Tokeniser.Read($"{passage.Title}\n{passage.Text}")).ToList();
        var words = new Vocabulary();
        var frequency = new List<int>();
        var textUnits = texts.ConvertAll(text => text.ConvertAll(token => Count(token.Word)).ToArray());

        // Questions may be typed in chat spelling; the texts decide which words are no misspelling.
        var asked = passages.SelectMany((passage, entry) => passage.Questions.Select(question => (entry, Words: Normaliser.Words(question)))).ToList();
        var ownWords = words.Count;
        bool IsOwn(string word) => (words.Find(word) is >= 0 and var id && id < ownWords) || StopWords.Contains(word);
        var questions = asked.ConvertAll(question => Plain(question.Words, IsOwn));
        var questionUnits = questions.ConvertAll(question => question.Select(Count).ToArray());

        TextWords = textUnits;
        QuestionWords = questionUnits;
        Ids = [.. passages.Select(passage => passage.Id)];
        Lexicon = new(words, [.. frequency]);
        Questions = new(Lexicon, questionUnits);
        QuestionOwner = [.. asked.Select(question => question.entry)];
        FirstQuestion = new int[passages.Count + 1];
        foreach (var (entry, _) in asked) FirstQuestion[entry + 1]++;
        for (var entry = 0; entry < passages.Count; entry++) FirstQuestion[entry + 1] += FirstQuestion[entry];
        // An entry also says what its questions say: on the office's own articles, asked with questions left out, MRR .64 to .68.
        Passages = new(Lexicon, textUnits.Select((unit, entry) =>
            (int[])[.. unit, .. questionUnits[FirstQuestion[entry]..FirstQuestion[entry + 1]].SelectMany(question => question)]).ToList());
        Evidence = new(texts.Select((text, entry) => Read(text, textUnits[entry])).ToList());
        Exact = new(StringComparer.Ordinal);
        for (var i = 0; i < asked.Count; i++) AddExact(asked[i].Words, asked[i].entry);
        for (var i = 0; i < passages.Count; i++) AddExact(Normaliser.Words(passages[i].Title), i);

        int Count(string word)
        {
            var id = words.Add(word);
            if (id == frequency.Count) frequency.Add(0);
            frequency[id]++;
            return id;
        }
    }

    public string[] Ids { get; }

    public Lexicon Lexicon { get; }

    /// <summary>Title, text and sample questions of each entry together.</summary>
    public Fields Passages { get; }

    public Questions Questions { get; }

    /// <summary>The words of each text, and of each sample question.</summary>
    public IReadOnlyList<int[]> TextWords { get; }

    public IReadOnlyList<int[]> QuestionWords { get; }

    public int[] QuestionOwner { get; }

    /// <summary>Questions of entry e are those from [e] up to [e + 1].</summary>
    public int[] FirstQuestion { get; }

    public Evidence Evidence { get; }

    private Dictionary<string, List<int>> Exact { get; }

    private ConcurrentBag<Spread> Spreads { get; } = [];

    /// <summary>A query laid out over this knowledge, to be disposed of.</summary>
    public Spread LayOut(Query query) => Spread.Of(query, Lexicon, Spreads);

    /// <summary>The entries one of whose questions, or whose title, is this very query.</summary>
    public IReadOnlyList<int> Saying(IReadOnlyList<string> typed) => Exact.GetValueOrDefault(Key(typed)) ?? [];

    private void AddExact(IReadOnlyList<string> words, int entry)
    {
        if (words.Count == 0) return;
        var key = Key(words);
        if (!Exact.TryGetValue(key, out var entries)) Exact.Add(key, entries = []);
        if (!entries.Contains(entry)) entries.Add(entry);
    }

    private string Key(IReadOnlyList<string> words) => string.Join(' ', Plain(words, Lexicon.Knows));

    private static List<string> Plain(IReadOnlyList<string> words, Func<string, bool> isKnown)
    {
        var plain = new List<string>(words.Count);
        foreach (var word in words)
            foreach (var meant in ChatWords.Expand(word, isKnown))
                if (plain.Count == 0 || plain[^1] != meant) plain.Add(meant);
        return plain;
    }

    private (int[] Stems, byte[] Kinds) Read(List<Token> text, int[] words)
    {
        var length = Math.Min(words.Length, Evidence.MostWords);
        var stems = new int[length];
        var kinds = new byte[length];
        for (var i = 0; i < length; i++)
        {
            stems[i] = Lexicon.Stem(words[i]);
            kinds[i] = AnswerTypes.Kinds(text[i], i > 0 ? text[i - 1].Word : null);
        }

        return (stems, kinds);
    }
}
