using System.Text.RegularExpressions;

namespace SecureDrop.Page.Tests;

/// <summary>Four languages, complete: no text missing, left in English, or standing in the wrong script.</summary>
public sealed partial class TextTests
{
    /// <summary>The same in French as in English, and rightly so.</summary>
    private static readonly string[] Alike = ["direction", "seal.pause"];
    private static readonly Words English = new("en");

    public static TheoryData<string> Translated { get; } = ["ar", "ckb", "fr"];

    [Theory]
    [MemberData(nameof(Translated))]
    public void Every_text_is_there_in_the_same_order_with_the_same_places(string language)
    {
        var words = new Words(language);
        Assert.Equal(English.All.Keys, words.All.Keys);
        Assert.All(English.All, text => Assert.Equal(Places(text.Value), Places(words[text.Key])));
        Assert.All(words.All.Values, text => Assert.Equal(text.Trim(), text));
    }

    [Theory]
    [MemberData(nameof(Translated))]
    public void No_text_is_left_in_english_or_in_the_wrong_script(string language)
    {
        var words = new Words(language);
        var rightToLeft = language is "ar" or "ckb";
        Assert.Equal(rightToLeft ? "rtl" : "ltr", words["direction"]);
        foreach (var (name, text) in words.All.Where(text => text.Key != "direction" && !text.Key.StartsWith("unit.", StringComparison.Ordinal)))
        {
            Assert.True(Alike.Contains(name) || text != English[name], $"{language}: {name} is English");
            var letters = Foreign().Replace(text, "").Where(char.IsLetter).ToArray();
            Assert.True(letters.Length > 0 && letters.All(letter => rightToLeft == (letter is >= '\u0600' and <= '\u06FF')), $"{language}: {name}: {text}");
        }
    }

    /// <summary>The letters by which Sorani is told from Arabic.</summary>
    [Fact]
    public void Sorani_is_sorani_and_arabic_is_arabic()
    {
        Assert.True(new Words("ckb").All.Values.Count(text => Sorani().IsMatch(text)) > 100);
        Assert.DoesNotContain(new Words("ar").All.Values, text => Sorani().IsMatch(text));
    }

    [Fact]
    public void Every_text_that_a_script_names_exists_and_every_text_is_named()
    {
        var sources = string.Concat(Directory.GetFiles(Path.Combine(Vector.Root(), "src", "Page", "src"), "*.ts", SearchOption.AllDirectories).Select(File.ReadAllText));
        // Named in two halves: the first stands in a template.
        string[] halves = ["files.", "warn.", "wishes.", "fault.", "ask.", "unit."];
        var unused = English.All.Keys.Where(name => !sources.Contains($"\"{name}\"", StringComparison.Ordinal) && !sources.Contains($"`{name}$", StringComparison.Ordinal)
            && !sources.Contains($"\"{name.Replace(".kit", "", StringComparison.Ordinal)}\"", StringComparison.Ordinal)
            && !sources.Contains($"`{name.Replace(".kit", "", StringComparison.Ordinal)}$", StringComparison.Ordinal)
            && !halves.Any(half => name.StartsWith(half, StringComparison.Ordinal)) && name is not ("name" or "direction"));
        Assert.Empty(unused);
    }

    private static string[] Places(string text) => [.. PlaceInText().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex("[{]\\w+[}]")]
    private static partial Regex PlaceInText();

    /// <summary>Names and places that keep their letters in every script.</summary>
    [GeneratedRegex("[{]\\w+[}]|\\b(Tor|Shift|JavaScript|GB|MB|KB|onion|gpg|SecureDrop\\.Net)\\b")]
    private static partial Regex Foreign();

    [GeneratedRegex("[ۆێەڵڕ]")]
    private static partial Regex Sorani();
}
