using System.Text;
using CoopBot.Storage;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Conversation;

/// <summary>A number of 16 digits reaches no reply, no log and no byte of the store.</summary>
public sealed class PersonalDataTests
{
    private const string Digits = "6171091204880017";

    public static TheoryData<string> Written => new(Variants());

    [Fact] // Faults 110, 131
    public async Task Personal_number_is_found_in_no_reply_log_or_database_file()
    {
        using var store = new TestStore();
        var heard = new StringBuilder();
        LogLines log;
        using (var host = new CoopBotHost(null, store.ConnectionString))
        {
            log = host.Log;
            var chat = await host.VisitAsync();
            foreach (var number in Variants())
            {
                Keep(await chat.Says($"cek nik {number} dong"));
                Keep(await chat.Says(number));
                heard.AppendJoin('\n', (await chat.SaysAsync(new() { ["value"] = new System.Text.Json.Nodes.JsonObject { ["say"] = $"nik {number}", ["extra"] = number } })).Select(answer => answer.Activity.ToJsonString()));
                await chat.SaysAsync(new() { ["text"] = $"ini ktp {number}", ["attachments"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["contentType"] = "image/png", ["name"] = number, ["contentUrl"] = $"https://example.test/{number}" }), ["summary"] = number });
                await chat.Says("tanya petugas");
                Keep(await chat.Says($"tolong cek {number}"));
                await chat.Says("kirim");
                await chat.Says("batal");
            }

            using var posted = await host.PostAsync(new()
            {
                ["type"] = "message",
                ["id"] = "n1",
                ["channelId"] = "test",
                ["deliveryMode"] = "expectReplies",
                ["text"] = $"nik {Digits}",
                ["from"] = new System.Text.Json.Nodes.JsonObject { ["id"] = "u" },
                ["conversation"] = new System.Text.Json.Nodes.JsonObject { ["id"] = "c" },
                ["recipient"] = new System.Text.Json.Nodes.JsonObject { ["id"] = "b" },
            });
            heard.Append(await posted.Content.ReadAsStringAsync());
        }

        var stored = store.Contents();
        Assert.Contains("nomor disamarkan", stored, StringComparison.Ordinal);
        foreach (var number in Variants())
        {
            Assert.DoesNotContain(number, heard.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(number, log.All, StringComparison.Ordinal);
            Assert.DoesNotContain(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(number)), stored, StringComparison.Ordinal);
        }

        void Keep(Answer answer) => heard.AppendLine(answer.Activity.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Written))]
    public async Task Personal_number_is_answered_with_a_warning_and_never_repeated(string number)
    {
        using var host = new CoopBotHost();
        var reply = await (await host.VisitAsync()).Says($"nik {number}");

        Assert.Contains("KTP", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_message_says_is_not_logged() // Fault 131
    {
        using var host = new CoopBotHost();
        var chat = await host.VisitAsync();
        await chat.Says("kanari berapa orang untuk mendirikan koperasi 081234567890\r\nfail: pura-pura\u001b[31m"); // Fault 132
        await chat.Says("tanya petugas");
        await chat.Says("kirim");

        Assert.DoesNotContain("kanari", host.Log.All, StringComparison.Ordinal);
        Assert.DoesNotContain("081234567890", host.Log.All, StringComparison.Ordinal);
        Assert.DoesNotContain("pura-pura", host.Log.All, StringComparison.Ordinal);
    }

    private static string[] Variants() =>
    [
        Digits, "6171 0912 0488 0017", "6171.0912.0488.0017", "6171-0912-0488-0017", "617109 120488 0017", "6 1 7 1 0 9 1 2 0 4 8 8 0 0 1 7",
        "6171/0912/0488/0017", "6171\u00A00912\u00A00488\u00A00017", "６１７１０９１２０４８８００１７",
    ];
}
