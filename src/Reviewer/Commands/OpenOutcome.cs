using SecureDrop.Reviewer.Bundles;

namespace SecureDrop.Reviewer.Commands;

/// <summary>What `open --json` says, of one shape whether or not a bundle was refused.</summary>
/// <param name="Opened">The bundles that were opened, up to the first refused one.</param>
/// <param name="Refused">Why that one was, in the order in which the rules are judged; empty when none was.</param>
internal sealed record OpenOutcome(IReadOnlyList<OpenAnswer> Opened, IReadOnlyList<OpenOutcome.Reason> Refused)
{
    /// <param name="Fault">`signer-not-valid` and the like.</param>
    /// <param name="Subject">What in the bundle it is about.</param>
    internal sealed record Reason(string Fault, string Subject);

    public static OpenOutcome Of(IReadOnlyList<OpenAnswer> opened, IEnumerable<BundleRefusal> refusals) =>
        new(opened, [.. refusals.Select(refusal => new Reason(refusal.Word, refusal.Subject))]);
}
