using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace CoopBot.Channels.WebChat;

/// <summary>A file that never changes under its address: three encodings, one hash.</summary>
internal sealed class PageAsset
{
    private readonly Func<string, EntityTagHeaderValue, IResult> send;

    private PageAsset(Stream plain, Func<string, EntityTagHeaderValue, IResult> send)
    {
        this.send = send;
        Hash = Convert.ToHexStringLower(SHA256.HashData(plain))[..12];
    }

    /// <summary>The first digits of the content's SHA-256: part of the address and of the ETag.</summary>
    public string Hash { get; }

    /// <summary>Reads a text file and compresses it in memory.</summary>
    public static PageAsset Read(string file, string contentType)
    {
        var plain = File.ReadAllBytes(file);
        var brotli = Compress(plain, stream => new BrotliStream(stream, CompressionLevel.SmallestSize));
        var gzip = Compress(plain, stream => new GZipStream(stream, CompressionLevel.SmallestSize));
        return new(new MemoryStream(plain), (encoding, tag) =>
            Results.Bytes(encoding switch { "br" => brotli, "gzip" => gzip, _ => plain }, contentType, entityTag: tag));
    }

    /// <summary>A large file that the build compressed beforehand (<c>.br</c> and <c>.gz</c> beside it); sent from the disk.</summary>
    public static PageAsset Compressed(string file, string contentType)
    {
        using var plain = File.OpenRead(file);
        return new(plain, (encoding, tag) =>
            Results.File(file + encoding switch { "br" => ".br", "gzip" => ".gz", _ => "" }, contentType, entityTag: tag));
    }

    /// <summary>
    /// Answers with the smallest encoding the browser takes. An address with another hash comes from an older or
    /// newer page: it gets the file too, but must not keep it.
    /// </summary>
    public IResult Answer(HttpContext context, string hash)
    {
        var headers = context.Response.Headers;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = hash == Hash ? "public, max-age=31536000, immutable" : "no-cache";
        var encoding = Accepts(context.Request, "br") ? "br" : Accepts(context.Request, "gzip") ? "gzip" : "";
        if (encoding.Length > 0)
            headers.ContentEncoding = encoding;
        return send(encoding, new EntityTagHeaderValue($"\"{Hash}{encoding}\""));
    }

    private static bool Accepts(HttpRequest request, string encoding) =>
        request.GetTypedHeaders().AcceptEncoding.Any(accepted =>
            accepted.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && accepted.Quality is not 0);

    private static byte[] Compress(byte[] plain, Func<Stream, Stream> open)
    {
        using var buffer = new MemoryStream();
        using (var stream = open(buffer))
            stream.Write(plain);
        return buffer.ToArray();
    }
}
