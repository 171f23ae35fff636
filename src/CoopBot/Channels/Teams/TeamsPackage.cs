using System.IO.Compression;
using System.Text;

namespace CoopBot.Channels.Teams;

/// <summary>The zip that the Teams admin centre takes: manifest, language files and icons at its root. One input gives one sequence of bytes.</summary>
internal static class TeamsPackage
{
    /// <summary>The earliest time that a zip can name: when it was made is nobody's business.</summary>
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The template and our icons, copied beside the program from <c>manifests/teams</c>.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "teams");

    /// <summary>Makes the package in memory; nothing is written where a part of it is wrong.</summary>
    public static byte[] Make(TeamsApp app, TeamsOptions options)
    {
        var template = File.ReadAllText(Path.Combine(Folder, "manifest.json"));
        List<(string Name, byte[] Content)> files = [("manifest.json", Encoding.UTF8.GetBytes(TeamsManifest.Fill(template, app)))];
        foreach (var language in TeamsManifest.LanguageFiles(template))
        {
            files.Add((language, Encoding.UTF8.GetBytes(TeamsManifest.FillLanguage(File.ReadAllText(Path.Combine(Folder, language)), app))));
        }

        files.Add(("color.png", TeamsIcon.Color(Path.Combine(Folder, "color.png"), options.ColorIcon)));
        files.Add(("outline.png", TeamsIcon.Outline(Path.Combine(Folder, "outline.png"), options.OutlineIcon)));
        return Zip(files);
    }

    /// <summary>Puts the package in the file's place in one step: who reads it meanwhile sees the old one or the new one, whole.</summary>
    public static void Write(byte[] package, string file)
    {
        var beside = $"{file}.{Path.GetRandomFileName()}";
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew))
            {
                stream.Write(package);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, file, overwrite: true);
        }
        catch (Exception unwritten) when (unwritten is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(beside))
            {
                File.Delete(beside);
            }

            throw new TeamsPackageException($"{file} cannot be written; name a file in a folder that is there and yours. ({unwritten.Message})", unwritten);
        }
    }

    private static byte[] Zip(List<(string Name, byte[] Content)> files)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
                (entry.LastWriteTime, entry.ExternalAttributes) = (NoTime, 0);
                using var stream = entry.Open();
                stream.Write(content);
            }
        }

        return buffer.ToArray();
    }
}
