using System.Text.RegularExpressions;
using CoopBot.People;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.People;

/// <summary>What an officer does with a request, for tests.</summary>
internal static partial class DataOffice
{
    /// <summary>Asks in the chat and gets the code of the number that is answered.</summary>
    public static async Task<string> AskedAsync(this CoopBotHost host, Func<string, Task<Answer>> says, string wish)
    {
        var number = Number().Match((await says(wish)).Text);
        Assert.True(number.Success);
        return await host.DataCodeAsync(long.Parse(number.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>The code of a request, as the officer reads it out.</summary>
    public static async Task<string> DataCodeAsync(this CoopBotHost host, long id) =>
        OneTimeCode.Shown((await host.Service<DataRequests>().NewCodeAsync(id, "entra:t:petugas"))!.Value.Code);

    /// <summary>The link in a reply.</summary>
    public static string LinkIn(Answer reply) => Link().Match(reply.Text).Groups[1].Value;

    [GeneratedRegex(@"\*\*D-(\d+)\*\*")]
    private static partial Regex Number();

    [GeneratedRegex(@"\]\(((?:https://chat\.example\.go\.id)?/data-saya/[A-Za-z0-9_-]{43})\)")]
    private static partial Regex Link();
}
