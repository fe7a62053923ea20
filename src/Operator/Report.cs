using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SecureDrop.Operator;

/// <summary>
/// What the operator sees. Words go to stdout; with --json stdout holds one JSON value and words go to stderr, as all
/// progress and trouble does.
/// </summary>
internal sealed class Report(TextWriter output, TextWriter error, bool json)
{
    public void Say(string words) => (json ? error : output).WriteLine(words);

    public void Progress(string words) => error.WriteLine(words);

    /// <summary>A command's result for scripts; silent without --json.</summary>
    public void Result<T>(T value, JsonTypeInfo<T> type)
    {
        if (json) output.WriteLine(JsonSerializer.Serialize(value, type));
    }

    public void Trouble(TroubleException trouble)
    {
        error.WriteLine($"securedrop-operator: {trouble.Message}");
        error.WriteLine($"hint: {trouble.Hint}");
    }
}
