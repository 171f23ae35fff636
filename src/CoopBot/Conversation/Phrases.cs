using System.Collections.Concurrent;
using CoopBot.Search;

namespace CoopBot.Conversation;

/// <summary>The button texts, and the questions they answer, that several capabilities use. Each button is also understood when typed.</summary>
public static class Phrases
{
    /// <summary>Asks for a person of the office.</summary>
    public static readonly Bilingual AskOfficer = new("Tanya petugas", "Ask an officer");

    /// <summary>Shows what the bot can do.</summary>
    public static readonly Bilingual Menu = new("Menu", "Menu");

    /// <summary>Shows the body of the last article.</summary>
    public static readonly Bilingual Details = new("Rincian", "Details");

    /// <summary>Drops what is half done.</summary>
    public static readonly Bilingual Cancel = new("Batal", "Cancel");

    /// <summary>"Kabupaten Pontianak" is an old name of one district and a slip for another: which is meant?</summary>
    public static readonly Bilingual WhichPontianak = new(
        "Maksudnya Mempawah (nama lamanya Kabupaten Pontianak) atau Kota Pontianak?",
        "Do you mean Mempawah (formerly Kabupaten Pontianak) or Pontianak city?");

    /// <summary>The one answer to <see cref="WhichPontianak"/>.</summary>
    public static readonly Bilingual Mempawah = new("Mempawah", "Mempawah");

    /// <summary>The other.</summary>
    public static readonly Bilingual CityOfPontianak = new("Kota Pontianak", "Kota Pontianak");

    private const int MostFolded = 2_000;
    private static readonly ConcurrentDictionary<string, string> _folded = new(StringComparer.Ordinal);

    private static readonly HashSet<string> Particles =
    [
        "min", "admin", "kak", "pak", "bu", "bos", "bapak", "ibu", "dong", "sih", "ya", "yak", "deh", "lah", "nih", "tolong", "coba", "mau", "saya", "sy", "aja", "saja", "lok", "please", "i", "want", "to",
    ];

    /// <summary>The message is one of <paramref name="sentences"/> (folded, in words), whatever particles stand around it.</summary>
    public static bool Says(this Turn turn, params ReadOnlySpan<string> sentences)
    {
        if (turn.Words.Count > 10)
        {
            return false;
        }

        var exact = turn.Said;
        var bare = turn.Words.Any(Particles.Contains) ? string.Join(' ', turn.Words.Where(word => !Particles.Contains(word))) : exact;
        foreach (var sentence in sentences)
        {
            if (exact == sentence || bare == sentence)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The message is this button, in either language.</summary>
    public static bool Says(this Turn turn, Bilingual button)
    {
        var said = turn.Said;
        return said == Folded(button.Id) || said == Folded(button.En);
    }

    /// <summary>The message agrees: by this button or in a word.</summary>
    public static bool SaysYes(this Turn turn, Bilingual button) =>
        turn.Says(button) || turn.Says("ya", "iya", "yes", "betul", "benar", "oke", "ok", "setuju", "aok", "auk");

    /// <summary>The message declines: by this button or in a word.</summary>
    public static bool SaysNo(this Turn turn, Bilingual button) =>
        turn.Says(button) || turn.Says("tidak", "jangan", "ndak", "tadak", "no", "tidak jadi", "tidak usah", "gak usah");

    /// <summary>A button's words, folded once: routes ask at every turn. There are a few hundred buttons.</summary>
    private static string Folded(string button)
    {
        if (!_folded.TryGetValue(button, out var folded))
        {
            folded = string.Join(' ', Normaliser.Words(button));
            if (_folded.Count < MostFolded)
            {
                _folded[button] = folded;
            }
        }

        return folded;
    }

    /// <summary>One of <paramref name="words"/> stands in the message.</summary>
    public static bool Mentions(this Turn turn, IReadOnlySet<string> words) => turn.Words.Any(words.Contains);
}
