using System.Text.Json;
using System.Text.RegularExpressions;

namespace SecureDrop.Page.Tests;

/// <summary>The page's texts in one language.</summary>
internal sealed class Words(string language)
{
    public static readonly string[] Languages = ["ar", "ckb", "en", "fr"];
    private readonly Dictionary<string, string> _texts = JsonSerializer.Deserialize<Dictionary<string, string>>(
        File.ReadAllBytes(Path.Combine(Vector.Root(), "src", "Page", "texts", $"{language}.json"))) ?? [];

    public string Language => language;
    public string this[string name] => _texts[name];
    public IReadOnlyDictionary<string, string> All => _texts;

    /// <summary>What stands before the first place to be filled.</summary>
    public string Start(string name) => _texts[name].Split('{')[0];

    public Regex Whole(string name) => new($"^\\s*{Regex.Escape(_texts[name])}\\s*$");
}
