using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CoopBot.Storage.Migrations.Sqlite
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
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AnnouncementId = table.Column<long>(type: "INTEGER", nullable: false),
                    Channel = table.Column<string>(type: "TEXT", nullable: false),
                    ConversationId = table.Column<string>(type: "TEXT", nullable: false),
                    PersonId = table.Column<string>(type: "TEXT", nullable: false),
                    MessageId = table.Column<string>(type: "TEXT", nullable: true),
                    ActivityId = table.Column<string>(type: "TEXT", nullable: false),
                    Language = table.Column<string>(type: "TEXT", nullable: false),
                    Shown = table.Column<string>(type: "TEXT", nullable: false),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Fence = table.Column<long>(type: "INTEGER", nullable: false)
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
