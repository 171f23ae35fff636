using System.Net;
using System.Text.Json.Nodes;
using CoopBot.Channels;
using CoopBot.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CoopBot.Tests.Teams;

/// <summary>Thumbs on answers from the knowledge: kept with the article they are about, each once.</summary>
public sealed class FeedbackTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 3, 0, 0, TimeSpan.Zero));
    private FakeConnector _connector = null!;
    private CoopBotHost _host = null!;
    private TeamsChat _chat = null!;

    public async ValueTask InitializeAsync()
    {
        _connector = await FakeConnector.StartAsync();
        _host = await new CoopBotHost(services => services.AddSingleton<TimeProvider>(_time)).WithCooperativesAsync();
        _chat = new(_host, _connector);
    }

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        return _connector.DisposeAsync();
    }

    [Theory]
    [InlineData("minimal berapa orang untuk mendirikan koperasi primer", true)]
    [InlineData("cek koperasi maju bersama sintang", false)]
    [InlineData("blabla xyzzy qwerty", false)]
    [InlineData("halo", false)]
    public async Task Only_answers_from_the_knowledge_have_thumbs(string said, bool has)
    {
        foreach (var kind in new[] { "personal", "groupChat" })
        {
            var reply = await new TeamsChat(_host, _connector) { Kind = kind }.Says(said);
            Assert.Equal(has ? "default" : null, (string?)reply.Activity["channelData"]?["feedbackLoop"]?["type"]);
            Assert.Equal(has, reply.Citations.Count > 0);
        }
    }

    [Theory]
    [InlineData("bagus", "bagus")] // the Playground
    [InlineData("""{"feedbackText":"bagus"}""", "bagus")] // Teams
    [InlineData("""{"feedbackText":""}""", null)]
    [InlineData("{}", null)]
    [InlineData("{bukan json", "{bukan json")]
    [InlineData("""{"feedbackText":"NIK saya 6171012345678901"}""", "NIK saya [nomor disamarkan]")]
    [InlineData(null, null)]
    public async Task Thumb_is_kept_in_both_forms_with_the_answer_it_is_about(string? feedback, string? kept)
    {
        var answer = await _chat.Says("minimal berapa orang untuk mendirikan koperasi primer");
        await _chat.Says("apa itu NIK koperasi");
        var (status, body) = await _chat.Invokes(Thumb("dislike", feedback, (string)answer.Activity["id"]!));

        Assert.Equal((HttpStatusCode.OK, "{}"), (status, body.ToJsonString()));
        Assert.Equal(kept, _host.Scalar("SELECT Text FROM Feedback") as string);
        Assert.Equal($"dislike|t1:{_chat.Person}", _host.Scalar("SELECT Reaction || '|' || PersonId FROM Feedback"));
        await using var db = _host.Database.CreateDbContext();
        Assert.Equal(new DateTime(2026, 11, 23, 3, 0, 0, DateTimeKind.Utc), Assert.Single(db.Feedback).At);
        Assert.Equal("minimal berapa orang untuk mendirikan koperasi primer", _host.Scalar("SELECT t.Text FROM Feedback f JOIN Turns t ON t.Id = f.TurnId AND t.Route = f.Route"));
        Assert.Contains("pendiri", (string)_host.Scalar("SELECT Article FROM Feedback")!, StringComparison.Ordinal);
        Assert.Equal(0, _connector.Waiting);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("never-sent")]
    public async Task Thumb_on_an_unknown_message_is_about_the_persons_last_answer(string? replyTo)
    {
        await _chat.Says("minimal berapa orang untuk mendirikan koperasi primer");
        await _chat.Says("terima kasih");
        await new TeamsChat(_host, _connector) { Conversation = _chat.Conversation }.Says("apa itu NIK koperasi");

        await _chat.Invokes(Thumb("like", "bagus", replyTo));

        Assert.Equal("minimal berapa orang untuk mendirikan koperasi primer", _host.Scalar("SELECT t.Text FROM Feedback f JOIN Turns t ON t.Id = f.TurnId"));
    }

    [Fact] // Faults 27, 28
    public async Task Thumb_sent_again_is_kept_once_and_the_same_id_elsewhere_is_another()
    {
        var thumb = Thumb("like", "bagus", null);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _chat.Invokes(thumb.DeepClone().AsObject())));
        Assert.Equal(1L, _host.Scalar("SELECT COUNT(*) FROM Feedback"));

        thumb["conversation"]!["id"] = "another";
        await _chat.Invokes(thumb);
        Assert.Equal(2L, _host.Scalar("SELECT COUNT(*) FROM Feedback"));
    }

    [Fact]
    public async Task Long_words_are_cut_at_a_thousand()
    {
        await _chat.Invokes(Thumb("like", new string('a', 50_000), null));
        Assert.Equal(1000L, _host.Scalar("SELECT length(Text) FROM Feedback"));
    }

    [Theory] // Fault 37
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"actionName":7}""")]
    [InlineData("""{"actionName":"feedback"}""")]
    [InlineData("""{"actionName":"feedback","actionValue":"like"}""")]
    [InlineData("""{"actionName":"feedback","actionValue":{"reaction":"love"}}""")]
    [InlineData("""{"actionName":"feedback","actionValue":{"reaction":1}}""")]
    [InlineData("""{"actionName":"feedback","actionValue":{"reaction":"like","feedback":{"feedbackText":"x"}}}""")]
    public async Task Bad_shape_is_refused_and_kept_nowhere(string value)
    {
        var (status, body) = await _chat.Invokes(_chat.Invoke("message/submitAction", JsonNode.Parse(value)));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("BadArgument", (string)body["error"]!["code"]!);
        Assert.Equal(0L, _host.Scalar("SELECT COUNT(*) FROM Feedback"));
    }

    [Theory] // Fault 130
    [InlineData(true)]
    [InlineData(false)]
    public async Task Words_and_person_go_with_the_conversation_and_the_count_stays(bool hasConversation)
    {
        if (hasConversation)
        {
            await _chat.Says("minimal berapa orang untuk mendirikan koperasi primer");
        }

        await _chat.Invokes(Thumb("dislike", "kurang jelas", null));
        _time.Advance(TimeSpan.FromDays(29));
        await _host.Service<Retention>().RemoveAsync(default);
        Assert.Equal("kurang jelas", _host.Scalar("SELECT Text FROM Feedback"));

        _time.Advance(TimeSpan.FromDays(2));
        await _host.Service<Retention>().RemoveAsync(default);
        Assert.Equal("dislike||-", _host.Scalar("SELECT Reaction || '|' || PersonId || '|' || COALESCE(Text, '-') || COALESCE(CAST(TurnId AS TEXT), '') FROM Feedback"));
    }

    private JsonObject Thumb(string reaction, string? feedback, string? replyTo) => _chat.Invoke("message/submitAction", new JsonObject
    {
        ["actionName"] = "feedback",
        ["actionValue"] = new JsonObject { ["reaction"] = reaction, ["feedback"] = feedback },
    }, replyTo);
}
