using System.ComponentModel.DataAnnotations;

namespace CoopBot.Conversation;

/// <summary>The office whose assistant this is. Section <c>Office</c>.</summary>
public sealed class OfficeOptions
{
    /// <summary>The office's name as people know it.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "Office__Name must not be empty.")]
    [StringLength(120, ErrorMessage = "Office__Name must have at most 120 characters.")]
    public string Name { get; set; } = "Dinas Koperasi, UKM Provinsi Kalimantan Barat";

    /// <summary>Where people reach the office itself: an address, telephone, email; as it is to be read. Null until the office gives one.</summary>
    [StringLength(300, ErrorMessage = "Office__Contact must have at most 300 characters.")]
    public string? Contact { get; set; }

    /// <summary>The service's public address (<c>CoopBot__PublicUrl</c>): the only source of absolute links.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Where it says what is kept: a path on our own page, else an absolute link where one can be made.</summary>
    public string? AboutPage(string channel) =>
        channel == "webchat" ? "/tentang#data" : PublicUrl is null ? null : new Uri(PublicUrl, "/tentang#data").ToString();
}
