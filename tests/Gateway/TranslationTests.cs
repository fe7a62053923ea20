using System.Text.Json;
using System.Text.RegularExpressions;
using SecureDrop.Gateway.Arrivals;
using SecureDrop.Gateway.Html;

namespace SecureDrop.Gateway.Tests;

/// <summary>Four languages, each whole: a string that is missing, left in English, in another language's letters or in the wrong direction is found here.</summary>
public sealed partial class TranslationTests
{
    /// <summary>Names, which are the same everywhere. What stands between backticks is code.</summary>
    private static readonly string[] Names = ["SecureDrop.Net", "Tor", "JavaScript", "gpg", "curl", "Linux", "Windows"];

    /// <summary>Sameness with English is no fault of these.</summary>
    private static readonly string[] Alike = ["name", "direction"];

    public static TheoryData<string> Others { get; } = new("ar", "ckb", "fr");

    private static Texts Of(string code) => Texts.Of(code) ?? throw new InvalidOperationException($"{code} is not there.");

    [Fact]
    public void There_are_four_languages_each_under_its_own_code()
    {
        Assert.Equal(["ar", "ckb", "en", "fr"], Texts.All.Select(texts => texts.Code));
        Assert.Null(Texts.Of("de"));
        Assert.Null(Texts.Of(null));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void No_string_is_missing_left_over_empty_or_left_in_English(string code)
    {
        var texts = Of(code);
        Assert.Equal(Texts.English.Names.Order(), texts.Names.Order());
        Assert.True(texts.Names.Count() > 150);
        Assert.DoesNotContain(texts.Names, name => string.IsNullOrWhiteSpace(texts[name]));
        Assert.DoesNotContain(texts.Names.Except(Alike), name => texts[name] == Texts.English[name]);
        // What is code is the same code.
        Assert.All(texts.Names, name => Assert.Equal(Code().Matches(Texts.English[name]).Select(found => found.Value), Code().Matches(texts[name]).Select(found => found.Value)));
    }

    [Theory]
    [InlineData("ar", "rtl")]
    [InlineData("ckb", "rtl")]
    [InlineData("en", "ltr")]
    [InlineData("fr", "ltr")]
    public void Each_language_is_written_in_its_own_letters_and_direction(string code, string direction)
    {
        var texts = Of(code);
        Assert.Equal((code, direction), (texts.Code, texts["direction"]));
        var rightToLeft = direction == "rtl";
        foreach (var name in texts.Names.Except(["language", "direction", "name"]))
        {
            Assert.True(Arabic().IsMatch(texts[name]) == rightToLeft, $"{code} {name}: {texts[name]}");
            if (rightToLeft) Assert.True(!Latin().IsMatch(WithoutNames(texts[name])), $"{code} {name} has words that are not translated: {texts[name]}");
            // A mark that turns the direction of text has no place in a sentence: isolation is the page's work.
            Assert.True(!Turning().IsMatch(texts[name]), $"{code} {name}");
        }
    }

    [Fact]
    public void Arabic_and_Sorani_are_not_taken_for_each_other()
    {
        // Letters that Sorani writes and Arabic does not, and the other way round.
        const string sorani = "[\u06CC\u06A9\u06D5\u06CE\u06C6\u0695\u06B5\u067E\u0686\u06AF\u06A4]";
        const string arabic = "[\u064A\u0643\u0629\u0649\u0623\u0625\u0622\u064B\u0635\u0636\u0637\u0638\u062B\u0630]";
        Assert.DoesNotMatch(sorani, All("ar"));
        Assert.DoesNotMatch(arabic, All("ckb"));
        Assert.All(Of("ckb").Names.Except(["language", "direction", "name"]), name =>
            Assert.Matches(sorani, Of("ckb")[name]));

        static string All(string code) => string.Join('\n', Of(code).Names.Select(name => Of(code)[name]));
    }

    [Fact]
    public void Titles_hold_no_code_so_that_programs_and_tabs_show_them_as_they_are() =>
        Assert.All(Texts.All, texts => Assert.All(
            texts.Names.Where(name => name.EndsWith(".title", StringComparison.Ordinal) || name.EndsWith(".heading", StringComparison.Ordinal)),
            name => Assert.DoesNotContain('`', texts[name])));

    [Fact]
    public void What_a_machine_translated_says_so_until_the_operator_writes_who_has_read_it()
    {
        var folder = Directory.CreateTempSubdirectory("review-");
        var file = Path.Combine(folder.FullName, "REVIEW.json");
        Assert.Equal([true, true, false, true], Texts.All.Select(Review.Read(file).Awaits));
        File.WriteAllText(file, """{"why":"…","ar":"2026-12-01","ckb":null}""");
        Assert.Equal([false, true, false, true], Texts.All.Select(Review.Read(file).Awaits));
        File.WriteAllText(file, "{");
        Assert.Equal([true, true, false, true], Texts.All.Select(Review.Read(file).Awaits));
        folder.Delete(recursive: true);

        var shipped = Path.Combine(AppContext.BaseDirectory, Review.FileName);
        using var states = JsonDocument.Parse(File.ReadAllBytes(shipped));
        Assert.Equal(["why", "ar", "ckb", "fr"], states.RootElement.EnumerateObject().Select(state => state.Name));
        var page = System.Text.Encoding.UTF8.GetString(new AnswerPages(new Layout(Review.Read(shipped))).Refused(Of("ckb"), RefusalCode.Busy));
        Assert.Equal(Review.Read(shipped).Awaits(Of("ckb")), page.Contains(Of("ckb")["review.notice"], StringComparison.Ordinal));
    }

    [Fact]
    public void Control_a_string_left_in_English_is_noticed() => Assert.Matches(Latin(), WithoutNames("أرسلوا this file عبر Tor"));

    private static string WithoutNames(string text) => Names.Aggregate(Code().Replace(text, ""), (rest, name) => rest.Replace(name, "", StringComparison.Ordinal));

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex Code();

    [GeneratedRegex("[\u0621-\u064A\u0671-\u06D5]")]
    private static partial Regex Arabic();

    [GeneratedRegex("[A-Za-z]")]
    private static partial Regex Latin();

    [GeneratedRegex("[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]")]
    private static partial Regex Turning();
}
