using SecureDrop.Formats.Texts;

namespace SecureDrop.Storage;

/// <summary>What an operator sees of the vault.</summary>
/// <param name="Ledger">The ledger's id.</param>
/// <param name="Waiting">Submissions in no finished bundle.</param>
/// <param name="TakenOut">Exported, not acknowledged.</param>
/// <param name="Opened">Acknowledged as opened, not purged.</param>
/// <param name="Purged">Purged, by acknowledgement or by force.</param>
/// <param name="FileOctets">Length of the vault's files.</param>
/// <param name="LastBundle">The last finished bundle; 0 before the first.</param>
/// <param name="Head">The ledger's last line.</param>
public sealed record VaultStatus(LedgerId Ledger, int Waiting, int TakenOut, int Opened, int Purged, long FileOctets, int LastBundle, LedgerHead Head)
{
    /// <summary>The day of what has waited longest; null when nothing waits.</summary>
    public DateOnly? WaitingSince { get; init; }

    /// <summary>When a bundle was last finished.</summary>
    public DateOnly? ExportedOn { get; init; }

    /// <summary>When an acknowledgement was last taken.</summary>
    public DateOnly? AcknowledgedOn { get; init; }

    /// <summary>No line of the ledger has a later day.</summary>
    public DateOnly LedgerDay { get; init; }

    /// <summary>The last backup; null before the first, and after a restore.</summary>
    public BackedUp? BackedUp { get; init; }

    /// <summary>Submissions that have come in since that.</summary>
    public int SinceBackup { get; init; }

    /// <summary>The last canary; null before the first, and after a restore.</summary>
    public Canary? Canary { get; init; }

    /// <summary>How far that has come.</summary>
    public SubmissionState CanaryState { get; init; }
}
