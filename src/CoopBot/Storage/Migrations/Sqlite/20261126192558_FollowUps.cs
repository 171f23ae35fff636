using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CoopBot.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FollowUps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ActionEn",
                table: "Announcements",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FollowUp",
                table: "Announcements",
                type: "TEXT",
                nullable: false,
                defaultValue: "None");

            migrationBuilder.AddColumn<long>(
                name: "FollowsId",
                table: "Announcements",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Announcements_FollowsId",
                table: "Announcements",
                column: "FollowsId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Announcements_FollowsId",
                table: "Announcements");

            migrationBuilder.DropColumn(
                name: "ActionEn",
                table: "Announcements");

            migrationBuilder.DropColumn(
                name: "FollowUp",
                table: "Announcements");

            migrationBuilder.DropColumn(
                name: "FollowsId",
                table: "Announcements");
        }
    }
}
