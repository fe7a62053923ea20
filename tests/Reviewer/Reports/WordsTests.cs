using System.Text.RegularExpressions;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Cases;
using SecureDrop.Reviewer.Reports;
using SecureDrop.Reviewer.Triage;

namespace SecureDrop.Reviewer.Tests.Reports;

/// <summary>What a report says in each language.</summary>
public sealed partial class WordsTests
{
    public static TheoryData<string> Languages => [.. Words.All.Keys];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_state_reason_flag_and_kind_has_its_words(string language)
    {
        var words = Words.All[language];
        Assert.Equal(["complete", "conflict", "incomplete", "refused"], words.States.Keys.Order());
        Assert.Equal(Enum.GetValues<FailureReason>(), words.Reasons.Keys.Order());
        Assert.Equal(FileKinds.Words.Order(), words.FileKinds.Keys.Order());
        // The wishes themselves are shown, no word for them is needed.
        Assert.Equal(
            ((string[])["account-differs", FileFlags.Archive, FlagWords.CanaryForeign, FlagWords.CanaryReplayed, FlagWords.Damaged, FileFlags.DoubleExtension, FileFlags.Macros, FileFlags.OddName, FileFlags.Program]).Order(), words.Flags.Keys.Order());
        Assert.Equal((12, 12, 10), (words.Months.Count, words.ShortMonths.Count, words.Digits.Length));
    }

    [Fact]
    public void Both_languages_tell_the_same_things_in_a_sentence()
    {
        var sentences = typeof(Words).GetProperties().Where(property => property.PropertyType == typeof(string) && property.CanWrite).ToList();
        Assert.InRange(sentences.Count, 80, 200);
        Assert.All(sentences, sentence =>
        {
            var told = Words.All.Values.Select(words => string.Join(' ', Places().Matches((string?)sentence.GetValue(words) ?? "").Select(place => place.Value).Order())).Distinct();
            Assert.True(told.Count() == 1, sentence.Name);
        });
    }

    [Theory]
    [InlineData("2025-06-14", "14 June 2025", "١٤ حزيران/يونيو ٢٠٢٥")]
    [InlineData("2025-06", "June 2025", "حزيران/يونيو ٢٠٢٥")]
    [InlineData("2025", "2025", "٢٠٢٥")]
    [InlineData("2024 2026", "2024 to 2026", "من ٢٠٢٤ إلى ٢٠٢٦")]
    [InlineData("2025-01 2025-03", "January 2025 to March 2025", "من كانون الثاني/يناير ٢٠٢٥ إلى آذار/مارس ٢٠٢٥")]
    [InlineData("2025-01-02 2025-03", "2 January 2025 to 31 March 2025", "من ٢ كانون الثاني/يناير ٢٠٢٥ إلى ٣١ آذار/مارس ٢٠٢٥")]
    public void A_time_is_told_as_exactly_as_its_source_told_it_and_no_more(string when, string english, string arabic)
    {
        Assert.True(IncidentTime.TryRead(when, out var time));
        Assert.Equal((english, arabic), (Words.All["en"].TimeOf(time), Words.All["ar"].TimeOf(time)));
    }

    [Fact]
    public void Numbers_have_the_digits_of_their_language() =>
        Assert.Equal(("0 7 1,234,567", "٠ ٧ ١٬٢٣٤٬٥٦٧"), (Numbers(Words.All["en"]), Numbers(Words.All["ar"])));

    private static string Numbers(Words words) => $"{words.Number(0)} {words.Number(7)} {words.Number(1_234_567)}";

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Places();
}
