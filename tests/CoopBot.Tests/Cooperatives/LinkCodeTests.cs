using CoopBot.People;
using CoopBot.Tests.Hosts;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CoopBot.Tests.Cooperatives;

/// <summary>Codes are used once, by one person, in time, and cannot be guessed (fault 48).</summary>
public sealed class LinkCodeTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private CoopBotHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await new CoopBotHost(services => services.AddSingleton<TimeProvider>(_time)).WithCooperativesAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public void Every_new_code_is_read_back_in_any_case_and_spacing_and_none_looks_like_another() => Gen.Select(Gen.Int[0, 4], Gen.Bool).Sample((gap, small) =>
    {
        var code = OneTimeCode.New();
        var typed = OneTimeCode.Shown(code).Replace("-", new string(' ', gap), StringComparison.Ordinal);
        Assert.Equal(code, OneTimeCode.Read(small ? typed.ToLowerInvariant() : typed));
        Assert.DoesNotMatch("[01ILOU]", code);
        Assert.Matches("[0-9]", code);
        Assert.Matches("[A-Z]", code);
        Assert.Null(OneTimeCode.Read(code[1..]));
        Assert.Null(OneTimeCode.Read(code + "2"));
        Assert.Null(OneTimeCode.Read("0" + code[1..]));
    });

    [Fact]
    public void Any_text_is_a_code_of_the_alphabet_or_none() => Gen.String.Sample(text =>
        Assert.True(OneTimeCode.Read(text) is not { } code || (code.Length == OneTimeCode.Length && code.All(OneTimeCode.Alphabet.Contains))));

    [Fact] // Fault 48
    public async Task Unknown_used_withdrawn_and_expired_codes_are_refused_in_the_same_words()
    {
        var (used, withdrawn, expired) = (await _host.CodeAsync(), await _host.CodeAsync(), await _host.CodeAsync());
        await (await _host.VisitAsync()).LinkAsync(used);
        var cooperative = await _host.IdOfAsync();
        Assert.True(await _host.Service<LinkCodes>().WithdrawAsync((await _host.Service<LinkCodes>().OpenAsync(cooperative, default))[0].Id, cooperative, "entra:t:petugas"));
        _time.Advance(LinkCode.GoodFor);
        var chat = await _host.VisitAsync();
        var said = new List<string>();

        foreach (var code in new[] { LinkedOffice.Guess(), used, withdrawn, expired })
        {
            var reply = await chat.Says(code);
            said.Add(reply.Text);
            Assert.Equal(["Cara minta kode", "Nanti saja", "Tanya petugas"], reply.Suggestions);
        }

        Assert.Equal(Enumerable.Range(1, 4).Reverse().Select(left => $"Kode tidak cocok. Sisa {left} kali coba."), said);
        Assert.Equal(1, _host.Count("Memberships"));
    }

    [Fact] // Fault 48
    public async Task After_five_wrong_codes_no_code_is_looked_at_for_an_hour_in_whatever_conversation()
    {
        var code = await _host.CodeAsync();
        var chat = await _host.VisitAsync();
        for (var number = 0; number < 4; number++)
        {
            await chat.Says(LinkedOffice.Guess());
        }

        Assert.Matches(@"^Kode dikunci setelah 5 kali salah\. Coba lagi setelah pukul \d\d\.\d\d WIB\.$", (await chat.Says(LinkedOffice.Guess())).Text);
        Assert.Matches(@"^Kode dikunci setelah 5 kali salah\. Coba lagi setelah pukul \d\d\.\d\d WIB\.$", (await chat.Says("hubungkan koperasi")).Text);
        Assert.StartsWith("Kode dikunci", (await chat.Says(code)).Text, StringComparison.Ordinal);
        Assert.StartsWith("Kode dikunci", (await (await Chat.StartAsync(_host.Address, cookie: chat.Cookie)).Says(code)).Text, StringComparison.Ordinal);
        Assert.Equal(1, _host.Count("AuditEntries", "\"Action\" = 'code.locked'"));

        // Others are not locked out by it.
        Assert.StartsWith("Kode cocok", (await (await _host.VisitAsync()).Says(code)).Text, StringComparison.Ordinal);

        _time.Advance(LinkTries.Window);
        await (await Chat.StartAsync(_host.Address, cookie: chat.Cookie)).LinkAsync(code);
        Assert.Equal(0, _host.Count("LinkTries"));
    }

    [Fact] // Fault 48
    public async Task Locked_between_the_code_and_the_yes_links_nothing()
    {
        var chat = await _host.VisitAsync();
        await chat.Says(await _host.CodeAsync());
        var person = (string)_host.Scalar("SELECT \"PersonId\" FROM \"ConversationStates\" LIMIT 1")!;
        for (var number = 0; number < 5; number++)
        {
            await _host.Service<Storage.WriteGate>().WriteAsync((connection, transaction) => _host.Service<LinkCodes>().Wrong(new("webchat", "elsewhere", person), _time.GetUtcNow().UtcDateTime)(connection, transaction));
        }

        Assert.StartsWith("Kode dikunci", (await chat.Says("ya")).Text, StringComparison.Ordinal);
        Assert.Equal(0, _host.Count("Memberships"));
    }

    [Fact] // Fault 48
    public async Task Of_many_people_with_one_code_at_once_one_is_linked_on_several_processes()
    {
        var code = await _host.CodeAsync();
        using var other = new CoopBotHost(services => services.AddSingleton<TimeProvider>(_time), _host.ConnectionString);
        var people = new List<Chat>();
        for (var number = 0; number < 8; number++)
        {
            people.Add(await (number % 2 == 0 ? _host : other).VisitAsync());
            Assert.StartsWith("Kode cocok", (await people[^1].Says(code)).Text, StringComparison.Ordinal);
        }

        var replies = await Task.WhenAll(people.Select(chat => chat.Says("Ya, hubungkan")));

        Assert.Single(replies, reply => reply.Text.StartsWith("Terhubung ke", StringComparison.Ordinal));
        Assert.Equal(7, replies.Count(reply => reply.Text == "Kode tidak cocok. Sisa 4 kali coba."));
        Assert.Equal(1, _host.Count("Memberships"));
        Assert.Equal(1, _host.Count("AuditEntries", "\"Action\" = 'member.linked'"));
    }

    [Fact] // Fault 48
    public async Task Guesses_in_many_conversations_at_once_are_still_five()
    {
        await using var connector = await FakeConnector.StartAsync();
        var person = Guid.NewGuid().ToString();
        var talks = Enumerable.Range(0, 12).Select(_ => new TeamsChat(_host, connector) { Person = person }).ToList();

        await Task.WhenAll(talks.Select(talk => talk.Posts(talk.Message(LinkedOffice.Guess()))));
        var said = new List<string>();
        for (var number = 0; number < talks.Count; number++)
        {
            said.Add((await talks[0].Next()).Text);
        }

        // The fifth may have read the count before the others wrote theirs, and then names the tries it saw.
        Assert.InRange(said.Count(text => text.StartsWith("Kode tidak cocok", StringComparison.Ordinal)), 4, LinkTries.Most);
        Assert.All(said, text => Assert.Matches("^Kode (tidak cocok|dikunci)", text));
        Assert.Equal(1, _host.Count("LinkTries", $"\"Count\" = {LinkTries.Most}"));
        Assert.Equal(1, _host.Count("AuditEntries", "\"Action\" = 'code.locked'"));
    }

    [Fact]
    public async Task Code_that_was_not_copied_right_is_no_try_and_no_code_is_kept_or_logged()
    {
        var code = await _host.CodeAsync();
        var chat = await _host.VisitAsync();
        await chat.Says("hubungkan koperasi");
        foreach (var typed in new[] { "K793QX", "K793-QX4O", "1234-ABCI" })
        {
            Assert.StartsWith("Kode terdiri dari 8 huruf dan angka", (await chat.Says(typed)).Text, StringComparison.Ordinal);
        }

        Assert.Equal(0, _host.Count("LinkTries"));
        await chat.Says(code);
        var plain = code.Replace("-", "", StringComparison.Ordinal);
        Assert.Equal(0, _host.Count("ConversationStates", $"\"Json\" LIKE '%{code}%' OR \"Json\" LIKE '%{plain}%'"));
        Assert.Equal(0, _host.Count("LinkCodes", $"\"Hash\" LIKE '%{plain}%'"));
        Assert.DoesNotContain(code, _host.Log.All, StringComparison.Ordinal);
        Assert.DoesNotContain(plain, _host.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_code_is_not_taken_for_one()
    {
        var chat = await _host.VisitAsync();
        foreach (var said in new[] { "kapan RAT 2026", "UU25/1992", "T-0042", "ABCDEFGH", "23456789", "sk 45 beda", "koperasi desa 2345" })
        {
            await chat.Says(said);
            Assert.Equal((said, 0), (said, _host.Count("LinkTries")));
        }
    }

    [Fact]
    public async Task Twenty_codes_of_a_cooperative_wait_at_most()
    {
        var cooperative = await _host.IdOfAsync();
        for (var number = 0; number < LinkCodes.MostOpen; number++)
        {
            await _host.CodeAsync(cooperative);
        }

        Assert.Null(await _host.Service<LinkCodes>().NewAsync(cooperative, "entra:t:petugas"));
        _time.Advance(LinkCode.GoodFor);
        Assert.NotNull(await _host.Service<LinkCodes>().NewAsync(cooperative, "entra:t:petugas"));
    }
}
