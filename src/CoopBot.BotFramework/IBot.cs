namespace CoopBot.BotFramework;

/// <summary>A bot: called once for each activity.</summary>
public interface IBot
{
    /// <summary>Handles one activity.</summary>
    Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default);
}
