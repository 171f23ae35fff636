namespace CoopBot.Capabilities.Figures;

/// <summary>What HTTP can ask of figures.</summary>
public static class FiguresEndpoints
{
    /// <summary>Registers what figures need.</summary>
    public static IServiceCollection AddFigures(this IServiceCollection services) =>
        services.AddSingleton<FigureCounts>().AddSingleton<FigurePictures>();

    /// <summary>Serves <c>/gambar/{token}</c>: a picture, or the same plain 404 whatever is wrong with the token (fault 107).</summary>
    public static IEndpointConventionBuilder MapFigurePictures(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/gambar/{token}", [HttpMethods.Get, HttpMethods.Head], async (HttpContext context, string token, FigurePictures pictures) =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers["X-Robots-Tag"] = "noindex";
            context.Response.Headers.CacheControl = "no-store";
            if (await pictures.ReadAsync(token, context.RequestAborted) is not var (png, left))
            {
                return Results.NotFound();
            }

            // The address names one list's numbers: what it shows never changes.
            context.Response.Headers.CacheControl = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"private, max-age={(long)left.TotalSeconds}, immutable");
            return Results.Bytes(png, "image/png");
        });
}
