using System.Xml.Linq;
using CoopBot.People;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Options;

namespace CoopBot.Storage;

/// <summary>A Data Protection key as the framework writes it.</summary>
public sealed class SigningKey
{
    /// <summary>In order of making.</summary>
    public int Id { get; init; }

    /// <summary>The framework's name for it.</summary>
    public string? FriendlyName { get; init; }

    /// <summary>The key, as XML.</summary>
    public string? Xml { get; init; }
}

/// <summary>
/// The signing keys of tokens and cookies, in the store, so that a restart and a second process know them. The framework reads
/// them before it listens; through EF Core that alone took a second, since it was the first to build the model.
/// </summary>
public sealed class KeyRing(Database database, WriteGate gate) : IXmlRepository, IConfigureOptions<KeyManagementOptions>
{
    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = database.OpenConnection();
        using var rows = connection.Query(null, """SELECT "Xml" FROM "DataProtectionKeys" WHERE "Xml" IS NOT NULL ORDER BY "Id" """);
        var keys = new List<XElement>();
        while (rows.Read())
        {
            keys.Add(XElement.Parse(rows.GetString(0)));
        }

        return keys;
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) =>
        gate.WriteAsync((connection, transaction) => connection.Execute(
            transaction,
            """INSERT INTO "DataProtectionKeys" ("FriendlyName", "Xml") VALUES (@0, @1)""",
            friendlyName, element.ToString(SaveOptions.DisableFormatting))).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public void Configure(KeyManagementOptions options) => options.XmlRepository = this;
}

internal sealed class SigningKeyTable : IEntityTypeConfiguration<SigningKey>
{
    public void Configure(EntityTypeBuilder<SigningKey> table)
    {
        table.ToTable("DataProtectionKeys");
        table.HoldsNoPersonalData(
            new("Kunci layanan", "Keys of the service"),
            new("Untuk menandatangani kuki; tidak ada orang di dalamnya.", "For signing cookies; nobody is in them."));
    }
}
