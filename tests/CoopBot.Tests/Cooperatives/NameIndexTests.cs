using CoopBot.Capabilities.Cooperatives;
using CoopBot.Records;
using CoopBot.Search;
using CsCheck;

namespace CoopBot.Tests.Cooperatives;

public sealed class NameIndexTests
{
    private static readonly IReadOnlyList<Cooperative> _demo = DemoCooperatives.All();
    private static readonly NameIndex _index = Index(_demo.Select(row => (row.Name, row.Regency, row.Kind)));

    [Fact]
    public void A_name_with_one_slip_in_a_long_word_is_among_the_hits() =>
        Gen.Select(Gen.Int[0, _demo.Count - 1], Gen.Int[0, 99], Gen.Int[0, 99], Gen.Int[0, 3], Gen.Char['a', 'z'])
            .Sample((row, wordAt, letterAt, slip, letter) =>
            {
                var words = Normaliser.Words(_demo[row].Name).ToArray();
                var long_ = Enumerable.Range(0, words.Length).Where(at => words[at].Length >= 5).ToArray();
                var at = long_[wordAt % long_.Length];
                var before = words[at];
                words[at] = Slip(before, letterAt % before.Length, slip, letter);

                var hits = _index.Find(words, District.ByCode(_demo[row].Regency)).Hits;

                Assert.True(
                    hits.Any(hit => hit.Id == row) || _demo.Any(other => Normaliser.Words(other.Name).Contains(words[at])),
                    $"{_demo[row].Name}: {before} → {words[at]}");
            }, iter: 4000);

    [Fact]
    public void Words_in_any_order_and_fewer_of_them_still_find_a_name() =>
        Gen.Select(Gen.Int[0, _demo.Count - 1], Gen.Bool, Gen.Bool).Sample((row, reverse, dropFirst) =>
        {
            IEnumerable<string> words = Normaliser.Words(_demo[row].Name);
            words = dropFirst ? words.Skip(1) : words;
            words = reverse ? words.Reverse() : words;
            Assert.Contains(_index.Find([.. words], District.ByCode(_demo[row].Regency)).Hits, hit => hit.Id == row);
        }, iter: 500);

    [Fact]
    public void No_words_whatever_break_it() =>
        Gen.String.Array[0, 40].Sample(words => _index.Find(CooperativeWords.Split(words)).Nearest.Count <= 3, iter: 2000);

    [Theory]
    [InlineData("madu bersama", false)]
    [InlineData("maju bersama", true)]
    [InlineData("bersama maju", true)]
    [InlineData("ber sama maju", true)]
    [InlineData("contoh", false)]
    [InlineData("koperasi", false)]
    public void A_name_is_found_or_not(string typed, bool found) =>
        Assert.Equal(found, Index([("KSP Contoh Maju Bersama", "61.01", "simpan pinjam"), ("Koperasi Contoh Madu Hutan", "61.01", "produsen"), ("Koperasi Contoh Sari Bersama", "61.02", null)])
            .Find(Normaliser.Words(typed)).Hits.Any(hit => hit.Name == "KSP Contoh Maju Bersama"));

    [Fact]
    public void A_district_in_a_name_is_part_of_the_name()
    {
        var index = Index([("Koperasi Sintang Jaya", "61.71", null), ("Koperasi Harapan Jaya", "61.05", null)]);
        Assert.Equal("Koperasi Sintang Jaya", Assert.Single(index.Find(["jaya"], District.ByCode("61.05"), ["sintang"]).Hits).Name);
    }

    [Fact]
    public void One_of_a_hundred_thousand_is_found_by_a_word_typed_wrong()
    {
        var many = Index(Enumerable.Range(0, 100_000).Select(number => (
            number == 77 ? "Koperasi Rimba Khatulistiwa" : $"Koperasi {Syllables(number % 9_973)} {Syllables((number * 31) % 7_919)}", (string?)District.All[number % 14].Code, (string?)"jasa")));

        Assert.Equal("Koperasi Rimba Khatulistiwa", Assert.Single(many.Find(["koperasi", "rimba", "katulistiwa"]).Hits).Name);
    }

    private static string Syllables(int number)
    {
        string[] parts = ["ba", "ri", "to", "ma", "lu", "ke", "san", "dar", "wi", "no"];
        var word = "";
        for (var left = number + 1000; left > 0; left /= 10)
        {
            word += parts[left % 10];
        }

        return word;
    }

    private static string Slip(string word, int at, int slip, char letter) => slip switch
    {
        0 => word.Remove(at, 1),
        1 => word.Insert(at, letter.ToString()),
        2 => word.Remove(at, 1).Insert(at, letter.ToString()),
        _ => at + 1 < word.Length ? word[..at] + word[at + 1] + word[at] + word[(at + 2)..] : word,
    };

    private static NameIndex Index(IEnumerable<(string Name, string? Regency, string? Kind)> names) =>
        new(names.Select((name, at) => new IndexedName(at, name.Name, name.Regency, name.Kind, null)), Normaliser.Words);
}
