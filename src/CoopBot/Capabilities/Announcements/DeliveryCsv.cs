using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace CoopBot.Capabilities.Announcements;

/// <summary>All recipients of an announcement as CSV, written as it is read: memory stays flat.</summary>
internal static class DeliveryCsv
{
    private const int Page = 1_000;

    private static readonly string[] _head = ["id", "channel", "person", "state", "reason", "tries", "doubts", "sentAt", "readAt", "acknowledgedAt"];

    /// <summary>The file.</summary>
    public static IResult Of(Announcement announcement, DeliveryState? only, AnnouncementStore store) => Results.Stream(
        async stream =>
        {
            await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
            // A cell that begins like a formula is none.
            await using var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape });
            foreach (var name in _head)
            {
                csv.WriteField(name);
            }

            await csv.NextRecordAsync();
            for (long after = 0; ;)
            {
                var page = await store.DeliveriesAsync(announcement.Id, only, after, Page, CancellationToken.None);
                foreach (var row in page.Select(row => new DeliveryLine(row)))
                {
                    csv.WriteField(row.Id);
                    csv.WriteField(row.Channel);
                    csv.WriteField(row.Person);
                    csv.WriteField(row.State);
                    csv.WriteField(row.Reason);
                    csv.WriteField(row.Tries);
                    csv.WriteField(row.Doubts);
                    csv.WriteField(row.SentAt?.ToString("O", CultureInfo.InvariantCulture));
                    csv.WriteField(row.ReadAt?.ToString("O", CultureInfo.InvariantCulture));
                    csv.WriteField(row.AcknowledgedAt?.ToString("O", CultureInfo.InvariantCulture));
                    await csv.NextRecordAsync();
                }

                if (page.Count < Page)
                {
                    return;
                }

                after = page[^1].Id;
            }
        },
        "text/csv; charset=utf-8",
        $"{announcement.Number}.csv");
}
