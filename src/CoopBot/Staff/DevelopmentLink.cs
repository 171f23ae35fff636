using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace CoopBot.Staff;

/// <summary>
/// Sign-in on a developer's own machine: a link printed at start, good once and for 15 minutes, from this machine only. There is
/// none outside Development and none where Entra ID is configured; no setting changes that.
/// </summary>
public sealed class DevelopmentLink(IHostEnvironment environment, IOptions<StaffOptions> options, TimeProvider time)
{
    private static readonly TimeSpan _goodFor = TimeSpan.FromMinutes(15);
    private readonly Lock _lock = new();
    private byte[]? _code;
    private DateTimeOffset _until;

    /// <summary>Whether there is such a sign-in here at all.</summary>
    public bool IsOffered => environment.IsDevelopment() && !options.Value.HasSignIn;

    /// <summary>A new link; the one before is void.</summary>
    /// <param name="address">Where the service listens.</param>
    public string Make(Uri address)
    {
        if (!IsOffered)
        {
            throw new InvalidOperationException("The one-time link exists in Development only.");
        }

        lock (_lock)
        {
            var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
            (_code, _until) = (Encoding.ASCII.GetBytes(code), time.GetUtcNow() + _goodFor);
            return new Uri(address, $"/staff/masuk?kode={code}").ToString();
        }
    }

    /// <summary>Whether the code is the one printed, still good, and never used; from now on it is used.</summary>
    public bool Use(string code)
    {
        lock (_lock)
        {
            if (!IsOffered || _code is null || time.GetUtcNow() > _until || !CryptographicOperations.FixedTimeEquals(_code, Encoding.UTF8.GetBytes(code)))
            {
                return false;
            }

            _code = null;
            return true;
        }
    }

    /// <summary>This machine itself, and no proxy on it that speaks for others.</summary>
    public static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded");
}
