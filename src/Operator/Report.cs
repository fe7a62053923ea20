using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Operator;

/// <summary>
/// What the operator sees. Words go to stdout; with --json stdout holds one JSON value and words go to stderr, as all
/// progress and trouble does. Names come from couriers and words from a gateway that may be hostile: what would steer a terminal is escaped.
/// </summary>
internal sealed class Report(TextWriter output, TextWriter error, bool json)
{
    /// <summary>One line: a name with a line end in it does not make two.</summary>
    public void Say(string line) => (json ? error : output).WriteLine(SafeName.Show(line));

    /// <summary>Several lines of ours.</summary>
    public void SayBlock(string lines) => (json ? error : output).WriteLine(SafeName.ShowText(lines));

    public void Progress(string line) => error.WriteLine(SafeName.Show(line));

    /// <summary>A command's result for scripts; silent without --json.</summary>
    public void Result<T>(T value, JsonTypeInfo<T> type)
    {
        if (json) output.WriteLine(JsonSerializer.Serialize(value, type));
    }

    public void Trouble(TroubleException trouble)
    {
        error.WriteLine(SafeName.Show(trouble.Message));
        error.WriteLine(SafeName.Show($"hint: {trouble.Hint}"));
    }
}
