using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Cases;

/// <summary>One reading of a testimony: all parts that say the same count.</summary>
/// <param name="Number">From 1. Version 1 lies in the case's folder itself, the others in conflict-N/.</param>
/// <param name="Count">Number of parts that its parts speak of.</param>
internal sealed record CaseVersion(int Number, int Count)
{
    /// <summary>The parts that have not come, or of which no good ciphertext is left.</summary>
    public IReadOnlyList<PartRange> Missing { get; init; } = [];

    /// <summary>Why the archive, or a file in it, was not accepted; the detail is a word for people.</summary>
    public FailureReason? Fault { get; init; }
    public string? FaultDetail { get; init; }
    public bool HasAccount { get; init; }
    public string? Language { get; init; }
    public IReadOnlyList<CaseFile> Files { get; init; } = [];

    /// <summary>Words such as `account-differs`: things to know that stop nothing.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    public string Folder => Number == 1 ? "" : $"conflict-{Number}";
}
