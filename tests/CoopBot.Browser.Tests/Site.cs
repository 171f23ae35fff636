using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CoopBot.Browser.Tests;

/// <summary>An office's own site, which shows the chat in a frame.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly WebApplication app;

    private Site(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    public string Framed { get; set; } = "";

    public static async Task<Site> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = new Site(builder.Build());
        site.app.MapGet("/", () => Results.Content($"<!doctype html><title>Dinas</title><link rel=icon href=data:,><iframe src=\"{site.Framed}\" title=\"Tanya CoopBot\" style=\"width:100%;height:640px;border:0\"></iframe>", "text/html"));
        await site.app.StartAsync();
        return site;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
