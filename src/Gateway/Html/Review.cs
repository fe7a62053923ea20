using System.Text.Json;

namespace SecureDrop.Gateway.Html;

/// <summary>
/// REVIEW.json, the one file that says which translations a native reader has read. It lies beside the program and an operator edits it: once somebody has
/// read a language, the day stands there in place of null. Until then each page in that language says that a machine made it.
/// </summary>
internal sealed class Review
{
    public const string FileName = "REVIEW.json";

    private readonly HashSet<string> _read;

    private Review(IEnumerable<string> read) => _read = [.. read];

    /// <summary>A file that is not there, or is not one of ours, has been read by nobody.</summary>
    public static Review Read(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            return new Review(document.RootElement.EnumerateObject().Where(state => state.Value.ValueKind == JsonValueKind.String).Select(state => state.Name));
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or ArgumentException)
        {
            return new Review([]);
        }
    }

    /// <summary>English is the original.</summary>
    public bool Awaits(Texts texts) => texts != Texts.English && !_read.Contains(texts.Code);
}
