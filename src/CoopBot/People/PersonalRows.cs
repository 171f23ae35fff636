using System.Data.Common;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CoopBot.Conversation;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CoopBot.People;

/// <summary>A person's rows in every table that holds some: counted, copied, deleted, as the model says of itself (<see cref="PersonalData"/>).</summary>
public sealed class PersonalRows(Database database, WriteGate gate)
{
    /// <summary>A unit of this many rows is over in milliseconds.</summary>
    private const int Unit = 100;

    // A file to be read by a person, never part of a page.
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lazy<IReadOnlyList<Table>> _tables = new(() => Read(database));

    /// <summary>All personal tables, in the order of deletion.</summary>
    public IReadOnlyList<PersonalTable> Tables => [.. _tables.Value.Select(table => table.Says)];

    /// <summary>All tables that hold nothing of the people who chat.</summary>
    public IReadOnlyList<ImpersonalTable> Others
    {
        get
        {
            using var db = database.CreateDbContext();
            return [.. db.Model.GetEntityTypes().Select(table => table.Impersonal()).OfType<ImpersonalTable>()];
        }
    }

    /// <summary>How many rows of each table are a person's, and since when (UTC); tables with none are left out.</summary>
    public Task<IReadOnlyList<(PersonalTable Table, long Count, DateTime? Since)>> CountAsync(ConversationKey person, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<(PersonalTable, long, DateTime?)>>(
            async connection =>
            {
                var found = new List<(PersonalTable, long, DateTime?)>();
                foreach (var table in _tables.Value)
                {
                    await using var row = await connection.QueryAsync(cancellation, table.CountSql, Values(person));
                    await row.ReadAsync(cancellation);
                    if (row.GetInt64(0) is > 0 and var count)
                    {
                        found.Add((table.Says, count, table.Says.Since is null || row.IsDBNull(1) ? null : Utc(row.GetDateTime(1))));
                    }
                }

                return found;
            },
            cancellation);

    /// <summary>The copy: JSON in UTF-8, one list a table under its title, times in WIB.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="about">What stands above it: who made it, when.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<byte[]> CopyAsync(ConversationKey person, IEnumerable<KeyValuePair<string, string>> about, CancellationToken cancellation) => database.ReadAsync(
        async connection =>
        {
            using var bytes = new MemoryStream();
            await using (var json = new Utf8JsonWriter(bytes, Readable))
            {
                json.WriteStartObject();
                foreach (var (name, value) in about)
                {
                    json.WriteString(name, value);
                }

                foreach (var table in _tables.Value)
                {
                    json.WriteStartArray(table.Says.Title.Id);
                    await using var rows = await connection.QueryAsync(cancellation, table.CopySql, Values(person));
                    while (await rows.ReadAsync(cancellation))
                    {
                        json.WriteStartObject();
                        for (var i = 0; i < table.Columns.Count; i++)
                        {
                            json.WritePropertyName(table.Columns[i].Name);
                            Write(json, rows, i, table.Columns[i]);
                        }

                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                }

                json.WriteEndObject();
            }

            return bytes.ToArray();
        },
        cancellation);

    /// <summary>
    /// Deletes a person's rows in short units, each of which stands alone: killed halfway it is begun again and finishes the rest. The
    /// tables by which it is found again come last, with whatever was written meanwhile and goes with the end in the same unit.
    /// </summary>
    /// <param name="person">Whose.</param>
    /// <param name="end">What is saved with the last unit.</param>
    /// <param name="cancellation">Ends it between two units.</param>
    public async Task EraseAsync(ConversationKey person, Action<DbConnection, DbTransaction> end, CancellationToken cancellation)
    {
        foreach (var table in _tables.Value.Where(table => table.Says is { Stays: null, Order: < PersonalData.Last }))
        {
            while (await gate.WriteAsync((connection, transaction) => connection.Execute(transaction, table.EraseSql, Values(person)), background: true) > 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }

        await gate.WriteAsync(
            (connection, transaction) =>
            {
                // Every table: an answer that was on its way when its table was emptied has come in since.
                foreach (var table in _tables.Value.Where(table => table.Says.Stays is null))
                {
                    while (connection.Execute(transaction, table.EraseSql, Values(person)) > 0)
                    {
                        // A handful: what came in, conversations and requests.
                    }
                }

                end(connection, transaction);
                return 0;
            },
            background: true);
    }

    private static object?[] Values(ConversationKey person) => [person.Channel, person.Person, Memberships.NameOf(person)];

    private static DateTime Utc(DateTime stored) => DateTime.SpecifyKind(stored, DateTimeKind.Utc);

    private static void Write(Utf8JsonWriter json, DbDataReader row, int at, Column column)
    {
        if (row.IsDBNull(at))
        {
            json.WriteNullValue();
        }
        else if (column.Type == typeof(DateTime))
        {
            json.WriteStringValue(new DateTimeOffset(Wording.Local(Utc(row.GetDateTime(at))).Ticks, TimeSpan.FromHours(7)).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture));
        }
        else if (column.Type == typeof(DateOnly))
        {
            json.WriteStringValue(row.GetFieldValue<DateOnly>(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
        else if (column.Type == typeof(bool))
        {
            json.WriteBooleanValue(row.GetBoolean(at));
        }
        else if (row.GetValue(at) is string text)
        {
            if (column.IsJson && Parsed(text) is { } nested)
            {
                nested.WriteTo(json);
            }
            else
            {
                json.WriteStringValue(text);
            }
        }
        else
        {
            json.WriteNumberValue(row.GetInt64(at));
        }
    }

    private static JsonNode? Parsed(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IReadOnlyList<Table> Read(Database database)
    {
        using var db = database.CreateDbContext();
        return [.. db.Model.GetEntityTypes().Where(type => type.Personal() is not null).Select(Of).OrderBy(table => table.Says.Order).ThenBy(table => table.Name, StringComparer.Ordinal)];
    }

    private static Table Of(IEntityType type)
    {
        var says = type.Personal()!;
        var name = type.GetTableName()!;
        var columns = says.Copied.Select(copied => (Property: type.FindProperty(copied.Key)!, Label: copied.Value)).ToList();
        var key = string.Join(", ", type.FindPrimaryKey()!.Properties.Select(property => Quoted(property.GetColumnName())));
        var since = says.Since is null ? "NULL" : $"MIN({Quoted(type.FindProperty(says.Since)!.GetColumnName())})";
        var change = says.Blank is null ? $"DELETE FROM {Quoted(name)}" : $"UPDATE {Quoted(name)} SET {says.Blank}";
        return new(
            says,
            name,
            [.. columns.Select(column => new Column(column.Label, Nullable.GetUnderlyingType(column.Property.ClrType) ?? column.Property.ClrType, says.Nested.Contains(column.Property.Name)))],
            $"SELECT COUNT(*), {since} FROM {Quoted(name)} WHERE {says.OfPerson}",
            $"SELECT {string.Join(", ", columns.Select(column => Quoted(column.Property.GetColumnName())))} FROM {Quoted(name)} WHERE {says.OfPerson} ORDER BY {key}",
            $"{change} WHERE ({key}) IN (SELECT {key} FROM {Quoted(name)} WHERE {says.OfPerson} LIMIT {Unit})");
    }

    private static string Quoted(string name) => $"\"{name}\"";

    private sealed record Column(string Name, Type Type, bool IsJson);

    private sealed record Table(PersonalTable Says, string Name, IReadOnlyList<Column> Columns, string CountSql, string CopySql, string EraseSql);
}
