namespace CoopBot.Conversation;

/// <summary>Answers a turn, or null where the turn is not its matter.</summary>
public delegate ValueTask<Reply?> ChatHandler(Turn turn, CancellationToken cancellation);

/// <summary>
/// Sentences mapped to handlers, as ASP.NET maps addresses: in order, and the first that answers has the turn.
/// The whole order stands in Program.cs.
/// </summary>
public sealed class ChatRoutes(IServiceProvider services)
{
    private readonly List<(string Name, ChatHandler Handler)> _routes = [];

    /// <summary>For the handlers' own needs, at start-up.</summary>
    public IServiceProvider Services => services;

    /// <summary>Adds a route after those already there.</summary>
    public ChatRoutes Map(string name, ChatHandler handler)
    {
        _routes.Add((name, handler));
        return this;
    }

    /// <summary>The first answer, with the name of its route.</summary>
    /// <exception cref="InvalidOperationException">No route answered; the last one must.</exception>
    public async ValueTask<(string Route, Reply Reply)> AnswerAsync(Turn turn, CancellationToken cancellation)
    {
        foreach (var (name, handler) in _routes)
        {
            if (await handler(turn, cancellation) is { } reply)
            {
                return (name, reply);
            }
        }

        throw new InvalidOperationException("No route answered; the last route must take every turn.");
    }
}
