namespace CoopBot.Capabilities.Answers;

/// <summary>Lets the knowledge learn once the service has started; until then, and should it fail, questions are answered without.</summary>
internal sealed partial class KnowledgeLearning(KnowledgeBase knowledge, TimeProvider time, ILogger<KnowledgeLearning> logger) : BackgroundService
{
    /// <summary>The first seconds of a start belong to those who wait for their first answer.</summary>
    private static readonly TimeSpan After = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(After, time, stoppingToken);
            var started = time.GetTimestamp();
            await knowledge.LearnAsync(stoppingToken);
            Learnt(logger, time.GetElapsedTime(started).TotalSeconds);
        }
        catch (Exception failed) when (!stoppingToken.IsCancellationRequested)
        {
            NotLearnt(logger, failed);
        }
    }

    [LoggerMessage(70, LogLevel.Information, "Learnt from the sample questions in {Seconds:0.0} s")]
    private static partial void Learnt(ILogger logger, double seconds);

    [LoggerMessage(71, LogLevel.Error, "Could not learn from the sample questions; answering goes on without")]
    private static partial void NotLearnt(ILogger logger, Exception failed);
}
