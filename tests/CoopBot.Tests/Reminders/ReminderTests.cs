using CoopBot.Capabilities.Reminders;
using CoopBot.Channels;
using CoopBot.Storage;
using CoopBot.Tests.Cooperatives;
using CoopBot.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CoopBot.Tests.Reminders;

/// <summary>Reminders of a deadline: to those who agreed, in office hours, once, at most one a week, and not when they are no longer owed.</summary>
public sealed class ReminderTests : IAsyncLifetime
{
    // Tuesday, 30 March 2027, 10.00 WIB: three months before 30 June.
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2027, 3, 30, 3, 0, 0, TimeSpan.Zero));
    private FakeConnector _connector = null!;
    private CoopBotHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _connector = await FakeConnector.StartAsync();
        _host = await HostAsync(("Office:Opens", "07:30"), ("Office:Closes", "16:00"));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _connector.DisposeAsync();
    }

    [Fact]
    public async Task Who_agreed_is_reminded_three_months_one_month_and_a_week_before_each_once()
    {
        var alone = await LinkedAsync();
        Assert.Equal(0, await SendAsync()); // Nobody has agreed yet.
        Assert.StartsWith("Pengingat menyala untuk **Koperasi Produsen Contoh Maju Bersama, Sintang (data contoh)**", (await alone.Says("Nyalakan pengingat")).Text, StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromMinutes(31)); // The memberships are looked through twice an hour.
        Assert.Equal(1, await SendAsync());
        var first = await alone.Next();
        Assert.Contains("tahun buku 2026 paling lambat **Rabu, 30 Juni 2027**, 6 bulan setelah tahun buku tutup", first.Text, StringComparison.Ordinal);
        Assert.Contains("belum tercatat", first.Text, StringComparison.Ordinal);
        Assert.Contains("UU 25/1992 Pasal 26", first.Text, StringComparison.Ordinal);
        Assert.Equal(["Sudah dijadwalkan", "Ingatkan lagi", "Matikan pengingat"], first.Suggestions);
        Assert.InRange(first.Text.Split((char[])[' ', '\n']).Length, 20, 60);
        Assert.Equal(0, await SendAsync());

        await GoToAsync(2027, 4, 29);
        Assert.Equal(0, await SendAsync());
        await GoToAsync(2027, 5, 31); // The 30th is a Sunday.
        Assert.Equal(1, await SendAsync());
        await GoToAsync(2027, 6, 23);
        Assert.Equal(1, await SendAsync());
        await GoToAsync(2027, 7, 1);
        Assert.Equal(0, await SendAsync());
        Assert.Equal(3, _host.Count("Reminders", "\"State\" = 'Sent'"));
    }

    [Fact]
    public async Task Nobody_is_written_to_outside_office_hours_and_before_the_calendar_is_set()
    {
        await using var unset = await HostAsync();
        Assert.StartsWith("Izin dicatat", (await (await LinkedAsync(unset)).Says("nyalakan pengingat")).Text, StringComparison.Ordinal);
        Assert.Equal(0, await SendAsync(unset));

        await (await LinkedAsync()).Says("nyalakan pengingat");
        foreach (var closed in new[] { new DateTimeOffset(2027, 3, 30, 0, 29, 0, TimeSpan.Zero).AddDays(1), new DateTimeOffset(2027, 3, 31, 9, 0, 0, TimeSpan.Zero), new DateTimeOffset(2027, 4, 3, 3, 0, 0, TimeSpan.Zero) })
        {
            _time.SetUtcNow(closed);
            Assert.Equal(0, await SendAsync());
        }

        await GoToAsync(2027, 4, 5);
        Assert.Equal(1, await SendAsync());
    }

    [Fact]
    public async Task A_rat_that_was_recorded_and_a_person_who_does_not_want_it_any_more_get_nothing_even_where_it_waited()
    {
        var held = await LinkedAsync();
        await held.Says("nyalakan pengingat");
        await PrepareAsync();
        Change("UPDATE Cooperatives SET LastRat = '2027-03-01'");
        Assert.Equal(0, await SendAsync());
        Assert.Equal(1, _host.Count("Reminders", "\"State\" = 'Dropped'"));

        Change("UPDATE Cooperatives SET LastRat = NULL");
        await GoToAsync(2027, 5, 31);
        await PrepareAsync();
        Assert.StartsWith("Pengingat untuk **Koperasi", (await held.Says("matikan pengingat")).Text, StringComparison.Ordinal); // Fault 129
        Assert.Equal(0, await SendAsync());
        Assert.Equal(2, _host.Count("Reminders", "\"State\" = 'Dropped'"));
    }

    [Fact]
    public async Task Again_comes_a_week_later_and_a_planned_rat_no_more()
    {
        var alone = await LinkedAsync();
        Assert.StartsWith("Belum ada pengingat", (await alone.Says("ingatkan lagi")).Text, StringComparison.Ordinal);
        await alone.Says("nyalakan pengingat");
        await SendAsync();
        await alone.Next();

        Assert.Contains("Selasa, 6 April 2027", (await alone.Says("Ingatkan lagi")).Text, StringComparison.Ordinal);
        await alone.Says("ingatkan lagi"); // Twice is once.
        await GoToAsync(2027, 4, 5);
        Assert.Equal(0, await SendAsync());
        await GoToAsync(2027, 4, 7);
        Assert.Equal(1, await SendAsync());
        await alone.Next();

        Assert.Contains("Rabu, 30 Juni 2027", (await alone.Says("Sudah dijadwalkan")).Text, StringComparison.Ordinal);
        await GoToAsync(2027, 5, 31);
        Assert.Equal(0, await SendAsync());
        await GoToAsync(2027, 6, 24);
        Assert.Equal(0, await SendAsync());
        await GoToAsync(2028, 3, 30); // The next year's RAT is another.
        Assert.Equal(1, await SendAsync());
        await alone.Next();
        await GoToAsync(2028, 6, 28);
        await SendAsync();
        await alone.Next();
        Assert.Contains("catat tanggalnya", (await alone.Says("ingatkan lagi")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Again_on_a_day_that_the_office_is_closed_comes_on_its_next_workday()
    {
        await using var host = await HostAsync(("Office:Opens", "07:30"), ("Office:Closes", "16:00"), ("Office:Holidays:0", "2027-04-06"));
        var alone = await LinkedAsync(host);
        await alone.Says("nyalakan pengingat");
        Assert.Equal(1, await SendAsync(host));
        await alone.Next();

        Assert.Contains("Rabu, 7 April 2027", (await alone.Says("ingatkan lagi")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_written_for_who_left_or_was_deleted_since_their_link_was_read()
    {
        var cooperative = await _host.IdOfAsync();
        Reminder read = new() { Channel = "msteams", PersonId = "t1:p", CooperativeId = cooperative, Kind = DeadlineKind.Rat, Deadline = new(2027, 6, 30), Occasion = "3-months" };
        Task<bool> WriteAsync() => _host.Service<WriteGate>().WriteAsync((connection, transaction) => DueReminders.Again([read], new(2027, 4, 6))(connection, transaction));

        await WriteAsync();
        Change($"INSERT INTO Memberships (Channel, PersonId, CooperativeId, Since, ConfirmedAt, GivenBy, Language) VALUES ('msteams', 't1:p', {cooperative}, '2027-01-01', '2027-01-01', 'x', 'Indonesian')");
        await WriteAsync(); // Linked, and reminders are off.
        Assert.Equal(0, _host.Count("Reminders"));

        Change("UPDATE Memberships SET RemindersSince = '2027-01-01'");
        await WriteAsync();
        Assert.Equal(1, _host.Count("Reminders"));
    }

    [Fact]
    public async Task While_one_of_a_persons_reminders_is_on_its_way_no_other_is_taken()
    {
        await (await LinkedAsync()).Says("nyalakan pengingat");
        await PrepareAsync();
        var due = _host.Service<DueReminders>();
        Assert.NotNull(await due.TakeAsync(default));
        Change("INSERT INTO Reminders (Channel, PersonId, CooperativeId, Kind, Deadline, Occasion, State, NotBefore, Fence) SELECT Channel, PersonId, CooperativeId, Kind, Deadline, 'again-x', 'Pending', NotBefore, 0 FROM Reminders");

        Assert.Null(await due.TakeAsync(default));
        _time.Advance(DueReminders.Lease);
        Assert.Equal(2, (await due.TakeAsync(default))!.Rows.Count);
    }

    [Fact]
    public async Task Several_deadlines_of_a_person_are_one_message_a_week()
    {
        var alone = await LinkedAsync();
        await alone.Says(await _host.CodeAsync(await _host.IdOfAsync("Koperasi Konsumen Contoh Maju Bersama")));
        await alone.Says("Ya, hubungkan");
        Change("UPDATE Cooperatives SET CertificateValidUntil = '2027-04-10' WHERE Name = 'Koperasi Konsumen Contoh Maju Bersama'");
        await alone.Says("nyalakan pengingat");

        Assert.Equal(1, await SendAsync());
        var message = await alone.Next();
        Assert.StartsWith("Pengingat untuk 3 tenggat:\n\n1. ", message.Text, StringComparison.Ordinal);
        Assert.Contains("sertifikat NIK koperasi sampai **Sabtu, 10 April 2027**", message.Text, StringComparison.Ordinal);
        Assert.Equal(0, await SendAsync());
        await GoToAsync(2027, 4, 5); // A week before 10 April is due, and the last message was six days ago.
        Assert.Equal(0, await SendAsync());
        await GoToAsync(2027, 4, 7);
        Assert.Equal(1, await SendAsync());
        Assert.Contains("Sertifikat NIK koperasi berlaku sampai **Sabtu, 10 April 2027**", (await alone.Next()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_channel_does_not_take_now_comes_later_and_what_it_may_have_taken_is_not_repeated()
    {
        var alone = await LinkedAsync();
        await alone.Says("nyalakan pengingat");
        _connector.Refusal = 429;
        Assert.Equal(0, await SendAsync());
        Assert.NotEqual(0, _connector.Refused);
        Assert.Equal(1, _host.Count("Reminders", "\"State\" = 'Pending' AND \"LeaseUntil\" IS NULL"));
        _connector.Refusal = null;
        _time.Advance(TimeSpan.FromMinutes(11));
        _connector.IsBreaking = true;
        Assert.Equal(0, await SendAsync());
        await alone.Next();
        _connector.IsBreaking = false;
        _time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(0, await SendAsync());
        Assert.Equal(1, _host.Count("Reminders", "\"State\" = 'Uncertain'"));
    }

    [Fact]
    public async Task Web_chat_person_finds_the_reminder_in_the_talk_and_answers_by_number()
    {
        var chat = await _host.VisitAsync();
        await chat.LinkAsync(await _host.CodeAsync());
        Assert.StartsWith("Pengingat menyala", (await chat.Says("2")).Text, StringComparison.Ordinal);
        Assert.Equal(1, await SendAsync());
        Assert.Contains("30 Juni 2027", Assert.Single(await chat.NewsAsync()).Text, StringComparison.Ordinal);
        Assert.StartsWith("Baik. Soal RAT", (await chat.Says("Sudah dijadwalkan")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_group_and_without_a_link_nothing_is_promised()
    {
        Assert.StartsWith("Pengingat tenggat hanya untuk akun yang terhubung", (await (await _host.VisitAsync()).Says("nyalakan pengingat")).Text, StringComparison.Ordinal);
        Assert.StartsWith("Mari lanjut di obrolan pribadi", (await new TeamsChat(_host, _connector) { Kind = "groupChat" }.Says("matikan pengingat")).Text, StringComparison.Ordinal);
        Assert.StartsWith("Deadline reminders are for accounts linked", (await (await _host.VisitAsync("en-US")).Says("turn on reminders")).Text, StringComparison.Ordinal);
    }

    private async Task<CoopBotHost> HostAsync(params (string, string)[] settings)
    {
        var host = await new CoopBotHost(
            services =>
            {
                services.AddSingleton<TimeProvider>(_time);
                // The tests say when it is the service's turn; and no timer of a minute goes off once for each of three months.
                CoopBotHost.WithoutTimers(services);
            },
            null,
            settings).WithCooperativesAsync();
        Change("UPDATE Cooperatives SET LastRat = NULL, CertificateValidUntil = NULL", host);
        return host;
    }

    private async Task<TeamsChat> LinkedAsync(CoopBotHost? host = null)
    {
        host ??= _host;
        var alone = new TeamsChat(host, _connector);
        await alone.Says(await host.CodeAsync());
        Assert.Contains("Nyalakan pengingat", (await alone.Says("Ya, hubungkan")).Text, StringComparison.Ordinal);
        return alone;
    }

    private async Task<int> SendAsync(CoopBotHost? host = null)
    {
        using var sender = ActivatorUtilities.CreateInstance<DueSender>((host ?? _host).Services);
        var sending = sender.SendAsync(default);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        // What waits for a channel waits by this clock, which is moved until the sending has ended; nothing tells when it waits.
        while (await Task.WhenAny(sending, Task.Delay(20, patience.Token)) != sending)
        {
            patience.Token.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromMilliseconds(500));
        }

        return await sending;
    }

    private Task PrepareAsync() => _host.Service<DueReminders>().PrepareAsync(default);

    private Task GoToAsync(int year, int month, int day)
    {
        _time.SetUtcNow(new DateTimeOffset(year, month, day, 3, 0, 0, TimeSpan.Zero));
        return Task.CompletedTask;
    }

    private void Change(string sql, CoopBotHost? host = null) => (host ?? _host).Scalar(sql);
}
