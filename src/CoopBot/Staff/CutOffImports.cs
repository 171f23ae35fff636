using CoopBot.Channels;
using CoopBot.Records.Import;

namespace CoopBot.Staff;

/// <summary>Lets go, at start and each minute, of a list whose import was cut off: its rows are nobody's, and the next upload need not wait (fault 104).</summary>
public sealed class CutOffImports(CooperativeImport import, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<CutOffImports> logger)
    : PeriodicService(TimeSpan.FromMinutes(1), lifetime, time, logger)
{
    /// <inheritdoc/>
    protected override Task RunOnceAsync(CancellationToken cancellation) => import.LetGoAsync(cancellation);
}
