using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Opening;

namespace SecureDrop.Reviewer.Custody;

/// <summary>A bundle in the custody log: one line for thousands of entries. The tag manifest's hash names the bundle, and through it each of its ciphertexts.</summary>
internal static class OpenedBundleInCustody
{
    public static string Words(OpenReport report)
    {
        var bundle = report.Bundle;
        var head = bundle.Manifest.Info.Head;
        var failed = report.Entries.Values.Count(entry => entry.Outcome == Outcome.Failed);
        return $"bundle {bundle.Manifest.Info.Bundle} ledger {bundle.Story.Whole.Id} line {head.Number} head {head.Head} tag-manifest {bundle.Manifest.Hash} "
            + $"opened {report.Entries.Count - failed} failed {failed} before {report.OpenedBefore.Count}";
    }
}
