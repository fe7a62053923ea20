namespace SecureDrop.Reviewer.Bundles;

/// <summary>Why nothing is opened from a bundle: one meaning a line, in the order in which the rules are judged. REFUSALS.md, row 40.</summary>
internal enum BundleFault
{
    /// <summary>A version that this program does not read yet; judged before any signature.</summary>
    FormatNewer,
    NotABundle,
    LinkRefused,
    NameRefused,
    SignatureWrong,
    SignerNotValid,
    Malformed,
    Missing,
    Added,
    Altered,
    InfoContradicts,
    AnotherLedger,
    NewLedgerNotThis,
    StartMissing,
    Gap,
    Replayed,
    Fork,
    LedgerTooLarge,
    Repeated,
    LineContradicts,
    EntryMissing,
    EntryUnknown,
    EntryAltered,
}
