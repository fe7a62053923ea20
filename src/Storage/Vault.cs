using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Storage;

/// <summary>The vault (DESIGN.md): what is answered here is durable, and held by this process alone until it is disposed.</summary>
public sealed class Vault : IAsyncDisposable
{
    private Vault() { }

    /// <summary>Opens or makes the vault; recovery has run, all collections are there, and the last durable state is what is answered from.</summary>
    /// <exception cref="VaultUnavailableException">In use, not one vault, not this key, damaged, full or failing.</exception>
    public static Vault Open(VaultOptions options) => throw new NotImplementedException(options.ToString());

    /// <summary>Completes when the vault stops answering by itself, with the reason. The process must then end.</summary>
    public Task<VaultTrouble> Stopped => throw new NotImplementedException();

    /// <summary>The clock has jumped by more than 30 days: intake must stay closed until <see cref="ConfirmClockAsync"/> or until it is set right.</summary>
    public bool ClockSuspect => throw new NotImplementedException();

    /// <summary>The keyring installed last, as its whole signed frame; null before the first.</summary>
    public byte[]? SignedKeyring => throw new NotImplementedException();

    public LedgerId Ledger => throw new NotImplementedException();

    /// <summary>Whether a body of this length can be stored now. Ask before a body is read.</summary>
    public bool HasRoomFor(long octets) => throw new NotImplementedException();

    /// <summary>Stores a message, unless its ciphertext is known. The octets are used until the task ends; the caller disposes the message.</summary>
    /// <exception cref="VaultUnavailableException">Nothing is promised: <see cref="VaultTrouble.StorageFull"/> passes, others do not.</exception>
    public Task<Stored> StoreAsync(EncryptedMessage message, bool late, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Two ciphertexts with one receipt answer the less advanced state.</summary>
    public Task<SubmissionState> LookUpAsync(Receipt receipt) => throw new NotImplementedException();

    /// <summary>
    /// Gives entries to what is new and plans the next bundle. An export that was not finished is planned again, the same while
    /// the ledger is the same.
    /// </summary>
    /// <param name="from">Null: since the last finished bundle. Otherwise everything not purged since that entry; 1 begins at line 1.</param>
    public Task<(ExportPlan? Plan, VaultRefusal? Refusal)> BeginExportAsync(int? from) => throw new NotImplementedException();

    public Task<ItemRead> ReadAsync(int entry) => throw new NotImplementedException();

    /// <summary>The bundle is safe: appends the exported lines. Null when done, also when it was done before.</summary>
    /// <param name="bundle">The plan's number.</param>
    /// <param name="tagManifest">SHA-256 of the bundle's tagmanifest-sha256.txt.</param>
    /// <param name="head">The head after the plan's last line.</param>
    public Task<VaultRefusal?> FinishExportAsync(int bundle, Sha256Hash tagManifest, LedgerHead head) => throw new NotImplementedException();

    /// <param name="acknowledgement">Its signature has been verified by the operator's program.</param>
    /// <param name="signer">Primary fingerprint of a live reviewer: the caller has asked the keyring.</param>
    public Task<Acknowledged> AcknowledgeAsync(Acknowledgement acknowledgement, Fingerprint signer) => throw new NotImplementedException();

    /// <summary>Purges what every holder has acknowledged as opened. Without any holder nothing is purged.</summary>
    /// <param name="holders">All holders of the keyring in force.</param>
    public Task<Purged> PurgeAsync(IReadOnlyCollection<Fingerprint> holders) => throw new NotImplementedException();

    /// <summary>Purges these entries whoever has seen them. They are not known afterwards; the ledger keeps the reason.</summary>
    public Task<Purged> PurgeForcedAsync(IReadOnlyCollection<int> entries, string reason) => throw new NotImplementedException();

    public Task<VaultStatus> StatusAsync() => throw new NotImplementedException();

    /// <summary>Keeps a keyring that the caller has judged, and writes its ledger line.</summary>
    /// <param name="signedFrame">The whole clear-signed text.</param>
    /// <param name="text">SHA-256 of the signed text itself.</param>
    public Task InstallKeyringAsync(byte[] signedFrame, Sha256Hash text) => throw new NotImplementedException();

    /// <summary>The operator says that the clock is right.</summary>
    public Task ConfirmClockAsync() => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
