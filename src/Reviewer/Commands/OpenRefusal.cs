using SecureDrop.Reviewer.Bundles;

namespace SecureDrop.Reviewer.Commands;

/// <summary>What `open --json` says when a bundle was refused.</summary>
/// <param name="Opened">The bundles before it.</param>
/// <param name="Refused">Why, in the order in which the rules are judged.</param>
internal sealed record OpenRefusal(IReadOnlyList<OpenAnswer> Opened, IReadOnlyList<OpenRefusal.Reason> Refused)
{
    /// <param name="Fault">`signer-not-valid` and the like.</param>
    /// <param name="Subject">What in the bundle it is about.</param>
    internal sealed record Reason(string Fault, string Subject);

    public static OpenRefusal Of(IReadOnlyList<OpenAnswer> opened, IEnumerable<BundleRefusal> refusals) =>
        new(opened, [.. refusals.Select(refusal => new Reason(refusal.Word, refusal.Subject))]);
}
