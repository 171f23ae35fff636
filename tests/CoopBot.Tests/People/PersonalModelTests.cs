using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using CoopBot.Conversation;
using CoopBot.People;
using CoopBot.Storage;
using CoopBot.Tests.Hosts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CoopBot.Tests.People;

/// <summary>Walks the model: no table, and no field of one, can be forgotten by the copy, the deletion or the page of what is stored (faults 127, 128).</summary>
public sealed class PersonalModelTests
{
    // Of now: what is older may be past its time already.
    private static readonly DateTime Then = TimeProvider.System.GetUtcNow().UtcDateTime;

    [Fact] // Fault 127
    public void Every_table_says_whether_it_holds_personal_data_and_why()
    {
        using var store = new TestStore();
        using var database = store.Open();
        using var db = database.CreateDbContext();

        foreach (var table in db.Model.GetEntityTypes())
        {
            Assert.True(table.Personal() is null != table.Impersonal() is null, $"{table.ClrType.Name} says neither or both: HoldsPersonalData, HoldsNoPersonalData");
            var texts = table.Personal() is { } says ? (Bilingual[])[says.Title, says.Purpose, says.Kept] : [table.Impersonal()!.What, table.Impersonal()!.Why];
            Assert.All(texts, text => Assert.False(string.IsNullOrWhiteSpace(text.Id) || string.IsNullOrWhiteSpace(text.En), table.ClrType.Name));
        }
    }

    [Fact] // Fault 127
    public void Every_field_of_a_personal_table_is_copied_or_left_out_with_a_reason()
    {
        using var store = new TestStore();
        using var database = store.Open();
        using var db = database.CreateDbContext();

        foreach (var table in db.Model.GetEntityTypes().Where(table => table.Personal() is not null))
        {
            var says = table.Personal()!;
            var fields = table.GetProperties().Select(property => property.Name).Order().ToList();
            Assert.Equal(fields, says.Copied.Keys.Concat(says.LeftOut.Keys).Order());
            Assert.All(says.LeftOut.Values.Concat(says.Copied.Values), text => Assert.False(string.IsNullOrWhiteSpace(text)));
            Assert.Equal(says.Copied.Count, says.Copied.Values.Distinct().Count());
            Assert.Subset(says.Copied.Keys.ToHashSet(), says.Nested.ToHashSet());
        }
    }

    [Fact] // Faults 127, 128
    public async Task A_row_in_each_table_is_counted_copied_and_deleted_and_another_persons_is_not()
    {
        // Some of these rows have had their time as they are written.
        await using var host = new CoopBotHost(services => CoopBotHost.WithoutTimers(services));
        var rows = host.Service<PersonalRows>();
        var (ani, budi) = (new ConversationKey("webchat", "obrolan-ani", "orang-ani"), new ConversationKey("webchat", "obrolan-budi", "orang-budi"));
        await FillAsync(host, ani, 101);
        await FillAsync(host, budi, 202);

        Assert.Equal(rows.Tables.Count, (await rows.CountAsync(ani, default)).Count(one => one.Count == 1));
        var text = Encoding.UTF8.GetString(await rows.CopyAsync(ani, [], default));
        var copy = JsonNode.Parse(text)!.AsObject();
        Assert.Equal(rows.Tables.Select(table => table.Title.Id).Order(), copy.Select(list => list.Key).Order());
        using (var db = host.Database.CreateDbContext())
        {
            foreach (var table in db.Model.GetEntityTypes().Where(table => table.Personal() is not null))
            {
                var row = Assert.Single(copy[table.Personal()!.Title.Id]!.AsArray())!.AsObject();
                Assert.Equal(table.Personal()!.Copied.Values, row.Select(field => field.Key));
                foreach (var property in table.GetProperties().Where(property => property.ClrType == typeof(string)))
                {
                    Assert.Equal((table.ClrType.Name, property.Name, table.Personal()!.Copied.ContainsKey(property.Name)), (table.ClrType.Name, property.Name, row.ToJsonString().Contains(Value(table, property, ani), StringComparison.Ordinal)));
                }
            }
        }

        Assert.DoesNotContain("budi", text, StringComparison.Ordinal);

        var ended = 0;
        await rows.EraseAsync(ani, (_, _) => ended++, default);

        Assert.Equal(1, ended);
        Assert.Equal(["Jejak audit"], (await rows.CountAsync(ani, default)).Select(one => one.Table.Title.Id));
        Assert.Equal(rows.Tables.Count, (await rows.CountAsync(budi, default)).Count(one => one.Count == 1));
        Assert.Equal([("AuditEntries", "Who")], Cells(host, "orang-ani"));
        Assert.Equal([], Cells(host, "obrolan-ani"));
        // Nothing is found a second time.
        await rows.EraseAsync(ani, (_, _) => { }, default);
        Assert.Equal(rows.Tables.Count, (await rows.CountAsync(budi, default)).Count);
    }

    private static Task<int> FillAsync(CoopBotHost host, ConversationKey person, long number) => host.Service<WriteGate>().WriteAsync((connection, transaction) =>
    {
        using var db = host.Database.CreateDbContext(connection, transaction);
        foreach (var table in db.Model.GetEntityTypes().Where(table => table.Personal() is not null))
        {
            var row = RuntimeHelpers.GetUninitializedObject(table.ClrType);
            foreach (var property in table.GetProperties())
            {
                var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
                object? value = type == typeof(string) ? Value(table, property, person) : type == typeof(DateTime) ? Then : type == typeof(DateOnly) ? DateOnly.FromDateTime(Then) : type == typeof(long) ? number : null;
                if (value is not null)
                {
                    table.ClrType.GetProperty(property.Name, BindingFlags.Instance | BindingFlags.Public)!.SetValue(row, value);
                }
            }

            db.Add(row);
        }

        return db.SaveChanges();
    });

    /// <summary>Who and where as every table writes them; anything else is a canary that names its place.</summary>
    private static string Value(IReadOnlyEntityType table, IReadOnlyProperty property, ConversationKey person) => (table.ClrType.Name, property.Name) switch
    {
        (_, "Channel") => person.Channel,
        (_, "PersonId" or "UserId") => person.Person,
        (_, "Who" or "UsedBy") => Memberships.NameOf(person),
        (_, "ConversationId") or ("DirectLineConversation", "Id") => person.Conversation,
        _ => $"kenari {person.Person[6..]} {table.ClrType.Name} {property.Name}",
    };

    /// <summary>Where a text stands, in whatever table and column.</summary>
    private static List<(string Table, string Column)> Cells(CoopBotHost host, string text)
    {
        using var db = host.Database.CreateDbContext();
        var found = new List<(string, string)>();
        foreach (var table in db.Model.GetEntityTypes())
        {
            foreach (var column in table.GetProperties().Where(property => property.ClrType == typeof(string)))
            {
                if ((long)host.Scalar($"SELECT COUNT(*) FROM \"{table.GetTableName()}\" WHERE \"{column.GetColumnName()}\" LIKE '%{text}%'")! > 0)
                {
                    found.Add((table.GetTableName()!, column.GetColumnName()));
                }
            }
        }

        return found;
    }
}
