using CoopBot.BotFramework.Schema;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CoopBot.BotFramework.Auth;

/// <summary>Whether a caller may post.</summary>
/// <param name="Status">200; 401; 403 for another tenant (fault 21); 503 where there are no keys yet to check a token with (fault 22).</param>
/// <param name="Reason">Why not, for the log; never a word of the token.</param>
/// <param name="Token">What the activity must fit; null on a developer's own machine.</param>
internal readonly record struct Admission(int Status, string Reason, ChannelToken? Token = null);

/// <summary>
/// Who may post to <c>/api/messages</c>: with an app id a channel, by its token, before a byte of the body is read, and then by
/// what the activity says; without one only a developer's own machine.
/// </summary>
internal sealed class Admissions(InboundGate gate, ChannelTokenValidator tokens, IOptions<BotFrameworkOptions> options)
{
    private const string Scheme = "Bearer ";
    private readonly HashSet<string> _tenants = new(options.Value.AllowedTenants, StringComparer.OrdinalIgnoreCase);

    /// <summary>By the request alone.</summary>
    public ValueTask<Admission> AdmitAsync(HttpContext context)
    {
        if (string.IsNullOrEmpty(options.Value.AppId))
        {
            return new(gate.Admits(context) ? new Admission(StatusCodes.Status200OK, "") : Refused("no app id is set, so no channel is trusted"));
        }

        var header = context.Request.Headers.Authorization;
        return header is [{ } only] && only.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? ValidateAsync(only, context.RequestAborted)
            : new(Refused(header.Count == 0 ? "no token" : "not one bearer token"));
    }

    /// <summary>By what the activity says.</summary>
    public Admission Admit(Admission admission, Activity activity) => admission.Token switch
    {
        null => admission,
        { } token when token.Refuses(activity) is { } reason => Refused(reason),
        _ => _tenants.Count == 0 || IsOfAllowedTenant(activity) ? admission : new(StatusCodes.Status403Forbidden, "the tenant is not one of BotFramework__AllowedTenants"),
    };

    private static Admission Refused(string reason) => new(StatusCodes.Status401Unauthorized, reason);

    private ValueTask<Admission> ValidateAsync(string header, CancellationToken cancellation) =>
        tokens.Remembered(header.AsSpan(Scheme.Length)) is { } held
            ? new(new Admission(StatusCodes.Status200OK, "", held))
            : ValidateAnewAsync(header[Scheme.Length..].Trim(), cancellation);

    private async ValueTask<Admission> ValidateAnewAsync(string raw, CancellationToken cancellation)
    {
        var (token, reason) = await tokens.ValidateAsync(raw, cancellation);
        return token is not null ? new(StatusCodes.Status200OK, "", token)
            : reason == ChannelTokenValidator.NoKeys ? new(StatusCodes.Status503ServiceUnavailable, reason)
            : Refused(reason);
    }

    /// <summary>Every tenant that the activity names must be allowed, and on Teams it names one.</summary>
    private bool IsOfAllowedTenant(Activity activity)
    {
        var (conversation, channel) = (activity.Conversation?.TenantId, activity.TenantInChannelData);
        return (conversation is null || _tenants.Contains(conversation)) && (channel is null || _tenants.Contains(channel))
            && (activity.ChannelId != "msteams" || conversation is not null || channel is not null);
    }
}
