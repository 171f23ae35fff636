namespace CoopBot.Channels.Teams;

/// <summary>The package cannot be made; the message is one line that names the setting or file and says what to do.</summary>
public sealed class TeamsPackageException(string message, Exception? inner = null) : Exception(message, inner);
