using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CoopBot.Channels.Teams;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Channels.Teams;

/// <summary>The package as an office makes it, before Microsoft's own schemas and before our own eyes (fault 142).</summary>
public sealed class TeamsPackageTests : IDisposable
{
    private const string BotId = "8d3f1a52-0c5e-4b7a-9a51-2f6f0c1d7e44";
    private static readonly string[] Settings = [$"BotFramework__AppId={BotId}", "CoopBot__PublicUrl=https://chat.dinas.example"];

    private readonly TempFolder _folder = new();

    private string Package => _folder.File("paket.zip");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Package_of_an_office_meets_the_official_schemas()
    {
        Unpack(await MakeAsync("Office__Name=Dinas Koperasi Uji", "Teams__Version=1.2.3"));

        Assert.Empty(await ComplaintsAsync());
    }

    [Theory] // So that the test above can fail.
    [InlineData("manifest.json", "scopes\": [\n        \"personal\"", "scopes\": [\n        \"perorangan\"", "scopes")]
    [InlineData("manifest.json", "\"short\": \"Tanya", "\"short\": \"Tanya apa saja yang menyangkut usaha, koperasi, dan lain-lain; tanya", "short")]
    [InlineData("manifest.json", "\"manifestVersion\": \"1.24\"", "\"manifestVersion\": \"1.19\"", "manifestVersion")]
    [InlineData("manifest.json", "\"botId\"", "\"botID\"", "bots")]
    [InlineData("manifest.json", "\"type\": \"Application\"", "\"type\": \"Aplikasi\"", "resourceSpecific")]
    [InlineData("en.json", "\"name.full\"", "\"nama.full\"", "en.json")]
    [InlineData("en.json", "commands[0].title", "commands[99].title", "en.json")]
    public async Task Broken_package_fails_the_same_check(string file, string right, string wrong, string complaint)
    {
        Unpack(await MakeAsync());
        var text = File.ReadAllText(_folder.File($"isi/{file}"));
        Assert.Contains(right, text, StringComparison.Ordinal);
        File.WriteAllText(_folder.File($"isi/{file}"), text.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Contains(await ComplaintsAsync(), said => said.Contains(complaint, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Manifest_names_the_offices_bot_pages_and_domain()
    {
        var manifest = Manifest(await MakeAsync("Office__Name=Dinas Koperasi \"Uji\"", "Teams__Version=1.2.3", "Teams__AppId=0B2D1B0E-63B5-4F0C-8B0A-6D3D5C8F4A11"));

        Assert.Equal("0b2d1b0e-63b5-4f0c-8b0a-6d3d5c8f4a11", (string?)manifest["id"]);
        Assert.Equal(BotId, (string?)manifest["bots"]![0]!["botId"]);
        // What Teams asks for before it says that a message was seen.
        Assert.Equal(BotId, (string?)manifest["webApplicationInfo"]!["id"]);
        Assert.Equal(["ChatMessageReadReceipt.Read.Chat"], manifest["authorization"]!["permissions"]!["resourceSpecific"]!.AsArray().Select(permission => (string)permission!["name"]!));
        Assert.Equal("1.2.3", (string?)manifest["version"]);
        Assert.Equal("Dinas Koperasi \"Uji\"", (string?)manifest["developer"]!["name"]);
        Assert.Contains("asisten otomatis Dinas Koperasi \"Uji\", bukan petugas", (string?)manifest["description"]!["full"], StringComparison.Ordinal);
        Assert.Equal(["chat.dinas.example"], manifest["validDomains"]!.AsArray().Select(domain => (string)domain!));
        Assert.Equal(
            ["https://chat.dinas.example/", "https://chat.dinas.example/privasi", "https://chat.dinas.example/ketentuan"],
            new[] { "websiteUrl", "privacyUrl", "termsOfUseUrl" }.Select(page => (string)manifest["developer"]![page]!));
        Assert.Contains("assistant of Dinas Koperasi", Entry(Package, "en.json"), StringComparison.Ordinal);
        Assert.DoesNotContain("{office}", Entry(Package, "manifest.json") + Entry(Package, "en.json"), StringComparison.Ordinal);
        Assert.DoesNotContain("example.go.id", Entry(Package, "manifest.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task App_has_the_bots_id_and_a_long_office_name_leaves_the_developer_as_it_was()
    {
        var (code, output, error) = await RunAsync(Settings, "teams-package", Package);
        var manifest = Manifest(Package);

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(BotId, (string?)manifest["id"]);
        Assert.Equal("CoopBot", (string?)manifest["developer"]!["name"]);
        Assert.Contains("Teams__Developer", output, StringComparison.Ordinal);
        Assert.Equal("Diskop UKM Uji", (string?)Manifest(await MakeAsync("Teams__Developer=Diskop UKM Uji"))["developer"]!["name"]);
    }

    [Fact]
    public async Task Pages_that_the_manifest_names_are_there()
    {
        var manifest = Manifest(await MakeAsync());
        await using var host = new CoopBotHost();
        using var http = new HttpClient();
        foreach (var page in new[] { "websiteUrl", "privacyUrl", "termsOfUseUrl" })
        {
            using var answer = await http.GetAsync(new Uri(host.Address, new Uri((string)manifest["developer"]![page]!).PathAndQuery));

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        }
    }

    [Fact]
    public async Task Zip_holds_the_four_files_at_its_root_and_comes_out_the_same_each_time()
    {
        var first = File.ReadAllBytes(await MakeAsync());
        var second = File.ReadAllBytes(await MakeAsync());

        Assert.Equal(first, second);
        using var zip = ZipFile.OpenRead(Package);
        Assert.Equal(["manifest.json", "en.json", "color.png", "outline.png"], zip.Entries.Select(entry => entry.FullName));
        var manifest = Manifest(Package);
        Assert.Equal(["color.png", "outline.png"], new[] { "color", "outline" }.Select(icon => (string)manifest["icons"]![icon]!));
        Assert.Equal(["paket.zip"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Our_icons_are_of_the_right_size_full_bleed_and_white_on_nothing()
    {
        var color = PngImage.Read(File.ReadAllBytes(Path.Combine(TeamsPackage.Folder, "color.png")));
        var outline = PngImage.Read(File.ReadAllBytes(Path.Combine(TeamsPackage.Folder, "outline.png")));

        Assert.Equal(((192, 192), (32, 32)), ((color.Width, color.Height), (outline.Width, outline.Height)));
        var ground = color[0, 0];
        Assert.Equal((0x0B, 0x5F, 0x5A, 255), ground);
        var mark = Pixels(color).Where(at => color[at.X, at.Y] != ground).ToList();
        Assert.InRange(mark.Count, 2_000, 8_000);
        Assert.All(mark, at => Assert.True(at is { X: >= 36 and < 156, Y: >= 36 and < 156 }, $"{at} is outside the middle 120 x 120"));
        var drawn = Pixels(outline).Where(at => outline[at.X, at.Y].A > 0).ToList();
        Assert.InRange(drawn.Count, 60, 500);
        Assert.All(drawn, at => Assert.Equal((255, 255, 255), (outline[at.X, at.Y].R, outline[at.X, at.Y].G, outline[at.X, at.Y].B)));
    }

    [Fact]
    public async Task Office_may_bring_its_own_icons()
    {
        File.WriteAllBytes(_folder.File("warna.png"), Png.Write(192, 192, 2, (_, _) => [200, 30, 30]));
        File.WriteAllBytes(_folder.File("garis.png"), Png.Outline());

        await MakeAsync($"Teams__ColorIcon={_folder.File("warna.png")}", $"Teams__OutlineIcon={_folder.File("garis.png")}");

        using var zip = ZipFile.OpenRead(Package);
        Assert.Equal(new FileInfo(_folder.File("warna.png")).Length, zip.GetEntry("color.png")!.Length);
        Assert.Equal(new FileInfo(_folder.File("garis.png")).Length, zip.GetEntry("outline.png")!.Length);
    }

    [Theory] // Fault 142
    [InlineData("Teams__ColorIcon", "small", "exactly 192 x 192")]
    [InlineData("Teams__ColorIcon", "missing", "cannot be opened")]
    [InlineData("Teams__ColorIcon", "text", "is no PNG")]
    [InlineData("Teams__OutlineIcon", "small", "exactly 32 x 32")]
    [InlineData("Teams__OutlineIcon", "grey", "neither white nor transparent")]
    [InlineData("Teams__OutlineIcon", "blank", "shows nothing")]
    [InlineData("Teams__OutlineIcon", "solid", "shows nothing")]
    [InlineData("Teams__OutlineIcon", "interlaced", "interlaced")]
    [InlineData("Teams__OutlineIcon", "cut", "cannot be read as a PNG")]
    public async Task Icon_that_Teams_would_refuse_is_refused_here(string setting, string icon, string reason)
    {
        var file = _folder.File($"{icon}.png");
        if (icon != "missing")
        {
            File.WriteAllBytes(file, icon switch
            {
                "small" => Png.Outline(16),
                "grey" => Png.Outline(grey: 254),
                "blank" => Png.Write(32, 32, 6, (_, _) => [255, 255, 255, 0]),
                "solid" => Png.Write(32, 32, 2, (_, _) => [255, 255, 255]),
                "interlaced" => Png.Write(32, 32, 6, (_, _) => [255, 255, 255, 0], interlace: 1),
                "cut" => Png.Outline()[..^40],
                _ => "Ini bukan gambar, tetapi sebuah catatan yang cukup panjang."u8.ToArray(),
            });
        }

        var (code, _, error) = await RunAsync([.. Settings, $"{setting}={file}"], "teams-package", Package);

        Assert.Equal(1, code);
        Assert.StartsWith($"{setting}: ", OneLine(error), StringComparison.Ordinal);
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.False(File.Exists(Package));
    }

    [Theory] // Fault 136
    [InlineData("BotFramework__AppId=", "BotFramework__AppId is missing")]
    [InlineData("BotFramework__AppId=coopbot", "BotFramework__AppId must be")]
    [InlineData("BotFramework__AppId=00000000-0000-0000-0000-000000000000", "BotFramework__AppId must be")]
    [InlineData("CoopBot__PublicUrl=", "CoopBot__PublicUrl is missing")]
    [InlineData("CoopBot__PublicUrl=http://chat.dinas.example", "CoopBot__PublicUrl must be an https address")]
    [InlineData("CoopBot__PublicUrl=chat.dinas.example", "CoopBot__PublicUrl must be")]
    [InlineData("Teams__AppId=coopbot", "Teams__AppId must be")]
    [InlineData("Teams__Version=1.2", "Teams__Version must be")]
    [InlineData("Teams__Version=1.02.0", "Teams__Version must be")]
    [InlineData("Teams__Developer=Dinas Koperasi dan UKM Provinsi Uji", "Teams__Developer must have")]
    [InlineData("Office__Name= ", "Office__Name must not be empty")]
    public async Task Setting_that_is_missing_or_wrong_is_named_in_one_line(string setting, string line)
    {
        File.WriteAllText(Package, "paket lama");

        var (code, output, error) = await RunAsync([.. Settings, setting], "teams-package", Package);

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith(line, OneLine(error), StringComparison.Ordinal);
        Assert.Equal("paket lama", File.ReadAllText(Package));
    }

    [Fact]
    public async Task Old_app_id_setting_is_taken_as_well_and_an_existing_package_is_replaced()
    {
        File.WriteAllText(Package, "paket lama");

        var (code, _, _) = await RunAsync([$"MicrosoftAppId={BotId}", Settings[1]], "teams-package", Package);

        Assert.Equal(0, code);
        Assert.Equal(BotId, (string?)Manifest(Package)["bots"]![0]!["botId"]);
    }

    [Fact]
    public async Task Place_that_cannot_be_written_is_named()
    {
        var (code, _, error) = await RunAsync(Settings, "teams-package", _folder.File("tidak/ada/paket.zip"));

        Assert.Equal(1, code);
        Assert.Contains(_folder.File("tidak/ada/paket.zip"), OneLine(error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_arguments_show_the_usage_and_no_store_is_opened()
    {
        var wrong = await RunAsync(Settings, "teams-package", "satu.zip", "dua.zip");
        await MakeAsync();

        Assert.Equal(2, wrong.Code);
        Assert.Contains("teams-package [FILE]", wrong.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("coopbot.db")));
    }

    /// <summary>Makes the package with these settings beside the two that it needs; returns its file.</summary>
    private async Task<string> MakeAsync(params string[] settings)
    {
        var (code, output, error) = await RunAsync([.. Settings, .. settings], "teams-package", Package);
        Assert.True(code == 0, error);
        Assert.Contains(Package, output, StringComparison.Ordinal);
        return Package;
    }

    private Task<(int Code, string Output, string Error)> RunAsync(string[] settings, params string[] args) => CoopBotProcess.RunAsync(_folder.File("coopbot.db"), settings, args);

    private void Unpack(string package) => ZipFile.ExtractToDirectory(package, _folder.File("isi"));

    private async Task<string[]> ComplaintsAsync() => JsonSerializer.Deserialize<string[]>(Assert.Single(await NodeScript.RunAsync("teams-manifest.mjs", [_folder.File("isi")])))!;

    private static JsonNode Manifest(string package) => JsonNode.Parse(Entry(package, "manifest.json"))!;

    private static string Entry(string package, string name)
    {
        using var zip = ZipFile.OpenRead(package);
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    private static IEnumerable<(int X, int Y)> Pixels(PngImage image) => from y in Enumerable.Range(0, image.Height) from x in Enumerable.Range(0, image.Width) select (x, y);

    private static string OneLine(string error) => Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
