using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Cooperatives;

/// <summary>The link in Teams: a person is an account, a group sees nothing, whoever has no account is refused.</summary>
public sealed class MembershipTeamsTests : IAsyncLifetime
{
    private const string NotHere = "Rincian koperasi hanya saya tampilkan di obrolan pribadi, supaya tidak terlihat orang lain. [Buka obrolan pribadi](https://teams.microsoft.com/l/chat/0/0?users=28:7c3f1c0a-9d2e-4b7f-8a51-0f4f2f7e9b10)";

    private FakeConnector _connector = null!;
    private CoopBotHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _connector = await FakeConnector.StartAsync();
        _host = await new CoopBotHost().WithCooperativesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _connector.DisposeAsync();
    }

    [Fact] // Faults 47, 50
    public async Task Linked_person_sees_the_details_alone_and_never_in_a_group_nor_does_a_namesake()
    {
        var person = Guid.NewGuid().ToString();
        var alone = new TeamsChat(_host, _connector) { Person = person };
        await alone.Says(await _host.CodeAsync());
        Assert.StartsWith("Terhubung ke", (await alone.Says("Ya, hubungkan")).Text, StringComparison.Ordinal);

        var own = await alone.Says("data koperasi saya");
        Assert.Contains("Contoh Ketua", own.Fallback, StringComparison.Ordinal);
        Assert.Equal(["Arti status ini", "Lepas koperasi NIK", "rincian koperasi NIK"], own.Buttons.Select(button => button.TrimEnd("0123456789 ".ToCharArray())).Order());
        // Another conversation of the same account is the same person.
        Assert.Contains("Contoh Ketua", (await new TeamsChat(_host, _connector) { Person = person }.Says("koperasi saya")).Fallback, StringComparison.Ordinal);

        foreach (var kind in new[] { "groupChat", "channel" })
        {
            var group = new TeamsChat(_host, _connector) { Person = person, Kind = kind };
            foreach (var said in new[] { "lihat rincian koperasi kami", "data koperasi saya", "koperasi saya", "lepas koperasi", await _host.CodeAsync(), $"hubungkan koperasi {await _host.CodeAsync()}" })
            {
                var reply = await group.Says(said);
                Assert.Equal((said, NotHere), (said, reply.Text));
                Assert.DoesNotContain("Contoh Ketua", reply.Activity.ToJsonString(), StringComparison.Ordinal);
            }

            Assert.StartsWith("I show a cooperative's details only in a private chat", (await group.Says("my cooperative")).Text, StringComparison.Ordinal);
            await group.Says("ya");
        }

        // The same display name, another account.
        Assert.StartsWith("Akun ini perlu dihubungkan dulu", (await new TeamsChat(_host, _connector).Says("koperasi saya")).Text, StringComparison.Ordinal);
        Assert.Equal(1, _host.Count("Memberships"));
    }

    [Fact] // Fault 52
    public async Task Whoever_has_no_account_is_refused_and_uses_up_no_code()
    {
        var guest = new TeamsChat(_host, _connector) { Person = null };

        foreach (var said in new[] { "hubungkan koperasi", await _host.CodeAsync(), "data koperasi saya", "lepas koperasi" })
        {
            Assert.StartsWith("Maaf, hal pribadi hanya saya layani untuk akun yang dikenal dinas.", (await guest.Says(said)).Text, StringComparison.Ordinal);
        }

        Assert.Equal(0, _host.Count("LinkCodes", "\"UsedAt\" IS NOT NULL"));
        Assert.Equal(0, _host.Count("LinkTries"));
    }

    [Fact]
    public async Task Good_bye_in_teams_ends_no_link()
    {
        var alone = new TeamsChat(_host, _connector);
        await alone.Says(await _host.CodeAsync());
        await alone.Says("ya");

        Assert.StartsWith("Terima kasih", (await alone.Says("keluar")).Text, StringComparison.Ordinal);
        Assert.Equal(1, _host.Count("Memberships"));
    }
}
