using CoopBot.Capabilities.Announcements;
using CoopBot.Conversation;

namespace CoopBot.Tests.Announcements;

/// <summary>Which sentences are about announcements, and which only look so.</summary>
public sealed class AnnouncementWishTests
{
    [Theory]
    [InlineData("udah saya baca min", "Read")]
    [InlineData("I have read it", "Read")]
    [InlineData("Sudah saya baca P-12", "Read P-12")]
    [InlineData("tanya soal pengumuman p-12", "Ask P-12")]
    [InlineData("P-12", "Show P-12")]
    [InlineData("p12", "Show P-12")]
    [InlineData("tolong lihat pengumuman P-12", "Show P-12")]
    [InlineData("ada pengumuman apa?", "Show")]
    [InlineData("Pengumuman untuk saya", "Show")]
    [InlineData("latest announcement", "Show")]
    [InlineData("atur", "Settings")]
    [InlineData("langganan saya", "Settings")]
    [InlineData("STOP", "Stop")]
    [InlineData("tolong berhenti ya", "Stop")]
    [InlineData("unsubscribe", "Stop")]
    [InlineData("jangan kirim pengumuman lagi", "Stop")]
    [InlineData("mulai lagi", "Resume")]
    [InlineData("berlangganan pengumuman ekspor", "Subscribe ekspor")]
    [InlineData("subscribe to products", "Subscribe produk")]
    [InlineData("langganan produk dan galeri", "Subscribe produk")]
    [InlineData("langganan semua topik", "Subscribe")]
    [InlineData("berhenti ekspor", "Unsubscribe ekspor")]
    [InlineData("berhenti langganan koperasi", "Unsubscribe koperasi")]
    [InlineData("unsubscribe from guidance", "Unsubscribe pembinaan")]
    public void Is_a_wish(string said, string wish) => Assert.Equal(wish, Read(said));

    [Theory]
    [InlineData("saya mau tanya")]
    [InlineData("mau berhenti jadi anggota koperasi")]
    [InlineData("berhenti koperasi")]
    [InlineData("berhenti usaha ekspor karena rugi, lalu bagaimana")]
    [InlineData("matikan pengingat")]
    [InlineData("stop pengingat")]
    [InlineData("stop reminders")]
    [InlineData("langganan listrik")]
    [InlineData("langganan ekspor dan produk dan listrik")]
    [InlineData("baca doa")]
    [InlineData("pengumuman CPNS 2026")]
    [InlineData("berhenti P-12")]
    [InlineData("berapa P-12 yang ada")]
    [InlineData("KP-12")]
    [InlineData("P-9999999999")]
    [InlineData("")]
    public void Is_none(string said) => Assert.Equal("", Read(said));

    private static string Read(string said) => AnnouncementWish.Read(new Turn { Key = new("webchat", "c", "p"), ActivityId = "1", Text = said, Now = TimeProvider.System.GetUtcNow().UtcDateTime }) is { } wish
        ? $"{wish.Want}{(wish.Number is { } id ? $" P-{id}" : "")}{(wish.Topic is { } topic ? $" {topic.Key}" : "")}" : "";
}
