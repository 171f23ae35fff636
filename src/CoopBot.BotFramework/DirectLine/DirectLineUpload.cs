using CoopBot.BotFramework.Schema;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace CoopBot.BotFramework.DirectLine;

/// <summary>
/// A message that comes with files (<c>multipart/form-data</c>: a part <c>activity</c> and the files). The bot only says that
/// it reads no files, so their bytes are drained and dropped, never kept; what stays is of which kind they were.
/// </summary>
internal static class DirectLineUpload
{
    /// <summary>Fault 31: the largest upload, in bytes, all parts together.</summary>
    public const long MaxBytes = 15 * 1024 * 1024;

    private const int MaxFiles = 10;
    private const int MaxContentType = 100;

    public static async Task<ReadActivity> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.ContentLength > MaxBytes)
        {
            return TooLarge;
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 70 } boundary)
        {
            return ReadActivity.Refused(StatusCodes.Status400BadRequest, "An upload must be multipart/form-data.");
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } bound)
        {
            bound.MaxRequestBodySize = MaxBytes;
        }

        try
        {
            return await ReadAsync(new MultipartReader(boundary.ToString(), request.Body), context.RequestAborted);
        }
        catch (BadHttpRequestException refused)
        {
            return refused.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLarge : ReadActivity.Refused(refused.StatusCode, "The upload could not be read.");
        }
        catch (Exception malformed) when (malformed is InvalidDataException or IOException)
        {
            return ReadActivity.Refused(StatusCodes.Status400BadRequest, "The upload could not be read.");
        }
    }

    private static ReadActivity TooLarge => ReadActivity.Refused(StatusCodes.Status413PayloadTooLarge, "The upload is larger than 15 MB.");

    private static async Task<ReadActivity> ReadAsync(MultipartReader parts, CancellationToken cancellation)
    {
        Activity? activity = null;
        var files = new List<Attachment>();
        while (await parts.ReadNextSectionAsync(cancellation) is { } part)
        {
            if (activity is null && part.GetContentDispositionHeader()?.Name == "activity")
            {
                var read = await ActivityReader.ReadAsync(part.Body, 4096, cancellation);
                if (read.Activity is null)
                {
                    return read;
                }

                activity = read.Activity;
                continue;
            }

            if (files.Count == MaxFiles)
            {
                return ReadActivity.Refused(StatusCodes.Status400BadRequest, "An upload holds at most ten files.");
            }

            await part.Body.CopyToAsync(Stream.Null, cancellation);
            files.Add(new() { ContentType = part.ContentType is { Length: > 0 and <= MaxContentType } kind ? kind : "application/octet-stream" });
        }

        if (activity is null && files.Count == 0)
        {
            return ReadActivity.Refused(StatusCodes.Status400BadRequest, "The upload holds neither a message nor a file.");
        }

        activity ??= new() { Type = ActivityTypes.Message };
        activity.Attachments = files.Count > 0 ? files : null;
        return new(activity, StatusCodes.Status200OK, "");
    }
}
