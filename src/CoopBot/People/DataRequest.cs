using System.Globalization;
using CoopBot.Conversation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoopBot.People;

/// <summary>What a person wants of their own data.</summary>
public enum DataWish
{
    /// <summary>A copy.</summary>
    Copy,

    /// <summary>That it goes.</summary>
    Erase,
}

/// <summary>How far a request has come.</summary>
public enum DataRequestState
{
    /// <summary>It waits for the code that an officer gives.</summary>
    Open,

    /// <summary>The right code was typed.</summary>
    Opened,

    /// <summary>The person said yes: rows are being deleted. A process that ends in it is followed by one that goes on.</summary>
    Erasing,

    /// <summary>Nothing more comes of it.</summary>
    Closed,
}

/// <summary>
/// A request for one's own data, which an officer answers with a one-time code for that very person and request. Stored are the
/// SHA-256 of the code and of the link to the copy.
/// </summary>
public sealed class DataRequest
{
    /// <summary>How long a code can be used.</summary>
    public static readonly TimeSpan CodeGoodFor = TimeSpan.FromHours(24);

    /// <summary>How long the link to a copy can be used, once.</summary>
    public static readonly TimeSpan LinkGoodFor = TimeSpan.FromMinutes(10);

    /// <summary>How long a request is kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    /// <summary>Its number; people see <see cref="Number"/>.</summary>
    public long Id { get; init; }

    /// <summary>The channel it was asked on.</summary>
    public required string Channel { get; init; }

    /// <summary>The conversation it was asked in, where the end is said.</summary>
    public required string ConversationId { get; init; }

    /// <summary>Who; never a name. Empty once that person's data is deleted.</summary>
    public required string PersonId { get; init; }

    /// <summary>What is wanted.</summary>
    public DataWish Wish { get; init; }

    /// <summary>How far it has come.</summary>
    public DataRequestState State { get; init; }

    /// <summary>The language to end in.</summary>
    public Language Language { get; init; }

    /// <summary>When it was asked, UTC.</summary>
    public DateTime AskedAt { get; init; }

    /// <summary>SHA-256 of the code that waits to be typed; null where none does.</summary>
    public string? CodeHash { get; init; }

    /// <summary>Who of the office made it.</summary>
    public string? CodeBy { get; init; }

    /// <summary>From when on it is refused, UTC.</summary>
    public DateTime? CodeUntil { get; init; }

    /// <summary>SHA-256 of the link to the copy; null where there is none, or none any more.</summary>
    public string? LinkHash { get; init; }

    /// <summary>From when on the link is dead, UTC.</summary>
    public DateTime? LinkUntil { get; init; }

    /// <summary>While rows go: how far the web chat's page had read, so that what is said at the end comes after it.</summary>
    public long? Watermark { get; init; }

    /// <summary>The number that people see: D-0007.</summary>
    public string Number => NumberOf(Id);

    /// <summary>The number that people see.</summary>
    public static string NumberOf(long id) => string.Create(CultureInfo.InvariantCulture, $"D-{id:D4}");
}

internal sealed class DataRequestTable : IEntityTypeConfiguration<DataRequest>
{
    public void Configure(EntityTypeBuilder<DataRequest> table)
    {
        table.ToTable("DataRequests");
        // Given before saving, since the reply names it; two processes that pick the same one meet at the key.
        table.Property(request => request.Id).ValueGeneratedNever();
        table.Property(request => request.Wish).HasConversion<string>();
        table.Property(request => request.State).HasConversion<string>();
        table.Ignore(request => request.Number);
        table.HasIndex(request => new { request.Channel, request.PersonId });
        table.HasIndex(request => request.LinkHash).IsUnique();
        table.HasIndex(request => request.State);
        table.HoldsPersonalData(new(new("Permintaan data pribadi", "Requests for one's own data"))
        {
            OfPerson = """ "Channel" = @0 AND "PersonId" = @1 """,
            Told = new("{0} permintaan data pribadi", "{0} requests for your data"),
            Purpose = new("Supaya salinan dan penghapusan hanya dibuka oleh pemiliknya, dengan kode dari petugas.", "So that only its owner opens a copy or a deletion, with a code from an officer."),
            Kept = new("30 hari. Kode dan tautannya di sini hanya sebagai sidik (SHA-256); di riwayat obrolan terbaca seperti ditulis.", "30 days. Of codes and links only the fingerprint (SHA-256) is here; the talk has them as they were written."),
            Copied = new Dictionary<string, string>
            {
                [nameof(DataRequest.Id)] = "nomor",
                [nameof(DataRequest.Channel)] = "saluran",
                [nameof(DataRequest.PersonId)] = "nomor akun",
                [nameof(DataRequest.Wish)] = "permintaan",
                [nameof(DataRequest.State)] = "keadaan",
                [nameof(DataRequest.AskedAt)] = "waktu",
            },
            LeftOut = new Dictionary<string, string>
            {
                [nameof(DataRequest.ConversationId)] = "where the end is said; the conversations are in the copy already",
                [nameof(DataRequest.Language)] = "how the end is said",
                [nameof(DataRequest.CodeHash)] = "would help whoever guesses at the code",
                [nameof(DataRequest.CodeBy)] = "names an officer",
                [nameof(DataRequest.CodeUntil)] = "of the code",
                [nameof(DataRequest.LinkHash)] = "of the link to this very copy",
                [nameof(DataRequest.LinkUntil)] = "of the link to this very copy",
                [nameof(DataRequest.Watermark)] = "a place in a list, while rows go",
            },
            Blank = """ "PersonId" = '', "ConversationId" = '', "CodeHash" = NULL, "LinkHash" = NULL, "State" = 'Closed' """,
            Order = PersonalData.Last,
        });
    }
}
