using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CoopBot.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Announcements : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Addresses_PersonId",
                table: "Addresses");

            migrationBuilder.AddColumn<DateTime>(
                name: "WroteAt",
                table: "Addresses",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AnnouncementDeliveries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    AnnouncementId = table.Column<long>(type: "bigint", nullable: false),
                    Channel = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    PersonId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Lane = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    State = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    DueAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    IsLeased = table.Column<bool>(type: "boolean", nullable: false),
                    Fence = table.Column<long>(type: "bigint", nullable: false),
                    Tries = table.Column<int>(type: "integer", nullable: false),
                    Doubts = table.Column<int>(type: "integer", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ConversationId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SentId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SentAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ReadAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    AcknowledgedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AnnouncementDeliveries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Announcements",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    TitleEn = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    TextEn = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Action = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Link = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Image = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Audience = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    State = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    SendAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ExpiresAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Repeat = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SeriesId = table.Column<long>(type: "bigint", nullable: true),
                    NominalAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    CreatedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    SentBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    AudienceCount = table.Column<int>(type: "integer", nullable: true),
                    StartedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    FinishedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    RequestKey = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    RequestHash = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Announcements", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DeliveryLanes",
                columns: table => new
                {
                    Lane = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Tokens = table.Column<double>(type: "double precision", nullable: false),
                    CountedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Recent = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    PausedUntil = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    HalvedUntil = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeliveryLanes", x => x.Lane);
                });

            migrationBuilder.CreateTable(
                name: "Subscriptions",
                columns: table => new
                {
                    Channel = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    PersonId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Topic = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Wanted = table.Column<bool>(type: "boolean", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Subscriptions", x => new { x.Channel, x.PersonId, x.Topic });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Addresses_Channel_PersonId",
                table: "Addresses",
                columns: new[] { "Channel", "PersonId" });

            migrationBuilder.CreateIndex(
                name: "IX_AnnouncementDeliveries_AnnouncementId_Lane_DueAt",
                table: "AnnouncementDeliveries",
                columns: new[] { "AnnouncementId", "Lane", "DueAt" },
                filter: "\"State\" = 'Pending'");

            migrationBuilder.CreateIndex(
                name: "IX_AnnouncementDeliveries_AnnouncementId_State",
                table: "AnnouncementDeliveries",
                columns: new[] { "AnnouncementId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_AnnouncementDeliveries_Channel_PersonId_AnnouncementId",
                table: "AnnouncementDeliveries",
                columns: new[] { "Channel", "PersonId", "AnnouncementId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Announcements_RequestKey",
                table: "Announcements",
                column: "RequestKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Announcements_SeriesId_NominalAt",
                table: "Announcements",
                columns: new[] { "SeriesId", "NominalAt" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Announcements_State",
                table: "Announcements",
                column: "State");

            // Whoever has said something there has written.
            migrationBuilder.Sql(
                """
                UPDATE "Addresses" SET "WroteAt" = "UpdatedAt" WHERE EXISTS
                (SELECT 1 FROM "Turns" AS t WHERE t."Channel" = "Addresses"."Channel" AND t."ConversationId" = "Addresses"."ConversationId" AND t."ActivityId" <> 'welcome')
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AnnouncementDeliveries");

            migrationBuilder.DropTable(
                name: "Announcements");

            migrationBuilder.DropTable(
                name: "DeliveryLanes");

            migrationBuilder.DropTable(
                name: "Subscriptions");

            migrationBuilder.DropIndex(
                name: "IX_Addresses_Channel_PersonId",
                table: "Addresses");

            migrationBuilder.DropColumn(
                name: "WroteAt",
                table: "Addresses");

            migrationBuilder.CreateIndex(
                name: "IX_Addresses_PersonId",
                table: "Addresses",
                column: "PersonId");
        }
    }
}
