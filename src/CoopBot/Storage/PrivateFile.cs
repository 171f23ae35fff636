namespace CoopBot.Storage;

/// <summary>A file with what only the office may read.</summary>
internal static class PrivateFile
{
    /// <summary>A new file, to be written, that its owner alone can read (where the system knows that).</summary>
    public static FileStreamOptions New => OperatingSystem.IsWindows()
        ? new() { Mode = FileMode.CreateNew, Access = FileAccess.Write }
        : new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };

    /// <summary>Copies a file to such a one, whoever may read the first.</summary>
    public static void Copy(string from, string to)
    {
        using var source = File.OpenRead(from);
        using var copy = new FileStream(to, New);
        source.CopyTo(copy);
    }
}
