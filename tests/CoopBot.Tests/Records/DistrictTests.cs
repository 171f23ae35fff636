using CoopBot.Records;

namespace CoopBot.Tests.Records;

public sealed class DistrictTests
{
    [Theory]
    [InlineData("koperasi di sambas", "61.01")]
    [InlineData("kab mempawah", "61.02")]
    [InlineData("ptk", "61.71")]
    [InlineData("di ponti", "61.71")]
    [InlineData("kota pontianak", "61.71")]
    [InlineData("pontinak", "61.71")]
    [InlineData("skw", "61.72")]
    [InlineData("kkr", "61.12")]
    [InlineData("kubu raya", "61.12")]
    [InlineData("kku", "61.11")]
    [InlineData("putussibau", "61.06")]
    [InlineData("kapuas hulu", "61.06")]
    [InlineData("ngabang", "61.08")]
    [InlineData("landak", "61.08")]
    [InlineData("nanga pinoh", "61.10")]
    [InlineData("pinoh", "61.10")]
    [InlineData("kab ktp", "61.04")]
    [InlineData("jagoi babang", "61.07")]
    public void A_district_is_known_by_its_names(string text, string code) =>
        Assert.Equal(code, District.Find(text.Split(' ')).District?.Code);

    [Theory]
    [InlineData("kubu")]
    [InlineData("ktp saya")]
    [InlineData("kh ahmad")]
    [InlineData("raya")]
    [InlineData("kapuas")]
    [InlineData("kabupaten")]
    [InlineData("bintang sanggar ketupat")]
    [InlineData("")]
    public void Other_words_are_no_district(string text) => Assert.False(District.Find(text.Split(' ')).Found);

    [Theory]
    [InlineData("kabupaten pontianak")]
    [InlineData("kab pontianak")]
    [InlineData("kab ptk")]
    public void The_old_name_of_mempawah_is_asked_about(string text)
    {
        var mention = District.Find(text.Split(' '));
        Assert.Null(mention.District);
        Assert.True(mention.OldPontianak);
    }

    [Fact]
    public void There_are_fourteen_with_the_codes_of_kemendagri()
    {
        Assert.Equal(14, District.All.Count);
        Assert.Equal("61.02", District.All.Single(district => district.Name == "Mempawah").Code);
        Assert.Equal(["Pontianak", "Singkawang"], District.All.Where(district => district.IsCity).Select(district => district.Name));
    }
}
