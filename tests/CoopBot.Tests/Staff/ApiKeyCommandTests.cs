using CoopBot.Storage;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Staff;

/// <summary><c>apikey</c> on the machine of the store.</summary>
public sealed class ApiKeyCommandTests
{
    [Fact]
    public async Task Key_is_made_listed_and_revoked_and_each_is_in_the_trail()
    {
        using var store = new TestStore();
        Task<(int Code, string Output, string Error)> Run(params string[] args) => CoopBotProcess.RunAsync(store.ConnectionString, null, ["apikey", .. args]);

        var none = await Run("list");
        var made = await Run("new", "impor-malam", "editor");
        var taken = await Run("new", "impor-malam", "viewer");
        var wrong = await Run("new", "impor-siang", "boss");
        var listed = await Run("list");
        var revoked = await Run("revoke", "impor-malam");
        var again = await Run("revoke", "impor-malam");
        var usage = await Run("new");

        Assert.Contains("There is no key", none.Output, StringComparison.Ordinal);
        Assert.Matches(@"\Acoop_[A-Za-z0-9_-]{43}\s*\z", made.Output);
        Assert.Equal((0, 1, 1, 0, 1, 2), (made.Code, taken.Code, wrong.Code, revoked.Code, again.Code, usage.Code));
        Assert.Contains("viewer, editor, publisher or admin", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("impor-malam  editor", listed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("coop_", listed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(made.Output.Trim(), store.Contents(), StringComparison.Ordinal);
        using var database = store.Open();
        using var connection = database.OpenConnection();
        Assert.Equal(2L, TestStore.Scalar(connection, "SELECT COUNT(*) FROM AuditEntries WHERE Subject = 'impor-malam' AND Who LIKE 'command:%'"));
    }
}
