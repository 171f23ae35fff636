using CoopBot.Capabilities.Announcements;
using CoopBot.Capabilities.Handover;
using CoopBot.Capabilities.Reminders;
using CoopBot.Channels;
using CoopBot.Conversation;
using CoopBot.People;
using CoopBot.Records;
using CoopBot.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CoopBot.Storage;

/// <summary>Every table, by name. Each table's shape stands beside its class.</summary>
public abstract class CoopDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>Signing keys of tokens and cookies, so that a restart keeps them.</summary>
    public DbSet<SigningKey> DataProtectionKeys => Set<SigningKey>();

    /// <summary>Every turn: what was said, masked, and what was answered.</summary>
    public DbSet<TurnRecord> Turns => Set<TurnRecord>();

    /// <summary>What the bot remembers of each person in each conversation.</summary>
    public DbSet<StateRecord> ConversationStates => Set<StateRecord>();

    /// <summary>Where conversations can be reached.</summary>
    public DbSet<Address> Addresses => Set<Address>();

    /// <summary>The web chat's conversations.</summary>
    public DbSet<DirectLineConversation> DirectLineConversations => Set<DirectLineConversation>();

    /// <summary>What was said in them.</summary>
    public DbSet<DirectLineActivity> DirectLineActivities => Set<DirectLineActivity>();

    /// <summary>Questions that wait for a person of the office.</summary>
    public DbSet<Question> Questions => Set<Question>();

    /// <summary>What people thought of answers.</summary>
    public DbSet<FeedbackEntry> Feedback => Set<FeedbackEntry>();

    /// <summary>The cooperatives of the province, as the current list has them.</summary>
    public DbSet<Cooperative> Cooperatives => Set<Cooperative>();

    /// <summary>The lists that were imported.</summary>
    public DbSet<CooperativeList> CooperativeLists => Set<CooperativeList>();

    /// <summary>Keys of automations, by their hash.</summary>
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    /// <summary>What people and keys of the office did; append-only.</summary>
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    /// <summary>The console's sessions that were ended.</summary>
    public DbSet<EndedSession> EndedSessions => Set<EndedSession>();

    /// <summary>What people are, or were, reminded of.</summary>
    public DbSet<Reminder> Reminders => Set<Reminder>();

    /// <summary>Progress cards in staff's chats that are kept true.</summary>
    public DbSet<AnnouncementWatch> AnnouncementWatches => Set<AnnouncementWatch>();

    /// <summary>What the office tells chosen people.</summary>
    public DbSet<Announcement> Announcements => Set<Announcement>();

    /// <summary>Each recipient's copy of it.</summary>
    public DbSet<AnnouncementDelivery> AnnouncementDeliveries => Set<AnnouncementDelivery>();

    /// <summary>What holds the rate of each tenant's sends.</summary>
    public DbSet<DeliveryLane> DeliveryLanes => Set<DeliveryLane>();

    /// <summary>What people want of announcements.</summary>
    public DbSet<Subscription> Subscriptions => Set<Subscription>();

    /// <summary>People who may see a cooperative's private fields.</summary>
    public DbSet<Membership> Memberships => Set<Membership>();

    /// <summary>Codes that link a person to a cooperative, by their hash.</summary>
    public DbSet<LinkCode> LinkCodes => Set<LinkCode>();

    /// <summary>Who has sent wrong codes of late.</summary>
    public DbSet<LinkTries> LinkTries => Set<LinkTries>();

    /// <summary>What people asked of their own data.</summary>
    public DbSet<DataRequest> DataRequests => Set<DataRequest>();

    /// <summary>The numbers that tickets and requests were given.</summary>
    public DbSet<GivenNumber> Numbers => Set<GivenNumber>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CoopDb).Assembly);

        // Whoever reads sees the current list; only the import looks past it.
        modelBuilder.Entity<Cooperative>().HasQueryFilter(row => row.Generation == CooperativeLists.Where(list => list.State == ListState.Published).Sum(list => list.Generation));
    }

    /// <summary>Times are UTC in the store and in memory.</summary>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTime>();

    private sealed class UtcDateTime() : ValueConverter<DateTime, DateTime>(
        time => time, time => DateTime.SpecifyKind(time, DateTimeKind.Utc));
}

/// <summary>CoopBot on SQLite; owns that engine's migrations and nothing else.</summary>
public sealed class SqliteCoopDb(DbContextOptions<SqliteCoopDb> options) : CoopDb(options);

/// <summary>CoopBot on PostgreSQL; owns that engine's migrations, and the order of text: by its bytes, as SQLite has it (fault 98).</summary>
public sealed class PostgresCoopDb(DbContextOptions<PostgresCoopDb> options) : CoopDb(options)
{
    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        foreach (var text in modelBuilder.Model.GetEntityTypes().SelectMany(table => table.GetProperties())
            .Where(property => (property.GetProviderClrType() ?? property.ClrType) == typeof(string)))
        {
            text.SetCollation("C");
        }
    }
}
