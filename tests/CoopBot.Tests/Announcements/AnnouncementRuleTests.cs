using CoopBot.Capabilities.Announcements;
using CoopBot.Conversation;
using CsCheck;

namespace CoopBot.Tests.Announcements;

/// <summary>The pure decisions: what becomes of a delivery, how many may go, when one comes again, what a variable becomes.</summary>
public sealed class AnnouncementRuleTests
{
    private static readonly DateTime Now = new(2026, 11, 26, 3, 0, 0, DateTimeKind.Utc);
    private static readonly BroadcastItem Item = new(1, 1, "msteams", "p", "t") { Fence = 1, LeaseUntil = Now };
    private static readonly OfficeCalendar Weekdays = new(new() { Holidays = { new(2026, 12, 25) } });

    [Theory] // Faults 57, 58, 59, 61, 79, 80
    [InlineData(BroadcastOutcome.Throttled, 7, 2, DeliveryState.Pending)]
    [InlineData(BroadcastOutcome.NotNow, 0, 0, DeliveryState.Pending)]
    [InlineData(BroadcastOutcome.NotNow, 7, 0, DeliveryState.GaveUp)]
    [InlineData(BroadcastOutcome.Unknown, 0, 1, DeliveryState.Pending)]
    [InlineData(BroadcastOutcome.Unknown, 0, 2, DeliveryState.Uncertain)]
    [InlineData(BroadcastOutcome.Gone, 0, 0, DeliveryState.Unreachable)]
    [InlineData(BroadcastOutcome.NotAllowed, 9, 0, DeliveryState.Pending)]
    [InlineData(BroadcastOutcome.Refused, 0, 0, DeliveryState.GaveUp)]
    [InlineData(BroadcastOutcome.NotWanted, 0, 0, DeliveryState.Cancelled)]
    public void Each_result_has_one_consequence(BroadcastOutcome outcome, int tries, int doubts, DeliveryState state) =>
        Assert.Equal(state, DeliveryDecision.After(new(Item with { Tries = tries, Doubts = doubts }, outcome), Now, Now.AddDays(1), 0.5).State);

    [Theory] // Fault 57
    [InlineData(null, 5, 10)]
    [InlineData(-20, 0, 0)]
    [InlineData(7, 7, 7)]
    [InlineData(31_536_000, 600, 600)]
    public void Retry_After_delays_its_own_conversation_within_ten_minutes(int? seconds, int least, int most)
    {
        var retryAfter = seconds is { } given ? TimeSpan.FromSeconds(given) : (TimeSpan?)null;
        var decision = DeliveryDecision.After(new(Item, BroadcastOutcome.Throttled) { RetryAfter = retryAfter }, Now, Now.AddDays(1), 0.5);

        Assert.InRange(decision.DueAt - Now, TimeSpan.FromSeconds(least), TimeSpan.FromSeconds(most));
        Assert.Equal(0, decision.Tries);
    }

    [Fact] // Faults 78, 84
    public void No_second_sees_more_than_the_rate_whatever_the_clock_does() =>
        Gen.Select(Gen.Int[10, 60], Gen.Int[1, 5], Gen.Int[-7_200_000, 7_200_000].Array[0, 3], Gen.Int[1, 120].Array[200, 400]).Sample((rate, burst, jumps, steps) =>
        {
            var options = new AnnouncementsOptions { RatePerSecond = rate, Burst = burst };
            var (clock, real) = (Now, 0.0);
            var bucket = RateBucket.New(clock.AddHours(-1), options);
            var sent = new List<double>();
            for (var step = 0; step < steps.Length; step++)
            {
                real += steps[step] / 1000.0;
                // A step of the clock gives at most one second's worth, so each is left a second to pass.
                clock = clock.AddMilliseconds(steps[step]);
                if (step % 100 == 99 && step / 100 < jumps.Length)
                {
                    clock = clock.AddMilliseconds(jumps[step / 100]);
                    real += 1;
                }

                bucket = bucket.At(clock, options);
                Assert.InRange(bucket.Tokens, 0, burst);
                sent.AddRange(Enumerable.Repeat(real, bucket.Whole));
                bucket = bucket with { Tokens = bucket.Tokens - bucket.Whole };
            }

            return sent.All(at => sent.Count(other => other >= at && other < at + 1) <= rate);
        });

