using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoopBot.People;

/// <summary>
/// A one-time code that an officer gives to a pengurus, shown to the officer once. Stored is its SHA-256: whoever can read the store
/// has no code to pass on. (No key would add to that: the store holds the keys as well, and all that a code opens.)
/// </summary>
public sealed class LinkCode
{
    /// <summary>Characters of a code, written <c>K793-QX4M</c>: 30^8 codes. At 300 guesses a minute for a week one address hits one of a hundred open codes once in 2,000 weeks.</summary>
    public const int Length = 8;

    /// <summary>No 0, 1, I, L, O, U: nothing that is taken for another when read out or copied.</summary>
    public const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>How long a code can be used.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromDays(7);

    /// <summary>Our own key.</summary>
    public long Id { get; init; }

    /// <summary>SHA-256 of the code without its hyphen, hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>The cooperative's <see cref="Records.Cooperative.LastingId"/>.</summary>
    public long CooperativeId { get; init; }

    /// <summary>Who of the office made it.</summary>
    public required string MadeBy { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTime MadeAt { get; init; }

    /// <summary>From when on it is refused, UTC.</summary>
    public DateTime ExpiresAt { get; init; }

    /// <summary>When it was used, UTC; null while it can be.</summary>
    public DateTime? UsedAt { get; init; }

    /// <summary>Who used it, as <see cref="Memberships.NameOf"/> writes it.</summary>
    public string? UsedBy { get; init; }

    /// <summary>When the office withdrew it, UTC.</summary>
    public DateTime? WithdrawnAt { get; init; }

    /// <summary>How the audit trail and the office's pages name a cooperative: <c>K-17</c>.</summary>
    public static string SubjectOf(long cooperativeId) => string.Create(CultureInfo.InvariantCulture, $"K-{cooperativeId}");

    /// <summary>A new code, with letters and digits both, so that no word and no number is one.</summary>
    public static string New()
    {
        while (true)
        {
            var code = RandomNumberGenerator.GetString(Alphabet, Length);
            if (IsMixed(code))
            {
                return code;
            }
        }
    }

    /// <summary>As people read it: <c>K793-QX4M</c>.</summary>
    public static string Shown(string code) => $"{code.AsSpan(0, Length / 2)}-{code.AsSpan(Length / 2)}";

    /// <summary>The code that a text is, however it is spaced and cased; null where it is none.</summary>
    public static string? Read(string text)
    {
        Span<char> code = stackalloc char[Length];
        var count = 0;
        foreach (var letter in text)
        {
            if (letter is ' ' or '-' or '.' or '–')
            {
                continue;
            }

            var upper = char.ToUpperInvariant(letter);
            if (count == Length || !Alphabet.Contains(upper, StringComparison.Ordinal))
            {
                return null;
            }

            code[count++] = upper;
        }

        return count == Length && IsMixed(code) ? new(code) : null;
    }

    /// <summary>What is stored of it.</summary>
    public static string HashOf(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(code)));

    private static bool IsMixed(ReadOnlySpan<char> code) => code.ContainsAnyInRange('2', '9') && code.ContainsAnyInRange('A', 'Z');
}

internal sealed class LinkCodeTable : IEntityTypeConfiguration<LinkCode>
{
    public void Configure(EntityTypeBuilder<LinkCode> table)
    {
        table.ToTable("LinkCodes");
        table.HasIndex(code => code.Hash).IsUnique();
        table.HasIndex(code => code.CooperativeId);
    }
}
