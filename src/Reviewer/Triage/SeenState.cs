namespace SecureDrop.Reviewer.Triage;

/// <summary>Whether `show` has shown a case here.</summary>
internal enum SeenState
{
    /// <summary>Never.</summary>
    New,

    /// <summary>It was, but parts have come since.</summary>
    Changed,
    Seen,
}
