using CoopBot.BotFramework.DirectLine;
using CoopBot.Records.Import;
using CoopBot.Storage;

namespace CoopBot.Staff;

/// <summary>How far an upload has come.</summary>
/// <param name="FileName">The file's name.</param>
/// <param name="Read">Rows read so far.</param>
/// <param name="Total">Rows in the file; 0 while they are being counted.</param>
/// <param name="Outcome">Why it ended without a list to decide on; null while it runs.</param>
/// <param name="IsRefused">Whether that is a refusal.</param>
public sealed record UploadProgress(string FileName, int Read, int Total, string? Outcome = null, bool IsRefused = false);

/// <summary>
/// Checks an uploaded list in the background, one at a time; what it finds is in the store once it is done. Only how far it is
/// is known to this process alone.
/// </summary>
public sealed partial class ListUpload(CooperativeImport import, AuditTrail audit, IHostApplicationLifetime lifetime, ILogger<ListUpload> logger)
{
    private readonly Lock _lock = new();
    private UploadProgress? _now;

    /// <summary>How far the upload of this process is; null for none, or one whose list waits for a decision.</summary>
    public UploadProgress? Now
    {
        get
        {
            lock (_lock)
            {
                return _now;
            }
        }
    }

    /// <summary>Takes a file in and begins to check it; false where another is being checked.</summary>
    /// <param name="content">The file.</param>
    /// <param name="options">How it is to be imported.</param>
    /// <param name="who">The identity of whoever uploads.</param>
    /// <param name="cancellation">Ends the taking in; what has begun goes on.</param>
    public async Task<bool> BeginAsync(Stream content, ImportOptions options, string who, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(content);
        lock (_lock)
        {
            if (_now is { Outcome: null })
            {
                return false;
            }

            _now = new(options.FileName, 0, 0);
        }

        var path = Path.Combine(Path.GetTempPath(), $"coopbot-list-{Ids.New()}");
        try
        {
            // The list names officers: nobody else on the machine may read it.
            await using var file = new FileStream(path, PrivateFile.New);
            await content.CopyToAsync(file, cancellation);
        }
        catch
        {
            Set(null);
            File.Delete(path);
            throw;
        }

        _ = Task.Run(() => CheckAsync(path, options, who), CancellationToken.None);
        return true;
    }

    /// <summary>The outcome was seen.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _now = _now is { Outcome: null } ? _now : null;
        }
    }

    private async Task CheckAsync(string path, ImportOptions options, string who)
    {
        try
        {
            var total = ListReader.Read(path, DateOnly.MaxValue).Rows.TakeWhile(_ => !lifetime.ApplicationStopping.IsCancellationRequested).Count();
            Set(new(options.FileName, 0, total));
            var report = await import.PrepareAsync(path, options, new Steps(read => Set(new(options.FileName, read, total))), lifetime.ApplicationStopping);
            await audit.RecordAsync(who, "list.checked", report.IsSame ? "" : AuditTrail.ListSubject(report.List.Generation));
            Set(report.IsSame ? new(options.FileName, total, total, "Tidak ada perubahan: isi berkas sama dengan daftar yang berlaku.") : null);
        }
        catch (ImportException refused)
        {
            Set(new(options.FileName, 0, 0, refused.Message, IsRefused: true));
        }
        catch (OperationCanceledException)
        {
            Set(null);
        }
        catch (Exception failed)
        {
            Failed(logger, failed);
            Set(new(options.FileName, 0, 0, "Ada gangguan di pihak kami, jadi berkas belum diperiksa. Tidak ada yang berubah. Coba sekali lagi.", IsRefused: true));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private void Set(UploadProgress? now)
    {
        lock (_lock)
        {
            _now = now;
        }
    }

    [LoggerMessage(94, LogLevel.Error, "An uploaded list could not be checked")]
    private static partial void Failed(ILogger logger, Exception failed);

    private sealed class Steps(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
