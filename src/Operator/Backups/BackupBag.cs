using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Bags;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Operator.Backups;

/// <summary>A backup of which signature and every hash have been verified, before anything of it is opened.</summary>
internal sealed record BackupBag(SignedBag Bag, BackupInfo Info, TrustedKeyring Keyring)
{
    /// <summary>The keyring travels inside; trust comes only from the root's fingerprint. It may have expired by now: the next one is installed afterwards.</summary>
    public static BackupBag Open(string folder, Fingerprint root, DateTimeOffset now, Report report)
    {
        SignedBag.RefuseNewer(folder, BackupInfo.Version);
        var file = Path.Combine(folder, BackupFiles.Keyring);
        if (!File.Exists(file)) throw BackupTroubles.Refused(folder, BackupRefusal.NotABackup, "");
        if (!VerifiedKeyring.TryOpen(Bounded.Read(file, Formats.Texts.Keyring.MaximumFrameOctets), root, null, DateOnly.MinValue, out var keyring, out var refusal))
            throw Troubles.KeyringRefused(file, refusal, null);
        var bag = SignedBag.Open(folder, keyring, now);
        if (!bag.Tag(BackupFiles.Keyring).AsSpan().SequenceEqual(keyring.Frame.Write())) throw bag.Refused(BackupRefusal.Altered, BackupFiles.Keyring);
        if (!BackupInfo.TryRead(bag.Tag(BundleFiles.Info), out var info, out _)) throw bag.Refused(BackupRefusal.Malformed, BundleFiles.Info);
        bag.JudgeSigner(keyring, info.Date);
        if (bag.Payload.Count != info.PayloadFiles || bag.Payload.Where((line, at) => line.Path != BundleFiles.PathOf(at + 1)).Any())
            throw bag.Refused(BackupRefusal.Malformed, BundleFiles.Manifest);
        var backup = new BackupBag(bag, info, keyring);
        foreach (var (at, part) in bag.Payload.Index())
        {
            if (at % 100 == 0) report.Progress($"{at + 1}/{bag.Payload.Count}: comparing hashes");
            backup.Part(part);
        }

        return backup;
    }

    public byte[] Part(ManifestLine line) => Bag.Find(line, Profile.MaximumOctets);
}
