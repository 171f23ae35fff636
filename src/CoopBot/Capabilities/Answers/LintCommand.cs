namespace CoopBot.Capabilities.Answers;

/// <summary>Tells a curator what to mend in a folder of articles.</summary>
public static class LintCommand
{
    /// <summary>Reads the folder, with its facts.csv (that of the program where it has none), and prints a line for each finding.</summary>
    /// <returns>0 where it is clean, 1 where it is not, 2 where it cannot be read.</returns>
    public static int Run(string folder, DateOnly today, TextWriter output, TextWriter error)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);
        try
        {
            var articles = ArticleReader.ReadFolder(folder);
            var findings = new KnowledgeLint(articles, ReadFacts(folder), today).Findings();
            foreach (var finding in findings)
            {
                output.WriteLine(finding);
            }

            output.WriteLine(findings.Count == 0
                ? $"{articles.Count} articles are clean."
                : $"{findings.Count} to mend in {findings.Select(finding => finding.Article).Distinct().Count()} of {articles.Count} articles.");
            return findings.Count == 0 ? 0 : 1;
        }
        catch (Exception e) when (e is KnowledgeException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine(e.Message);
            return 2;
        }
    }

    /// <summary>The dossier's facts with their confidence: <c>id,confidence</c> below a heading.</summary>
    /// <exception cref="KnowledgeException">A line is not that.</exception>
    public static IReadOnlyDictionary<string, string> ReadFacts(string folder)
    {
        var file = Path.Combine(folder, "facts.csv");
        file = File.Exists(file) ? file : Path.Combine(KnowledgeBase.Folder, "facts.csv");
        var facts = new Dictionary<string, string>();
        foreach (var (index, line) in File.ReadLines(file).Index().Skip(1).Where(line => line.Item.Length > 0))
        {
            if (line.Split(',') is not [{ Length: > 0 } id, { Length: > 0 } confidence] || !facts.TryAdd(id, confidence))
            {
                throw new KnowledgeException("facts.csv", index + 1, "must be a fact's id and its confidence, each id once.");
            }
        }

        return facts;
    }
}
