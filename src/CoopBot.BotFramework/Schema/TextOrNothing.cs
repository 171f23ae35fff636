using System.Text.Json;
using System.Text.Json.Serialization;

namespace CoopBot.BotFramework.Schema;

/// <summary>Reads a text; whatever else stands there is read as nothing, where that is answered better than as broken JSON.</summary>
internal sealed class TextOrNothing : JsonConverter<string>
{
    public override bool HandleNull => true;

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString();
        }

        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
