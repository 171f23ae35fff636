using CoopBot.Capabilities.Answers;
using CoopBot.Capabilities.SmallTalk;
using CoopBot.Conversation;
using CoopBot.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;

namespace CoopBot.Tests.Teams;

/// <summary>In front of others nothing personal is said, and options are typed back (design 2.2; faults 44, 47, 52).</summary>
public sealed class GroupTests : IAsyncLifetime
{
    private const string PrivateChat = "[Buka obrolan pribadi](https://teams.microsoft.com/l/chat/0/0?users=28:7c3f1c0a-9d2e-4b7f-8a51-0f4f2f7e9b10)";

    private FakeConnector _connector = null!;
    private CoopBotHost _host = null!;

    public static TheoryData<string> Personal() =>
    [
        "pertanyaan saya", "tiket saya", "T-0001", "tiket T-0001", "status koperasi saya", "lihat rincian koperasi kami", "cek status koperasi kamek", "mau lihat data koperasi saya",
        "data saya", "data saya apa aja yg disimpan", "hapus data saya", "unduh data saya", "hubungkan koperasi", "hubungkan koperasi saya", "tanya petugas", "teruskan ke petugas",
    ];

    public async ValueTask InitializeAsync()
    {
        _connector = await FakeConnector.StartAsync();
        _host = await new CoopBotHost().WithCooperativesAsync();
    }

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        return _connector.DisposeAsync();
    }

    [Theory] // Faults 44, 47
    [MemberData(nameof(Personal))]
    public async Task Personal_matter_in_a_group_and_a_channel_leads_to_the_private_chat(string said)
    {
        var person = Guid.NewGuid().ToString();
        await AsksAnOfficer(new TeamsChat(_host, _connector) { Person = person });

        foreach (var kind in new[] { "groupChat", "channel" })
        {
            var reply = await new TeamsChat(_host, _connector) { Kind = kind, Person = person }.Says(said);

            var why = said.Contains("koperasi", StringComparison.Ordinal) ? "Rincian koperasi hanya saya tampilkan di obrolan pribadi" : "Mari lanjut di obrolan pribadi";
            Assert.Equal($"{why}, supaya tidak terlihat orang lain. {PrivateChat}", reply.Text);
            Assert.Null(reply.Card);
            Assert.DoesNotContain("T-0001", reply.Activity.ToJsonString(), StringComparison.Ordinal);
        }

        Assert.Equal(1L, _host.Scalar("SELECT COUNT(*) FROM Questions"));
    }

    [Fact] // Fault 52
    public async Task Somebody_without_an_account_gets_general_answers_and_nothing_personal()
    {
        var guest = new TeamsChat(_host, _connector) { Person = null };

        Assert.Equal("9 orang", (await guest.Says("minimal berapa orang untuk mendirikan koperasi primer")).Bold);
        foreach (var said in (string[])["pertanyaan saya", "T-0001", "status koperasi saya", "data saya", "hubungkan koperasi", "tanya petugas", "kirim"])
        {
            var reply = await guest.Says(said);
            Assert.True(reply.Text.StartsWith("Maaf, hal pribadi hanya", StringComparison.Ordinal) || said == "kirim", reply.Text);
        }

        Assert.Equal(0L, _host.Scalar("SELECT COUNT(*) FROM Questions"));
    }

    [Fact] // Fault 47
    public async Task Public_record_in_a_group_has_no_card_and_its_options_can_be_typed_back()
    {
        var group = new TeamsChat(_host, _connector) { Kind = "groupChat" };

        var reply = await group.Says("cek koperasi maju bersama sintang");

        Assert.Null(reply.Card);
        Assert.Empty(reply.Suggestions);
        Assert.EndsWith("Balas dengan menyebut bot: 1 Arti status ini, 2 Rincian publik, 3 Tanya petugas.", reply.Text, StringComparison.Ordinal);
        Assert.Contains("Alamat:", (await group.Says("2")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_persons_numbers_in_a_group_are_not_another_ones()
    {
        var mine = new TeamsChat(_host, _connector) { Kind = "groupChat" };
        var yours = new TeamsChat(_host, _connector) { Kind = "groupChat", Conversation = mine.Conversation };
        await mine.Says("cek koperasi maju bersama sintang");

        Assert.DoesNotContain("Maju Bersama", (await yours.Says("2")).Text, StringComparison.Ordinal);
        Assert.Contains("Maju Bersama", (await mine.Says("2")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task General_question_in_a_group_is_answered_with_its_sources()
    {
        var reply = await new TeamsChat(_host, _connector) { Kind = "channel" }.Says("minimal berapa orang untuk mendirikan koperasi primer");

        Assert.Equal("9 orang", reply.Bold);
        Assert.NotEmpty(reply.Citations);
    }

    [Fact]
    public async Task Elsewhere_than_in_teams_there_is_no_link_and_an_id_that_is_no_app_gives_none()
    {
        var message = _connector.Message("g1", "pertanyaan saya");
        message["conversation"]!["isGroup"] = true;
        using var posted = await _host.PostAsync(message);
        Assert.DoesNotContain("http", (string)(await _connector.NextAsync())["text"]!, StringComparison.Ordinal);

        var group = new TeamsChat(_host, _connector) { Kind = "groupChat" };
        const string Forged = "28:x](https://evil.test) [";
        var forged = group.Message("pertanyaan saya");
        (forged["recipient"]!["id"], forged["entities"]![0]!["mentioned"]!["id"]) = (Forged, Forged);
        await group.Posts(forged);
        var reply = await group.Next();
        Assert.StartsWith("Mari lanjut di obrolan pribadi", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_question_that_the_knowledge_answers_is_taken_for_a_personal_one()
    {
        var chat = new ChatRoutes(_host.Services).MapPersonalRequests().Map("other", (turn, _) => new(new Reply("")));
        var refused = new List<string>();
        foreach (var said in _host.Service<KnowledgeBase>().Public.SelectMany(article => article.Questions.Concat([article.Label.Id, article.Label.En, article.Title.Id, article.Title.En])))
        {
            if ((await chat.AnswerAsync(new() { Key = default, ActivityId = "", Text = said, IsPrivate = false, Now = default }, default)).Route == "personal")
            {
                refused.Add(said);
            }
        }

        // Its answer in a private chat is about the person's own cooperative.
        Assert.Equal(["status koperasi saya apa"], refused);
    }

    private static async Task AsksAnOfficer(TeamsChat chat)
    {
        await chat.Says("tanya petugas");
        await chat.Says("kapan kantor dinas buka saat libur lebaran");
        Assert.Contains("T-0001", (await chat.Says("kirim")).Text, StringComparison.Ordinal);
    }
}
