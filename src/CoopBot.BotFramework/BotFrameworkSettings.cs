using System.Security.Cryptography;
using CoopBot.BotFramework.Auth;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CoopBot.BotFramework;

/// <summary>Reads the settings that have two spellings, and refuses those that contradict each other: one sentence each, never with a value that is secret.</summary>
internal sealed class BotFrameworkSettings(IConfiguration configuration) : IConfigureOptions<BotFrameworkOptions>, IValidateOptions<BotFrameworkOptions>
{
    private static readonly char[] Separators = [',', ';', ' ', '\n', '\t'];

    public void Configure(BotFrameworkOptions options)
    {
        options.AppId = Blank(options.AppId) ?? Blank(configuration["MicrosoftAppId"]);
        options.AppPassword = Blank(options.AppPassword) ?? Blank(configuration["MicrosoftAppPassword"]);
        options.TenantId = Blank(options.TenantId) ?? Blank(configuration["MicrosoftAppTenantId"]);
        options.CertificatePath = Blank(options.CertificatePath);
        options.AppType ??= Enum.TryParse<BotFrameworkAppType>(configuration["MicrosoftAppType"], ignoreCase: true, out var type) ? type : null;
        options.TrustedHosts = List("TrustedHosts");
        options.AllowedTenants = List("AllowedTenants");
    }

    public ValidateOptionsResult Validate(string? name, BotFrameworkOptions options)
    {
        var wrong = new List<string>();
        if (Blank(configuration["MicrosoftAppType"]) is { } type && !Enum.TryParse<BotFrameworkAppType>(type, ignoreCase: true, out _))
        {
            wrong.Add("MicrosoftAppType must be SingleTenant, UserAssignedMSI or MultiTenant.");
        }

        if (!IsSecure(options.MetadataAddress))
        {
            wrong.Add("BotFramework__MetadataAddress must be an https address (http on loopback only).");
        }

        if (!IsSecure(options.LoginEndpoint))
        {
            wrong.Add("BotFramework__LoginEndpoint must be an https address (http on loopback only).");
        }

        if (string.IsNullOrWhiteSpace(options.Issuer))
        {
            wrong.Add("BotFramework__Issuer must not be empty; take it out to use the default.");
        }

        if (string.IsNullOrWhiteSpace(options.Scope))
        {
            wrong.Add("BotFramework__Scope must not be empty; take it out to use the default.");
        }

        if (options.AppType is BotFrameworkAppType.SingleTenant && options.TenantId is null)
        {
            wrong.Add("BotFramework__TenantId is missing: a SingleTenant bot has its tenant's id there.");
        }

        if (options is { AppId: null, AppPassword: not null })
        {
            wrong.Add("BotFramework__AppId is missing: a secret is set without the app it belongs to.");
        }

        if (options.CertificatePath is not null && !IsCertificate(options))
        {
            wrong.Add("BotFramework__CertificatePath must name a PFX or PEM file that is there, with its private key; BotFramework__CertificatePassword is its password.");
        }

        if (options is { CertificatePath: not null, AppPassword: null } && (options.LoginEndpoint.Scheme != Uri.UriSchemeHttps || options.IsTokenAddress))
        {
            wrong.Add("BotFramework__LoginEndpoint must be an https authority where a certificate is used, such as https://login.microsoftonline.com.");
        }

        if (options is { CertificatePath: not null, AppPassword: not null } or { AppType: BotFrameworkAppType.UserAssignedMSI, AppPassword: not null } or { AppType: BotFrameworkAppType.UserAssignedMSI, CertificatePath: not null })
        {
            wrong.Add("BotFramework__AppPassword, BotFramework__CertificatePath and BotFramework__AppType=UserAssignedMSI exclude one another; keep the one that the bot was registered with.");
        }

        if (!options.TrustedHosts.All(entry => TrustedHosts.Read(entry) is not null))
        {
            wrong.Add(TrustedHosts.Wrong);
        }

        return wrong.Count > 0 ? ValidateOptionsResult.Fail(wrong) : ValidateOptionsResult.Success;
    }

    /// <summary>https, or http on this very machine: the whole production path can be tried on one machine.</summary>
    public static bool IsSecure(Uri address) =>
        address is { IsAbsoluteUri: true, UserInfo: "" } && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    private static bool IsCertificate(BotFrameworkOptions options)
    {
        try
        {
            using var certificate = BotCredentials.Certificate(options);
            return true;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>"a, b" in one setting, or <c>__0</c>, <c>__1</c> …</summary>
    private IReadOnlyList<string> List(string name)
    {
        var section = configuration.GetSection("BotFramework").GetSection(name);
        return [.. section.GetChildren().Select(item => item.Value).Append(section.Value)
            .SelectMany(item => (item ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
    }
}
