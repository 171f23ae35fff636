using System.Data.Common;

namespace CoopBot.Storage;

/// <summary>Tells what the store threw, also where EF Core has wrapped it after its last try.</summary>
public static class StoreFault
{
    /// <summary>Whether the store, and no bug, is behind it.</summary>
    public static bool Is(Exception? failed) => failed is not null && (failed is DbException || Is(failed.InnerException));
}
