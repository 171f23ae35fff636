using System.Text.Json.Nodes;
using CoopBot.Tests.Hosts;
using CoopBot.Tests.Staff;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CoopBot.Tests.Announcements;

/// <summary>An office whose staff write announcements in Teams: two publishers, an editor, a viewer, and a person who is none of them.</summary>
internal sealed class StaffInTeams : IAsyncDisposable
{
    public const string Publisher = "publisher";
    private static readonly string[] _roles = [Publisher, "editor", Publisher, "viewer"];

    private StaffInTeams(FakeConnector connector, CoopBotHost host) => (Connector, Host) = (connector, host);

    public FakeConnector Connector { get; }

    public CoopBotHost Host { get; }

    /// <summary>The office; where nothing sends, a test says how far a copy has come.</summary>
    public static async Task<StaffInTeams> StartAsync(bool sends = false, Action<IServiceCollection>? services = null, params (string Key, string Value)[] settings)
    {
        var connector = await FakeConnector.StartAsync();
        return new(connector, new CoopBotHost(
            all =>
            {
                if (!sends)
                {
                    AnnouncingOffice.WithoutSender(all);
                }

                services?.Invoke(all);
            },
            settings: [.. _roles.Select((role, index) => ($"Staff:Members:{index}", OfficeAccounts.Member(index + 1, role))), .. settings]));
    }

    /// <summary>The private chat of publisher 1 or 3, editor 2, viewer 4, or somebody without a role.</summary>
    public TeamsChat Of(int member, string kind = "personal") => new(Host, Connector) { Tenant = OfficeAccounts.Tenant, Person = OfficeAccounts.Id(member), Kind = kind };

    /// <summary>The identity that the console knows a member by.</summary>
    public static string Identity(int member) => $"entra:{OfficeAccounts.Tenant}:{OfficeAccounts.Id(member)}";

    /// <summary>Changes somebody's role while the service runs.</summary>
    public void SetRole(int member, string role)
    {
        var configuration = Host.Service<IConfiguration>();
        configuration[$"Staff:Members:{member - 1}"] = OfficeAccounts.Member(member, role);
        ((IConfigurationRoot)configuration).Reload();
    }

    /// <summary>What is filled in for everyone, now, changed by <paramref name="more"/>.</summary>
    public static JsonObject Typed(params (string Id, string Value)[] more)
    {
        var typed = new JsonObject
        {
            ["judul"] = "Kantor tutup",
            ["pesan"] = "Kantor tutup hari Jumat, 27 November 2026.",
            ["tindakan"] = "",
            ["jenis"] = "service",
            ["topik"] = "",
            ["untuk"] = "semua",
            ["kabupaten"] = "",
            ["bentuk"] = "",
            ["peran"] = "siapa",
            ["kapan"] = "sekarang",
            ["tanggal"] = "",
            ["jam"] = "",
        };
        foreach (var (id, value) in more)
        {
            typed[id] = value;
        }

        return typed;
    }

    /// <summary>The card in place of the one whose button was pressed.</summary>
    public static async Task<JsonNode> PressAsync(TeamsChat chat, JsonNode card, string title, JsonObject? typed = null, string message = "taken")
    {
        var (_, answer) = await chat.Invokes(chat.Press(Action(card, title), message, typed));
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string)answer["type"]!);
        return answer["value"]!;
    }

    /// <summary>The button whose title begins so.</summary>
    public static JsonNode Action(JsonNode card, string title) => card["actions"]!.AsArray().Single(action => ((string)action!["title"]!).StartsWith(title, StringComparison.Ordinal))!;

    public static IEnumerable<string> Titles(JsonNode card) => card["actions"]!.AsArray().Select(action => (string)action!["title"]!);

    /// <summary>What a field of the form holds.</summary>
    public static string Field(JsonNode card, string id) => (string?)Inputs(card).Single(input => (string?)input["id"] == id)["value"] ?? "";

    public static IEnumerable<JsonNode> Inputs(JsonNode card) => card["body"]!.AsArray().Where(part => ((string)part!["type"]!).StartsWith("Input.", StringComparison.Ordinal)).Select(part => part!);

    /// <summary>All that can be read on a card.</summary>
    public static string Read(JsonNode card) => string.Join('\n', Texts(card["body"]!));

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Connector.DisposeAsync();
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(Texts),
        JsonObject part => new[] { (string?)part["text"], part["title"] is JsonValue title ? (string?)title : null, part["facts"] is null && part["type"] is null ? (string?)part["value"] : null }.OfType<string>()
            .Concat(part.Where(pair => pair.Value is JsonArray or JsonObject).SelectMany(pair => Texts(pair.Value))),
        _ => [],
    };
}
