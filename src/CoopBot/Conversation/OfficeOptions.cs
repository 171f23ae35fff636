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

    /// <summary>When the office opens, WIB, such as <c>07:30</c>. Null until the office says so.</summary>
    public TimeOnly? Opens { get; set; }

    /// <summary>When it closes, WIB, such as <c>16:00</c>.</summary>
    public TimeOnly? Closes { get; set; }

    /// <summary>The days that it works on; none named means Monday to Friday.</summary>
    public IList<DayOfWeek> WorkDays { get; init; } = [];

    /// <summary>Days that it does not work on, such as <c>2026-12-25</c>.</summary>
    public IList<DateOnly> Holidays { get; init; } = [];

    /// <summary>The last day of a cooperative's book year, as month and day.</summary>
    [RegularExpression(@"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", ErrorMessage = "Office__BookYearEnds must be a month and a day, such as 12-31.")]
    public string BookYearEnds { get; set; } = "12-31";

    /// <summary>Within how many months after the book year the RAT is held (UU 25/1992 Pasal 26: six).</summary>
    [Range(1, 11, ErrorMessage = "Office__RatMonths must be a number of months from 1 to 11.")]
    public int RatMonths { get; set; } = 6;

    /// <summary>The service's public address (<c>CoopBot__PublicUrl</c>): the only source of absolute links.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Where it says what is kept: a path on our own page, else an absolute link where one can be made.</summary>
    public string? AboutPage(string channel) => Link("/tentang#data", channel);

    /// <summary>A page or picture of ours as a channel can open it: a path on our own page, else an absolute address; null where none can be made.</summary>
    public string? Link(string path, string channel) =>
        channel == "webchat" ? path : PublicUrl is null ? null : new Uri(PublicUrl, path).ToString();
}
