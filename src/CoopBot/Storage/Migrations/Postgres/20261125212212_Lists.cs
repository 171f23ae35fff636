using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CoopBot.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Lists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Cooperatives_Nik",
                table: "Cooperatives");

            migrationBuilder.DropIndex(
                name: "IX_Cooperatives_Regency_Status_Kind_Source_DataDate",
                table: "Cooperatives");

            migrationBuilder.AddColumn<int>(
                name: "Generation",
                table: "Cooperatives",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "OriginId",
                table: "Cooperatives",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CooperativeLists",
                columns: table => new
                {
                    Generation = table.Column<int>(type: "integer", nullable: false),
                    BaseGeneration = table.Column<int>(type: "integer", nullable: false),
                    BaseRows = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    FileName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    DataDate = table.Column<DateOnly>(type: "date", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    PublishedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Rows = table.Column<int>(type: "integer", nullable: false),
                    Added = table.Column<int>(type: "integer", nullable: false),
                    Changed = table.Column<int>(type: "integer", nullable: false),
                    Unchanged = table.Column<int>(type: "integer", nullable: false),
                    Removed = table.Column<int>(type: "integer", nullable: false),
                    Faulty = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CooperativeLists", x => x.Generation);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Cooperatives_Generation_Nik",
                table: "Cooperatives",
                columns: new[] { "Generation", "Nik" },
                unique: true,
                filter: "\"Nik\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cooperatives_Generation_OriginId",
                table: "Cooperatives",
                columns: new[] { "Generation", "OriginId" });

            migrationBuilder.CreateIndex(
                name: "IX_Cooperatives_Generation_Regency_Status_Kind_Source_DataDate",
                table: "Cooperatives",
                columns: new[] { "Generation", "Regency", "Status", "Kind", "Source", "DataDate" });

            migrationBuilder.CreateIndex(
                name: "IX_CooperativeLists_State",
                table: "CooperativeLists",
                column: "State",
                unique: true,
                filter: "\"State\" IN ('Preparing', 'Published')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CooperativeLists");

            migrationBuilder.DropIndex(
                name: "IX_Cooperatives_Generation_Nik",
                table: "Cooperatives");

            migrationBuilder.DropIndex(
                name: "IX_Cooperatives_Generation_OriginId",
                table: "Cooperatives");

            migrationBuilder.DropIndex(
                name: "IX_Cooperatives_Generation_Regency_Status_Kind_Source_DataDate",
                table: "Cooperatives");

            migrationBuilder.DropColumn(
                name: "Generation",
                table: "Cooperatives");

            migrationBuilder.DropColumn(
                name: "OriginId",
                table: "Cooperatives");

            migrationBuilder.CreateIndex(
                name: "IX_Cooperatives_Nik",
                table: "Cooperatives",
                column: "Nik",
                unique: true,
                filter: "\"Nik\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cooperatives_Regency_Status_Kind_Source_DataDate",
                table: "Cooperatives",
                columns: new[] { "Regency", "Status", "Kind", "Source", "DataDate" });
        }
    }
}
