using CoopBot.Conversation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoopBot.People;

/// <summary>
/// What a table holds of the people who chat, said where the table is declared. Copy, deletion, the counts of "data saya" and the page
/// of what is stored all read it; nothing is listed a second time. (UU 27/2022: access in articles 6 and 7, deletion in 8, 43 and 44.)
/// </summary>
/// <param name="Title">What it is, as people read it.</param>
public sealed record PersonalTable(Bilingual Title)
{
    /// <summary>The SQL condition of a person's rows: @0 the channel, @1 the person's id, @2 the name of the audit trail (<see cref="Memberships.NameOf"/>).</summary>
    public required string OfPerson { get; init; }

    /// <summary>What for.</summary>
    public required Bilingual Purpose { get; init; }

    /// <summary>How long; <c>{days}</c> is <c>Retention__Days</c>.</summary>
    public required Bilingual Kept { get; init; }

    /// <summary>Its words in the talk: {0} how many rows, {1} since when. Null where it only keeps the chat going.</summary>
    public Bilingual? Told { get; init; }

    /// <summary>The property that tells since when.</summary>
    public string? Since { get; init; }

    /// <summary>Property → its name in the copy.</summary>
    public required IReadOnlyDictionary<string, string> Copied { get; init; }

    /// <summary>Those of them that hold JSON.</summary>
    public IReadOnlySet<string> Nested { get; init; } = new HashSet<string>();

    /// <summary>Property → why it is not in the copy.</summary>
    public IReadOnlyDictionary<string, string> LeftOut { get; init; } = new Dictionary<string, string>();

    /// <summary>What deletion sets, in SQL, so that <see cref="OfPerson"/> finds the row no more; null where the row goes as a whole.</summary>
    public string? Blank { get; init; }

    /// <summary>Why deletion leaves it as it is; null where it does not.</summary>
    public Bilingual? Stays { get; init; }

    /// <summary>Deleted after those with a lower one: <see cref="PersonalData.Last"/> for a table by which others, or the deletion itself, are found.</summary>
    public int Order { get; init; }
}

/// <summary>Says it in the model. A test walks the model: each table says the one or the other, and each property is copied or left out.</summary>
public static class PersonalData
{
    /// <summary>The order of what goes in the last unit of a deletion.</summary>
    public const int Last = 9;

    private const string Holds = "CoopBot:PersonalData";
    private const string HoldsNone = "CoopBot:NoPersonalData";

    /// <summary>The table holds what people who chat said or did.</summary>
    public static void HoldsPersonalData<T>(this EntityTypeBuilder<T> table, PersonalTable personal)
        where T : class => Annotate(table, Holds, personal);

    /// <summary>The table holds nothing of the people who chat.</summary>
    /// <param name="table">The table.</param>
    /// <param name="what">What it is, as people read it.</param>
    /// <param name="why">Why it is not theirs.</param>
    public static void HoldsNoPersonalData<T>(this EntityTypeBuilder<T> table, Bilingual what, Bilingual why)
        where T : class => Annotate(table, HoldsNone, new ImpersonalTable(what, why));

    /// <summary>What a table said of itself; null where it said nothing.</summary>
    public static PersonalTable? Personal(this IReadOnlyEntityType table) => table.FindAnnotation(Holds)?.Value as PersonalTable;

    /// <summary>What a table without personal data said of itself.</summary>
    public static ImpersonalTable? Impersonal(this IReadOnlyEntityType table) => table.FindAnnotation(HoldsNone)?.Value as ImpersonalTable;

    private static void Annotate<T>(EntityTypeBuilder<T> table, string name, object value)
        where T : class
    {
        // It changes no table, and the tools that make migrations would try to write it into their snapshot.
        if (!EF.IsDesignTime)
        {
            table.HasAnnotation(name, value);
        }
    }
}

/// <summary>A table without personal data.</summary>
/// <param name="What">What it is.</param>
/// <param name="Why">Why it is not theirs.</param>
public sealed record ImpersonalTable(Bilingual What, Bilingual Why);
