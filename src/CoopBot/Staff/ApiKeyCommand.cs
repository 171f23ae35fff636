using CoopBot.Conversation;

namespace CoopBot.Staff;

/// <summary><c>apikey new|list|revoke</c>: keys for automation, from the machine that the store is on.</summary>
internal static class ApiKeyCommand
{
    /// <summary>Runs with the rest of the arguments; 0, or 1 where nothing was done.</summary>
    public static async Task<int> RunAsync(ApiKeys keys, string[] args, TextWriter output, TextWriter error)
    {
        var by = $"command:{Environment.UserName}";
        switch (args)
        {
            case ["new", var name, var role] when StaffRoles.Parse(role) is { } read:
                var (outcome, key) = await keys.NewAsync(name, read, by);
                if (outcome == KeyMade.Done)
                {
                    await output.WriteLineAsync(key);
                    await error.WriteLineAsync($"This key is shown this once. Use it as: Authorization: Bearer <key>, under /staff/api and /api/announcements. Role: {read.Name()}. To end it: apikey revoke {name}");
                    return 0;
                }

                return await FailAsync(error, outcome == KeyMade.NameTaken
                    ? $"There is a key named {name} already, or there was one. Choose another name."
                    : "A key's name has 2 to 40 small letters, digits and hyphens, such as impor-malam.");
            case ["new", _, _]:
                return await FailAsync(error, "The role must be viewer, editor, publisher or admin.");
            case ["revoke", var name]:
                if (await keys.RevokeAsync(name, by))
                {
                    await output.WriteLineAsync($"Revoked: {name}. It is refused from now on.");
                    return 0;
                }

                return await FailAsync(error, "There is no key of that name that is still good. `apikey list` shows all.");
            default:
                var all = await keys.ListAsync(CancellationToken.None);
                await output.WriteLineAsync(all.Count == 0 ? "There is no key. Make one with: apikey new NAME ROLE" : $"{all.Count} keys:");
                foreach (var each in all)
                {
                    await output.WriteLineAsync($"{each.Name}  {each.Role.Name()}  made {Day(each.CreatedAt)} by {each.CreatedBy}  {(each.LastUsedAt is { } used ? $"last used {Day(used)} {Wording.Time(used)}" : "never used")}{(each.RevokedAt is { } ended ? $"  REVOKED {Day(ended)}" : "")}");
                }

                return 0;
        }
    }

    private static string Day(DateTime utc) => Wording.Date(Wording.LocalDate(utc), Language.English);

    private static async Task<int> FailAsync(TextWriter error, string line)
    {
        await error.WriteLineAsync(line);
        return 1;
    }
}
