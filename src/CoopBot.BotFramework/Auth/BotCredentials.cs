using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Azure.Core;
using Azure.Identity;
using Microsoft.Identity.Client;

namespace CoopBot.BotFramework.Auth;

/// <summary>Makes the credential that the settings describe.</summary>
internal static class BotCredentials
{
    private const string SharedTenant = "botframework.com";

    /// <summary>The credential; null where none is set.</summary>
    public static IBotCredential? Of(BotFrameworkOptions options, TimeProvider time) => options switch
    {
        { AppId: null } or { HasCredential: false } => null,
        { AppType: BotFrameworkAppType.UserAssignedMSI } => new ManagedIdentity(options),
        { AppPassword: { } secret } when options.LoginEndpoint.Scheme == Uri.UriSchemeHttp || options.IsTokenAddress => new FormPost(options, secret, time),
        _ => new Msal(options),
    };

    /// <summary>The tenant that vouches for the bot.</summary>
    public static string Tenant(BotFrameworkOptions options) =>
        options.AppType == BotFrameworkAppType.MultiTenant ? SharedTenant : options.TenantId ?? SharedTenant;

    /// <summary>The certificate with its private key, from PFX or PEM.</summary>
    /// <exception cref="CryptographicException">The file is neither, the password is wrong, or the key is missing.</exception>
    public static X509Certificate2 Certificate(BotFrameworkOptions options)
    {
        var file = options.CertificatePath!;
        var certificate = File.ReadAllText(file).Contains("-----BEGIN", StringComparison.Ordinal)
            ? options.CertificatePassword is { } password ? X509Certificate2.CreateFromEncryptedPemFile(file, password) : X509Certificate2.CreateFromPemFile(file)
            : X509CertificateLoader.LoadPkcs12FromFile(file, options.CertificatePassword);
        return certificate.HasPrivateKey ? certificate : throw new CryptographicException("there is no private key");
    }

    /// <summary>Secret or certificate, by the library of Microsoft Entra.</summary>
    private sealed class Msal(BotFrameworkOptions options) : IBotCredential
    {
        private readonly IConfidentialClientApplication _app = Build(options);

        public async Task<BotToken> FetchAsync(bool anew, CancellationToken cancellation)
        {
            try
            {
                var result = await _app.AcquireTokenForClient([options.Scope]).WithForceRefresh(anew).ExecuteAsync(cancellation);
                return new(result.AccessToken, result.ExpiresOn);
            }
            catch (MsalServiceException refused)
            {
                throw BotTokens.Unavailable($"{refused.ErrorCode} ({refused.StatusCode})", refused.Headers?.RetryAfter?.Delta);
            }
            catch (MsalException failed)
            {
                throw BotTokens.Unavailable(failed.ErrorCode);
            }
            catch (HttpRequestException)
            {
                throw BotTokens.Unavailable("the login service cannot be reached");
            }
        }

        private static IConfidentialClientApplication Build(BotFrameworkOptions options)
        {
            var builder = ConfidentialClientApplicationBuilder.Create(options.AppId)
                .WithAuthority(options.LoginEndpoint.ToString().TrimEnd('/') + "/" + Tenant(options), validateAuthority: false)
                .WithInstanceDiscovery(false);
            return (options.AppPassword is { } secret ? builder.WithClientSecret(secret) : builder.WithCertificate(Certificate(options))).Build();
        }
    }

    /// <summary>The identity that Azure gives the host.</summary>
    private sealed class ManagedIdentity(BotFrameworkOptions options) : IBotCredential
    {
        private readonly ManagedIdentityCredential _identity = new(ManagedIdentityId.FromUserAssignedClientId(options.AppId!));

        public async Task<BotToken> FetchAsync(bool anew, CancellationToken cancellation)
        {
            try
            {
                var token = await _identity.GetTokenAsync(new TokenRequestContext([options.Scope]), cancellation);
                return new(token.Token, token.ExpiresOn);
            }
            catch (AuthenticationFailedException)
            {
                throw BotTokens.Unavailable("this host has no managed identity of the app, or Azure does not answer");
            }
        }
    }

    /// <summary>
    /// OAuth 2.0 client credentials (RFC 6749, 4.4) by a plain form: for a login endpoint on this machine, which MSAL refuses since it
    /// is not https, and for one whose whole address is given.
    /// </summary>
    private sealed class FormPost(BotFrameworkOptions options, string secret, TimeProvider time) : IBotCredential
    {
        private const int MaxAnswer = 64 * 1024;

        private readonly Uri _address = options.IsTokenAddress
            ? options.LoginEndpoint
            : new Uri(new Uri(options.LoginEndpoint.ToString().TrimEnd('/') + "/"), $"{Tenant(options)}/oauth2/v2.0/token");

        public async Task<BotToken> FetchAsync(bool anew, CancellationToken cancellation)
        {
            // Once an hour: a client of its own costs nothing.
            using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = !options.LoginEndpoint.IsLoopback }) { MaxResponseContentBufferSize = MaxAnswer };
            using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", options.AppId), new("client_secret", secret), new("scope", options.Scope)]);
            try
            {
                using var response = await http.PostAsync(_address, form, cancellation);
                if (response.StatusCode != HttpStatusCode.OK)
                {
                    throw BotTokens.Unavailable($"the login endpoint answered {(int)response.StatusCode}", response.Headers.RetryAfter?.Delta);
                }

                using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellation));
                return document.RootElement.GetProperty("access_token").GetString() is { Length: > 0 } token
                    ? new(token, time.GetUtcNow().AddSeconds(document.RootElement.GetProperty("expires_in").GetInt32()))
                    : throw new JsonException();
            }
            catch (Exception failed) when (failed is HttpRequestException or IOException)
            {
                throw BotTokens.Unavailable("the login endpoint cannot be reached or says too much");
            }
            catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                throw BotTokens.Unavailable("the login endpoint gave an answer that is no token");
            }
        }
    }
}
