namespace SecureDrop.Storage;

/// <summary>What a receipt is answered with, least advanced first after <see cref="Unknown"/>.</summary>
public enum SubmissionState
{
    /// <summary>Not here: never stored, or purged by force.</summary>
    Unknown,

    /// <summary>Stored, in no finished bundle yet.</summary>
    Waiting,

    /// <summary>Exported.</summary>
    TakenOut,

    /// <summary>Acknowledged as opened; stays so after its purge.</summary>
    Opened,
}
