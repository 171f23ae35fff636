using CoopBot.Channels;

namespace CoopBot.Tests.Channels;

/// <summary>What a channel without Markdown shows of it.</summary>
public sealed class ReplyTextTests
{
    [Theory]
    [InlineData("Kantor **tutup** hari Jumat", "Kantor tutup hari Jumat")]
    [InlineData("Bawa *berkas asli* dan **salinannya**.", "Bawa berkas asli dan salinannya.")]
    [InlineData("Lihat [laman dinas](https://dinas.example/pameran).", "Lihat laman dinas (https://dinas.example/pameran).")]
    [InlineData("[https://dinas.example](https://dinas.example)", "https://dinas.example")]
    [InlineData("Ukuran 3*4*5 cm, 2 * 3 = 6", "Ukuran 3*4*5 cm, 2 * 3 = 6")]
    [InlineData("Sumber: [1] UU 25/1992 (Pasal 26)", "Sumber: [1] UU 25/1992 (Pasal 26)")]
    [InlineData("[x](javascript:alert)", "[x](javascript:alert)")]
    public void Plain_text_has_no_marks_and_keeps_every_word_and_address(string markdown, string plain) => Assert.Equal(plain, ReplyText.Plain(markdown));
}
