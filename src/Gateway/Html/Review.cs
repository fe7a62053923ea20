using System.Text.Json;

namespace SecureDrop.Gateway.Html;

/// <summary>
/// review.json, the one file that says which translations a native reader has read. It lies beside the program and an operator edits it: once somebody
/// has read a language, their name or the day stands there instead. Until then each page in that language says that a machine made it.
/// </summary>
internal sealed class Review
{
    public const string Awaiting = "awaiting a native reader";

    private readonly Dictionary<string, string> _states;

    private Review(Dictionary<string, string> states) => _states = states;

    /// <summary>A file that is not there, or is not one of ours, has been read by nobody.</summary>
    public static Review Read(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            return new Review(document.RootElement.EnumerateObject().ToDictionary(state => state.Name, state => state.Value.GetString() ?? Awaiting));
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or ArgumentException)
        {
            return new Review([]);
        }
    }

    /// <summary>English is the original.</summary>
    public bool Awaits(Texts texts) => texts != Texts.English && _states.GetValueOrDefault(texts.Code, Awaiting) == Awaiting;
}
