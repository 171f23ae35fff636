using CoopBot.Capabilities.Reminders;
using CoopBot.Conversation;
using CoopBot.Records;

namespace CoopBot.Tests.Reminders;

/// <summary>Which deadlines stand open, and when one is reminded of them.</summary>
public sealed class DeadlineTests
{
    private static readonly OfficeOptions Office = new();

    [Theory]
    [InlineData("2027-03-29", null)]
    [InlineData("2027-03-30", "3m")]
    [InlineData("2027-05-29", "3m")]
    [InlineData("2027-05-30", "1m")]
    [InlineData("2027-06-22", "1m")]
    [InlineData("2027-06-23", "1w")]
    [InlineData("2027-06-30", "1w")]
    public void Occasions_come_three_months_one_month_and_a_week_before(string today, string? occasion) =>
        Assert.Equal(occasion, Deadlines.Occasion(new(2027, 6, 30), Day(today)));

    [Theory]
    [InlineData("2027-01-01", null, "2027-06-30")]
    [InlineData("2027-06-30", "2026-12-31", "2027-06-30")] // Held on the book year's last day: on the one before.
    [InlineData("2027-06-30", "2027-01-01", null)]
    [InlineData("2027-07-01", null, null)]
    [InlineData("2026-12-31", null, null)] // The book year is not over; the last deadline is.
    public void A_rat_is_owed_from_the_end_of_the_book_year_to_six_months_after_unless_it_was_held(string today, string? held, string? due) =>
        Assert.Equal(due, Open(today, held, null).Where(open => open.Kind == DeadlineKind.Rat).Select(open => open.Day.ToString("yyyy-MM-dd", null)).SingleOrDefault());

    [Theory]
    [InlineData("12-31", 6, "2027-03-01", "2026-12-31", "2027-06-30")]
    [InlineData("06-30", 6, "2027-03-01", "2026-06-30", "2026-12-31")]
    [InlineData("02-28", 6, "2027-03-01", "2027-02-28", "2027-08-31")]
    [InlineData("02-29", 6, "2028-03-01", "2028-02-29", "2028-08-31")]
    [InlineData("02-29", 6, "2027-03-01", "2027-02-28", "2027-08-31")]
    [InlineData("03-15", 4, "2027-03-15", "2026-03-15", "2026-07-15")]
    public void The_office_sets_book_year_and_months(string ends, int months, string today, string closed, string due) =>
        Assert.Equal((Day(closed), Day(due)), BookYear.LastClosed(Day(today), new() { BookYearEnds = ends, RatMonths = months }));

    [Fact]
    public void A_certificate_counts_until_its_last_day()
    {
        Assert.Contains(new Deadline(DeadlineKind.Certificate, new(2027, 2, 1)), Open("2027-02-01", "2027-01-15", "2027-02-01"));
        Assert.Empty(Open("2027-02-02", "2027-01-15", "2027-02-01"));
    }

    [Theory]
    [InlineData("2026-11-26T01:00:00Z", true)] // Thursday, 08.00 WIB
    [InlineData("2026-11-26T00:29:59Z", false)]
    [InlineData("2026-11-26T00:30:00Z", true)]
    [InlineData("2026-11-26T08:59:59Z", true)]
    [InlineData("2026-11-26T09:00:00Z", false)]
    [InlineData("2026-11-28T02:00:00Z", false)] // Saturday
    [InlineData("2026-12-25T02:00:00Z", false)] // A holiday
    public void The_office_is_open_in_its_hours_on_its_days(string utc, bool isOpen) => Assert.Equal(
        isOpen,
        new OfficeCalendar(new() { Opens = new(7, 30), Closes = new(16, 0), Holidays = [new(2026, 12, 25)] }).IsOpen(DateTimeOffset.Parse(utc, null).UtcDateTime));

    [Fact]
    public void Before_the_calendar_is_set_the_office_is_never_open() =>
        Assert.False(new OfficeCalendar(Office).IsOpen(new(2026, 11, 26, 3, 0, 0, DateTimeKind.Utc)) || new OfficeCalendar(Office).IsSet);

    private static IEnumerable<Deadline> Open(string today, string? held, string? certificate) => Deadlines.Open(
        new() { Name = "Koperasi A", Source = "daftar", LastRat = held is null ? null : Day(held), CertificateValidUntil = certificate is null ? null : Day(certificate) }, Day(today), Office);

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", null);
}
