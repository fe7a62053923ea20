using System.Collections.Frozen;
using System.Text.Json;

namespace SecureDrop.Gateway.Html;

/// <summary>Every sentence of the pages, by name, in one language. A name that is missing is a bug that the tests find.</summary>
internal sealed class Texts
{
    private readonly FrozenDictionary<string, string> _texts;

    private Texts(Dictionary<string, string> texts) => _texts = texts.ToFrozenDictionary();

    public static Texts English { get; } = Read("en");

    /// <summary>In the order in which a reader is offered them: of their own alphabets' names.</summary>
    public static IReadOnlyList<Texts> All { get; } = [Read("ar"), Read("ckb"), English, Read("fr")];

    /// <summary>The language of this code; null for a code that is none of ours.</summary>
    public static Texts? Of(string? code) => All.FirstOrDefault(texts => texts.Code == code);

    public string this[string name] => _texts[name];

    public IEnumerable<string> Names => _texts.Keys;

    /// <summary>BCP 47, and the first segment of a page's path.</summary>
    public string Code => this["language"];

    private static Texts Read(string code)
    {
        using var document = JsonDocument.Parse(Embedded.Octets($"texts/{code}.json"));
        return new Texts(document.RootElement.EnumerateObject().ToDictionary(text => text.Name, text => text.Value.GetString() ?? ""));
    }
}
