using System.Buffers.Text;
using System.Security.Cryptography;

namespace CoopBot.BotFramework.DirectLine;

/// <summary>The one place where ids that nobody may guess are made.</summary>
public static class Ids
{
    /// <summary>128 random bits, 22 characters that need no escaping.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    /// <summary>The id of the activity at a place in a conversation, as Direct Line writes it.</summary>
    public static string OfActivity(string conversationId, long sequence) => $"{conversationId}|{sequence:D7}";
}
