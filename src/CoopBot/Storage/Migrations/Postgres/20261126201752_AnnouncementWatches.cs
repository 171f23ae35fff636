using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CoopBot.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AnnouncementWatches : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AnnouncementWatches",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    AnnouncementId = table.Column<long>(type: "bigint", nullable: false),
                    Channel = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ConversationId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    PersonId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    MessageId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ActivityId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Language = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Shown = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    DueAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Fence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AnnouncementWatches", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AnnouncementWatches_Channel_ConversationId_ActivityId",
                table: "AnnouncementWatches",
                columns: new[] { "Channel", "ConversationId", "ActivityId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AnnouncementWatches_Channel_PersonId",
                table: "AnnouncementWatches",
                columns: new[] { "Channel", "PersonId" });

            migrationBuilder.CreateIndex(
                name: "IX_AnnouncementWatches_DueAt",
                table: "AnnouncementWatches",
                column: "DueAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AnnouncementWatches");
        }
    }
}
