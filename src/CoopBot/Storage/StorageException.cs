namespace CoopBot.Storage;

/// <summary>The store cannot be used as it is. The message is one line for the person who starts the service: what is wrong and what to do.</summary>
public sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner);
