using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CoopBot.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Numbers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Numbers",
                columns: table => new
                {
                    Series = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Number = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Numbers", x => new { x.Series, x.Number });
                });

            // The numbers go on from what there is.
            migrationBuilder.Sql("""INSERT INTO "Numbers" ("Series", "Number") SELECT 'Questions', "Id" FROM "Questions" UNION ALL SELECT 'DataRequests', "Id" FROM "DataRequests" """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Numbers");
        }
    }
}
