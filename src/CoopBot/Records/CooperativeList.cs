using CoopBot.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoopBot.Records;

/// <summary>How far a list has come.</summary>
public enum ListState
{
    /// <summary>Its rows are being written; nobody reads them.</summary>
    Preparing,

    /// <summary>All rows are there, to be looked at and published.</summary>
    Ready,

    /// <summary>The one that people are answered from.</summary>
    Published,

    /// <summary>A later one took its place.</summary>
    Replaced,

    /// <summary>It was published and taken back.</summary>
    Undone,

    /// <summary>It was never published: refused, discarded, or cut off.</summary>
    Discarded,
}

/// <summary>
/// One import of the office's list. Its rows stand under its generation; publishing switches the current one, undoing switches
/// back. Rows that came without a list are generation 0.
/// </summary>
public sealed class CooperativeList
{
    /// <summary>Its number; later ones are higher.</summary>
    public int Generation { get; init; }

    /// <summary>The generation that it was compared with and takes the place of.</summary>
    public int BaseGeneration { get; init; }

    /// <summary>How many rows that one had.</summary>
    public int BaseRows { get; set; }

    /// <summary>How far it has come.</summary>
    public ListState State { get; set; }

    /// <summary>The file's name, without its folder.</summary>
    public required string FileName { get; init; }

    /// <summary>SHA-256 of the file, hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>Whose list it is, as people are told.</summary>
    public required string Source { get; init; }

    /// <summary>The date that it speaks of.</summary>
    public DateOnly DataDate { get; init; }

    /// <summary>When its rows were last written, UTC.</summary>
    public DateTime UpdatedAt { get; set; }

    /// <summary>Who imported it: an account of the machine, or of the staff.</summary>
    public required string By { get; init; }

    /// <summary>When it was published, UTC.</summary>
    public DateTime? PublishedAt { get; set; }

    /// <summary>Rows that were taken.</summary>
    public int Rows { get; set; }

    /// <summary>Cooperatives that were not there before.</summary>
    public int Added { get; set; }

    /// <summary>Cooperatives with another value in some field.</summary>
    public int Changed { get; set; }

    /// <summary>Cooperatives as before.</summary>
    public int Unchanged { get; set; }

    /// <summary>Real cooperatives that the file does not name; made-up ones do not count.</summary>
    public int Removed { get; set; }

    /// <summary>Rows that could not be taken.</summary>
    public int Faulty { get; set; }

    /// <summary>The report as JSON, for as long as somebody still decides on the list or mends its file; null afterwards.</summary>
    public string? Preview { get; set; }
}

/// <summary>The table. At most one list is being prepared and at most one is current, whatever the processes.</summary>
internal sealed class CooperativeListTable : IEntityTypeConfiguration<CooperativeList>
{
    public void Configure(EntityTypeBuilder<CooperativeList> table)
    {
        table.ToTable("CooperativeLists");
        table.HasKey(list => list.Generation);
        table.Property(list => list.Generation).ValueGeneratedNever();
        table.Property(list => list.State).HasConversion<string>();
        table.HasIndex(list => list.State).IsUnique().HasFilter("\"State\" IN ('Preparing', 'Published')");
        table.HoldsNoPersonalData(
            new("Daftar koperasi yang diimpor", "Imported lists of cooperatives"),
            new("Berkas kantor tentang koperasi; tidak ada orang yang mengobrol di dalamnya.", "The office's files on cooperatives; nobody who chats is in them."));
    }
}
