using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Triage;

namespace SecureDrop.Reviewer.Commands;

/// <summary>What `open --json` says of each bundle it opened; `Before` counts its entries that this machine had opened earlier.</summary>
internal sealed record OpenAnswer(
    int Bundle, string Ledger, int Line, string Head, int Before, IReadOnlyList<OpenAnswer.Entry> Entries, IReadOnlyList<CaseSummary> Cases, IReadOnlyList<string> Warnings)
{
    /// <param name="Number">In the ledger.</param>
    /// <param name="Outcome">`opened`, `incomplete` or `failed`.</param>
    /// <param name="Reason">Of a failed one, as the acknowledgement says it.</param>
    internal sealed record Entry(int Number, string Outcome, string? Reason)
    {
        public static Entry Of(EntryState state) => new(
            state.Entry, state.Outcome switch { Formats.Texts.Outcome.Opened => "opened", Formats.Texts.Outcome.Incomplete => "incomplete", _ => "failed" },
            state.Reason?.Word());

        public override string ToString() => $"entry {Number}  {Outcome} {Reason}"
            + (Reason == FailureReason.SecretKeyMissing.Word() ? " (sealed to another reviewer only, or to a secret key not brought here)"
                : Reason == FailureReason.FormatNewer.Word() ? $" ({CaseText.UntilNewer})" : "");
    }
}
