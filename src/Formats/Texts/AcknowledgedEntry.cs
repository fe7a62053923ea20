namespace SecureDrop.Formats.Texts;

/// <summary>One line of an acknowledgement: `5 opened`, `6 incomplete`, `7 failed wrong-key`.</summary>
/// <param name="Entry">From 1.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Only with <see cref="Outcome.Failed"/>.</param>
public readonly record struct AcknowledgedEntry(int Entry, Outcome Outcome, FailureReason? Reason = null)
{
    private static readonly string[] Words = [.. Enum.GetNames<Outcome>().Select(name => name.ToLowerInvariant())];

    /// <summary>The line without its line end.</summary>
    public override string ToString() => $"{Written.Of(Entry)} {Words[(int)Outcome]}{(Reason is { } reason ? $" {reason.Word()}" : "")}";

    /// <summary>Reads what <see cref="ToString"/> writes and only that; null and why otherwise.</summary>
    internal static AcknowledgedEntry? Parse(ReadOnlySpan<char> text, out TextFault fault)
    {
        fault = TextFault.LineMalformed;
        var words = text.ToString().Split(' ', 4);
        if (words.Length is < 2 or > 3) return null;
        var outcome = Array.IndexOf(Words, words[1]);
        if (outcome < 0 || (words.Length == 3) != (outcome == (int)Outcome.Failed)) return null;
        fault = TextFault.ReasonMalformed;
        var reason = default(FailureReason);
        if (words.Length == 3 && !FailureReasons.TryParse(words[2], out reason)) return null;
        fault = TextFault.NumberMalformed;
        if (!Written.TryNumber(words[0], out int entry) || entry == 0) return null;
        return new AcknowledgedEntry(entry, (Outcome)outcome, words.Length == 3 ? reason : null);
    }
}
