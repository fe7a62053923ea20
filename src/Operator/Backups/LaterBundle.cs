using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Bags;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Operator.Backups;

/// <summary>A bundle that was exported after the backup: its ledger, and those of its ciphertexts that are still whole.</summary>
internal sealed record LaterBundle(SignedBag Bag, BagInfo Info, LedgerText Ledger)
{
    public static LaterBundle Open(string folder, TrustedKeyring keyring, DateTimeOffset now)
    {
        SignedBag.RefuseNewer(folder, BagInfo.Version);
        var bag = SignedBag.Open(folder, keyring, now);
        if (!BagInfo.TryRead(bag.Tag(BundleFiles.Info), out var info, out _)) throw bag.Refused(BackupRefusal.Malformed, BundleFiles.Info);
        bag.JudgeSigner(keyring, info.Date);
        var line = bag.Payload.FirstOrDefault(line => line.Path == BundleFiles.Ledger) ?? throw bag.Refused(BackupRefusal.Malformed, BundleFiles.Manifest);
        if (!LedgerText.TryRead(bag.Find(line, LedgerText.MaximumOctets), out var ledger, out var why))
            throw why.Newer is { } newer ? bag.Refused(BackupRefusal.FormatNewer, $"{BundleFiles.Ledger}: {newer}") : bag.Refused(BackupRefusal.Malformed, BundleFiles.Ledger);
        if (ledger.Id != info.Ledger || ledger.Head != info.Head || ledger.After.Number + 1 != info.FirstLine) throw bag.Refused(BackupRefusal.Malformed, BundleFiles.Info);
        return new LaterBundle(bag, info, ledger);
    }

    /// <summary>The ciphertext of an entry; null when this bundle does not hold it, or not whole.</summary>
    public byte[]? Find(int entry, Sha256Hash hash) =>
        Bag.Payload.FirstOrDefault(line => line.Hash == hash && line.Path == BundleFiles.PathOf(entry)) is { } line ? Bag.FindOrNull(line, Profile.MaximumOctets) : null;
}
