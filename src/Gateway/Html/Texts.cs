using System.Collections.Frozen;
using System.Text.Json;

namespace SecureDrop.Gateway.Html;

/// <summary>Every sentence of the pages, by name, in one language. A name that is missing is a bug that the tests find.</summary>
internal sealed class Texts
{
    private readonly FrozenDictionary<string, string> _texts;

    private Texts(Dictionary<string, string> texts) => _texts = texts.ToFrozenDictionary();

    public static Texts English { get; } = Read("en.json");

    public string this[string name] => _texts[name];

    public IEnumerable<string> Names => _texts.Keys;

    private static Texts Read(string name)
    {
        using var document = JsonDocument.Parse(Embedded.Octets(name));
        return new Texts(document.RootElement.EnumerateObject().ToDictionary(text => text.Name, text => text.Value.GetString() ?? ""));
    }
}
