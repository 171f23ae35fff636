using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CoopBot.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PersonalData : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "DataRequests",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Channel = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ConversationId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    PersonId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Wish = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    State = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Language = table.Column<int>(type: "integer", nullable: false),
                    AskedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    CodeHash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    CodeBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    CodeUntil = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    LinkHash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    LinkUntil = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Watermark = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataRequests", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Turns_Channel_PersonId",
                table: "Turns",
                columns: new[] { "Channel", "PersonId" });

            migrationBuilder.CreateIndex(
                name: "IX_ConversationStates_Channel_PersonId",
                table: "ConversationStates",
                columns: new[] { "Channel", "PersonId" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_Who",
                table: "AuditEntries",
                column: "Who");

            migrationBuilder.CreateIndex(
                name: "IX_DataRequests_Channel_PersonId",
                table: "DataRequests",
                columns: new[] { "Channel", "PersonId" });

            migrationBuilder.CreateIndex(
                name: "IX_DataRequests_LinkHash",
                table: "DataRequests",
                column: "LinkHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DataRequests_State",
                table: "DataRequests",
                column: "State");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DataRequests");

            migrationBuilder.DropIndex(
                name: "IX_Turns_Channel_PersonId",
                table: "Turns");

            migrationBuilder.DropIndex(
                name: "IX_ConversationStates_Channel_PersonId",
                table: "ConversationStates");

            migrationBuilder.DropIndex(
                name: "IX_AuditEntries_Who",
                table: "AuditEntries");
        }
    }
}
