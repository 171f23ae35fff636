using CoopBot.People;
using CoopBot.Storage;
using CoopBot.Tests.Hosts;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Tests.Cooperatives;

/// <summary>What an officer does in the console, and what is asked of the store, for tests of the link.</summary>
internal static class LinkedOffice
{
    public const string MajuBersama = "Koperasi Produsen Contoh Maju Bersama";

    /// <summary>The lasting key of a cooperative.</summary>
    public static async Task<long> IdOfAsync(this CoopBotHost host, string name = MajuBersama)
    {
        await using var db = host.Database.CreateDbContext();
        return (await db.Cooperatives.FirstAsync(row => row.Name == name)).LastingId;
    }

    /// <summary>A code as the officer reads it out.</summary>
    public static async Task<string> CodeAsync(this CoopBotHost host, long? cooperative = null) =>
        OneTimeCode.Shown((await host.Service<LinkCodes>().NewAsync(cooperative ?? await host.IdOfAsync(), "entra:t:petugas"))!.Value.Code);

    /// <summary>A code that nobody was given.</summary>
    public static string Guess() => OneTimeCode.Shown(OneTimeCode.New());

    /// <summary>Sends a code and agrees.</summary>
    public static async Task LinkAsync(this Chat chat, string code)
    {
        await chat.Says(code);
        Assert.StartsWith("Terhubung ke", (await chat.Says("Ya, hubungkan")).Text, StringComparison.Ordinal);
    }

    /// <summary>How many rows a table has.</summary>
    public static long Count(this CoopBotHost host, string table, string where = "1 = 1") => (long)host.Scalar($"SELECT COUNT(*) FROM \"{table}\" WHERE {where}")!;
}
