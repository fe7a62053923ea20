namespace SecureDrop.Reviewer.Triage;

/// <summary>Words of a case that are not about one file, beside those of FileFlags and `account-differs`.</summary>
internal static class FlagWords
{
    /// <summary>The source has wishes about safety: read them before anything else.</summary>
    public const string Wishes = "wishes";

    /// <summary>Plaintext that was here when the case was opened is gone or altered: open its bundle again.</summary>
    public const string Damaged = "damaged";

    /// <summary>An operator's mark that another case had before: somebody has sent its account once more.</summary>
    public const string CanaryReplayed = "canary-replayed";

    /// <summary>An operator's mark of another ledger.</summary>
    public const string CanaryForeign = "canary-foreign";
}