    [Fact] // Fault 57
    public void Lane_pauses_only_when_more_than_half_of_its_last_twenty_were_throttled_and_comes_back_at_half_the_rate()
    {
        var options = new AnnouncementsOptions { RatePerSecond = 40, Burst = 5 };
        var bucket = RateBucket.New(Now, options);
        for (var i = 0; i < 20; i++)
        {
            bucket = bucket.After(throttled: i % 2 == 0, TimeSpan.FromSeconds(3), Now);
        }

        Assert.False(bucket.IsPaused(Now));

        // Half were; one more tips it.
        bucket = bucket.After(throttled: true, null, Now).After(throttled: true, TimeSpan.FromSeconds(3), Now);

        Assert.True(bucket.IsPaused(Now.AddSeconds(2.9)));
        Assert.False(bucket.IsPaused(Now.AddSeconds(3)));
        var emptied = bucket with { Tokens = 0, CountedAt = Now.AddSeconds(10) };
        Assert.Equal(3, emptied.At(Now.AddSeconds(10.21), options).Whole);
        Assert.Equal(5, (emptied with { CountedAt = Now.AddHours(1) }).At(Now.AddHours(1).AddSeconds(0.2), options).Whole);
    }

    [Theory] // Fault 83
    [InlineData("2026-11-26T02:00", AnnouncementRepeat.Weekly, "2026-12-03T02:00", "2026-12-03T02:00")]
    // A Friday that is a holiday: the next working day is Monday, and the week after counts from the Friday.
    [InlineData("2026-12-18T02:00", AnnouncementRepeat.Weekly, "2026-12-25T02:00", "2026-12-28T02:00")]
    // 01.00 WIB on the first is still the day before in UTC.
    [InlineData("2026-12-31T18:00", AnnouncementRepeat.Monthly, "2027-01-31T18:00", "2027-01-31T18:00")]
    // A month's end is the last day, moved back to a working one: 31 January 2027 is a Sunday; 29 February exists in 2028.
    [InlineData("2026-12-31T02:00", AnnouncementRepeat.MonthEnd, "2027-01-31T02:00", "2027-01-29T02:00")]
    [InlineData("2028-01-31T02:00", AnnouncementRepeat.MonthEnd, "2028-02-29T02:00", "2028-02-29T02:00")]
    public void Repeated_one_comes_on_the_right_day_in_WIB(string before, AnnouncementRepeat repeat, string nominal, string sendAt) =>
        Assert.Equal((Utc(nominal), Utc(sendAt)), AnnouncementCalendar.Next(Utc(before), Utc(before), repeat, Weekdays));

    [Fact] // Fault 83
    public void The_thirty_first_is_the_last_of_a_shorter_month_and_the_thirty_first_again_after_it()
    {
        var first = Utc("2027-01-31T02:00");
        var february = AnnouncementCalendar.Next(first, first, AnnouncementRepeat.Monthly, Weekdays).Nominal;

        Assert.Equal(Utc("2027-02-28T02:00"), february);
        Assert.Equal(Utc("2027-03-31T02:00"), AnnouncementCalendar.Next(first, february, AnnouncementRepeat.Monthly, Weekdays).Nominal);
    }

    [Theory] // Fault 85
    [InlineData("2026-11-26T12:59", null)]
    [InlineData("2026-11-26T13:00", "2026-11-27T00:00")]
    [InlineData("2026-11-26T20:00", "2026-11-27T00:00")]
    [InlineData("2026-11-27T00:00", null)]
    public void Quiet_hours_are_WIBs_and_cross_midnight(string at, string? ends)
    {
        var options = new AnnouncementsOptions { QuietFrom = new(20, 0), QuietUntil = new(7, 0) };

        Assert.Equal(ends is null ? null : Utc(ends), options.QuietEnds(Utc(at)));
    }

    [Fact] // Fault 86
    public void Variables_are_filled_in_once_and_what_is_filled_in_is_no_template_and_no_markup()
    {
        var values = new Dictionary<string, string?> { ["koperasi"] = "Maju {{kabupaten}} **[x](https://evil.example)**", ["kabupaten"] = "Sintang" };

        Assert.Equal("Kepada Maju {{kabupaten}}   (x)(https: //evil.example)   di Sintang", AnnouncementTemplate.Fill("Kepada {{koperasi}} di {{ kabupaten }}", values, Language.Indonesian));
        Assert.Equal("Kepada anggota, belum tercatat", AnnouncementTemplate.Fill("Kepada {{koperasi|anggota}}, {{rat_terakhir}}", new Dictionary<string, string?>(), Language.Indonesian));
    }

    private static DateTime Utc(string text) => DateTime.SpecifyKind(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc);
}
