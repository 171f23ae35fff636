namespace CoopBot.Search;

/// <summary>Numbers the distinct words of the knowledge so that a query compares ints. Frozen once the index is built.</summary>
internal sealed class Vocabulary
{
    public const int None = -1;

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];

    public int Count => _words.Count;

    public IReadOnlyList<string> Words => _words;

    public string this[int id] => _words[id];

    public int Add(string word)
    {
        if (_ids.TryGetValue(word, out var id)) return id;
        _ids.Add(word, _words.Count);
        _words.Add(word);
        return _words.Count - 1;
    }

    public int Find(string word) => _ids.GetValueOrDefault(word, None);

    public bool Contains(string word) => _ids.ContainsKey(word);
}
