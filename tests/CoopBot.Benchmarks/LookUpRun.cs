using System.Diagnostics;
using System.Globalization;
using CoopBot.Capabilities.Cooperatives;
using CoopBot.Records;
using CoopBot.Search;

namespace CoopBot.Benchmarks;

/// <summary>Fuzzy look-ups by name among the whole country's 130,000 cooperatives, in process.</summary>
internal static class LookUpRun
{
    private const int Names = 130_000;
    private const int Questions = 3_000;

    private static readonly string[] First = "Maju Karya Sumber Tani Mitra Bina Cahaya Harapan Usaha Sinar Mekar Tunas Jaya Sejahtera Bersama Makmur Mandiri Berkah Amanah Lestari Setia Rukun Guyub Dharma Bhakti Wira Citra Surya Purnama Melati Anggrek Kenanga Borneo Kapuas Sentosa Abadi Utama Prima Gemilang Nusantara Pelita".Split(' ');

    private static readonly string[] Syllables = "ba ta ka ra la sa ma na pa da ga ja wa ya bu tu ku ru lu su mu nu pu du gu ju wu bi ti ki ri li si mi ni pi di gi ji".Split(' ');

    /// <summary>Two everyday words and one that few share, as such names are.</summary>
    public static string NameOf(int number)
    {
        var random = new Random(number);
        return $"{First[random.Next(First.Length)]} {First[random.Next(First.Length)]} {Place(number / 3)}";
    }

    public static int Run()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        var index = new NameIndex(Enumerable.Range(0, Names).Select(number => new IndexedName(number, "Koperasi " + NameOf(number), District.All[number % 14].Code, CooperativeKind.Service, null)), Normaliser.Words);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{index.Count} names indexed in {clock.Elapsed.TotalSeconds:F1} s, {(GC.GetTotalMemory(forceFullCollection: true) - before) / 1048576.0:F0} MiB"));
        foreach (var (kind, change) in new (string, Func<string, Random, string>)[]
        {
            ("as written", (name, _) => name),
            ("one typo", Typo),
            ("two words of three, a typo", (name, random) => Typo(string.Join(' ', name.Split(' ').Skip(1)), random)),
            ("not there", (_, random) => $"{Place(900_000 + random.Next(1_000))} {First[random.Next(First.Length)]}"),
        })
        {
            var random = new Random(7);
            var questions = Enumerable.Range(0, Questions).Select(_ => random.Next(Names)).Select(number => (Number: number, Words: Normaliser.Words(change(NameOf(number), random)))).ToArray();
            foreach (var (_, words) in questions.Take(200))
            {
                index.Find(words);
            }

            var found = 0;
            var times = new double[Questions];
            for (var at = 0; at < Questions; at++)
            {
                var start = Stopwatch.GetTimestamp();
                var hits = index.Find(questions[at].Words);
                times[at] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                found += hits.Hits.Any(hit => hit.Id == questions[at].Number) ? 1 : 0;
            }

            Array.Sort(times);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind,-28} p50 {times[Questions / 2],7:F2} ms  p95 {times[Questions * 95 / 100],7:F2} ms  p99 {times[Questions * 99 / 100],7:F2} ms  found {found * 100.0 / Questions:F0} %"));
        }

        return 0;
    }

    private static string Place(int number)
    {
        var random = new Random(number + 1_000_003);
        return string.Concat(Enumerable.Range(0, 3 + random.Next(2)).Select(_ => Syllables[random.Next(Syllables.Length)]));
    }

    private static string Typo(string name, Random random)
    {
        var at = 1 + random.Next(name.Length - 2);
        return name[at] == ' ' ? name : name[..at] + name[(at + 1)..];
    }
}
