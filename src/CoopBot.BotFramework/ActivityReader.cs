using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using CoopBot.BotFramework.Schema;
using Microsoft.AspNetCore.Http;

namespace CoopBot.BotFramework;

/// <summary>What came of reading a body: an activity, or the status and sentence to refuse it with.</summary>
internal readonly record struct ReadActivity(Activity? Activity, int Status, string Problem)
{
    public static ReadActivity Refused(int status, string problem) => new(null, status, problem);
}

/// <summary>
/// Reads one activity from a request and refuses what no channel sends: over 256 KB, deeper than 64, a key twice,
/// not UTF-8, not an object, ids over 1,000 characters. Lone surrogates are replaced, since they would throw much later.
/// </summary>
internal static class ActivityReader
{
    /// <summary>The largest body, in bytes.</summary>
    public const int MaxBytes = 256 * 1024;

    private const int MaxId = 1_000;

    public static async ValueTask<ReadActivity> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > MaxBytes)
        {
            return ReadActivity.Refused(StatusCodes.Status413PayloadTooLarge, "The body is larger than 256 KB.");
        }

        try
        {
            return await ReadAsync(request.Body, (int)(request.ContentLength ?? 16 * 1024), cancellation);
        }
        catch (BadHttpRequestException refused)
        {
            return ReadActivity.Refused(refused.StatusCode, "The body could not be read.");
        }
    }

    public static async ValueTask<ReadActivity> ReadAsync(Stream body, int expected, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(expected + 1);
        try
        {
            var length = 0;
            while (true)
            {
                var read = await body.ReadAsync(buffer.AsMemory(length), cancellation);
                if (read == 0)
                {
                    return Parse(buffer.AsSpan(0, length));
                }

                length += read;
                if (length > MaxBytes)
                {
                    return ReadActivity.Refused(StatusCodes.Status413PayloadTooLarge, "The body is larger than 256 KB.");
                }

                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    internal static ReadActivity Parse(Span<byte> body)
    {
        if (!Utf8.IsValid(body))
        {
            return Bad("The body is not UTF-8.");
        }

        LoneSurrogates.Replace(body);
        try
        {
            return JsonSerializer.Deserialize(body, ActivityJson.Wire.Activity) is { } activity
                ? Check(activity)
                : Bad("The body must be one activity: a JSON object.");
        }
        catch (JsonException)
        {
            return Bad("The body must be one activity: a JSON object, at most 64 deep, no key twice.");
        }
    }

    private static ReadActivity Check(Activity activity)
    {
        if (string.IsNullOrEmpty(activity.Type))
        {
            return Bad("The activity has no type.");
        }

        if (HasNull(activity.MembersAdded) || HasNull(activity.MembersRemoved) || HasNull(activity.Attachments)
            || HasNull(activity.SuggestedActions?.To) || HasNull(activity.SuggestedActions?.Actions))
        {
            return Bad("A list holds null where something must stand.");
        }

        var tooLong = HasLongId(activity.MembersAdded) || HasLongId(activity.MembersRemoved);
        foreach (var id in (ReadOnlySpan<string?>)[
            activity.Id, activity.Type, activity.ChannelId, activity.ServiceUrl, activity.ReplyToId, activity.Name, activity.Locale,
            activity.From?.Id, activity.From?.AadObjectId, activity.Recipient?.Id, activity.Conversation?.Id, activity.Conversation?.TenantId])
        {
            tooLong |= id?.Length > MaxId;
        }

        if (tooLong)
        {
            return Bad("An id is longer than 1,000 characters.");
        }

        return new(activity, StatusCodes.Status200OK, "");
    }

    private static bool HasNull<T>(List<T>? list)
        where T : class => list?.Contains(null!) == true;

    private static bool HasLongId(List<ChannelAccount>? members) => members?.Exists(member => member.Id?.Length > MaxId) == true;

    private static ReadActivity Bad(string problem) => ReadActivity.Refused(StatusCodes.Status400BadRequest, problem);
}
