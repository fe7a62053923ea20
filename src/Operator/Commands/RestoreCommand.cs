using System.Globalization;
using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Backups;
using SecureDrop.Formats.Texts;
using SecureDrop.Operator.Backups;

namespace SecureDrop.Operator.Commands;

/// <summary>
/// `restore`: verifies a backup whole, joins it with the bundles that were exported after it, and only then hands it to a gateway on an empty vault, which takes all of it or
/// serves nobody. With --check nothing is handed over, and no gateway is needed.
/// </summary>
internal static class RestoreCommand
{
    public static async Task RunAsync(Desk desk, RestoreOptions options, CancellationToken stop)
    {
        var pin = desk.Directory.ReadPin();
        var root = RootOf(options.Root, pin);
        var status = options.Check ? null : await desk.Gateway.StatusAsync(stop);
        if (status is not null && status.Intake != "restore" && status.Waiting + status.TakenOut + status.Opened + status.Purged + status.LastBundle > 0)
            throw BackupTroubles.VaultNotEmpty();

        var now = desk.Time.GetUtcNow();
        var backup = BackupBag.Open(options.From, root, now, desk.Report);
        var key = OpenKey(options, backup);
        var keyring = options.Keyring is { } later ? Later(later, root, backup.Keyring) : backup.Keyring;
        // The gateway would go back to it, and sources seal to whomever a later one has revoked.
        if (pin is not null && !options.Check && !VerifiedKeyring.TryOpen(keyring.Frame.Write(), root, pin, DateOnly.MinValue, out _, out var refused))
            throw BackupTroubles.KeyringBehind(options.Keyring ?? options.From, refused, pin.Epoch);
        if (!keyring.Lines.Operators(backup.Info.Date).Contains(backup.Bag.Signer))
            desk.Report.Progress($"warning: the keyring named no longer lists who signed this backup, {backup.Bag.Signer.Grouped()}: if that key was stolen, the backup may be the thief's; compare heads by voice with a reviewer");
        LaterBundle[] bundles = [.. options.Bundles.Select(folder => LaterBundle.Open(folder, keyring, now))];

        desk.Report.Progress("opening all of it once, before anything is handed over");
        var (head, leftOut) = await JudgeAsync(backup, key, stop);
        var replay = Replay.Of(head, leftOut, bundles, backup.Info.Date, desk.Today);
        if (replay.Lost.Count > 0 && !options.AcceptLost)
            throw BackupTroubles.Refused(options.From, BackupRefusal.EntriesLost, string.Join(", ", replay.Lost));

        if (!options.Check)
        {
            // First trust, before the gateway follows: when this is cut short the same command goes on, and nobody works by an older keyring than is known here.
            if (pin is null || pin.Epoch < keyring.Pin.Epoch) desk.Directory.WritePin(keyring.Pin);
            desk.Report.Progress("handing it over");
            await desk.Gateway.RestoreAsync(target => HandOverAsync(target, backup, key, replay.Head, bundles, stop), stop);
            if (options.Keyring is not null) await FollowAsync(desk, options.Keyring, keyring, stop);
        }

        Tell(desk, options, backup, replay, bundles);
    }

    private static Fingerprint RootOf(string? typed, Pin? pin)
    {
        if (typed is null) return pin?.Root ?? throw Troubles.RootNeeded();
        if (!Fingerprint.TryParseTyped(typed, out var root)) throw Troubles.RootMalformed();
        return pin is null || pin.Root == root ? root : throw Troubles.KeyringRefused("--root", KeyringRefusal.WrongRoot, null);
    }

    private static DecryptionKey OpenKey(RestoreOptions options, BackupBag backup)
    {
        var passphrase = NamedFile.ReadText(options.PassphraseFile).TrimEnd('\r', '\n');
        if (!DecryptionKey.TryOpen(NamedFile.ReadText(options.SecretKey), passphrase, out var key, out var refusal))
            throw BackupTroubles.SecretUnusable(options.SecretKey, $"{refusal.Words()} ({KeyringWords.Code(refusal)})");
        if (backup.Keyring.Lines.Certificates.Any(listed => listed.Primary == key.Primary)) throw BackupTroubles.SecretIsAReviewers(options.SecretKey);
        if (key.Primary != backup.Info.Certificate) throw backup.Bag.Refused(BackupRefusal.AnotherCertificate, backup.Info.Certificate.Grouped());
        return key;
    }

    /// <summary>A later keyring of the same root: operators who signed bundles since may stand only there.</summary>
    private static TrustedKeyring Later(string file, Fingerprint root, TrustedKeyring before) =>
        VerifiedKeyring.TryOpen(Bounded.Read(file, Keyring.MaximumFrameOctets), root, before.Pin, DateOnly.MinValue, out var keyring, out var refusal)
            ? keyring : throw Troubles.KeyringRefused(file, refusal, null);

    /// <summary>At once, and not when somebody comes to it: the door is open by now, for the backup's keyring.</summary>
    private static async Task FollowAsync(Desk desk, string file, TrustedKeyring keyring, CancellationToken stop)
    {
        try
        {
            await desk.Gateway.InstallKeyringAsync(keyring.Frame.Write(), keyring.Lines.Root, stop);
        }
        catch (TroubleException why)
        {
            throw BackupTroubles.KeyringNotTaken(file, why);
        }
    }

    private static async Task<(SnapshotHead Head, IReadOnlyCollection<SnapshotSubmission> LeftOut)> JudgeAsync(BackupBag backup, DecryptionKey key, CancellationToken stop)
    {
        await using var parts = new OpenedParts(backup, key);
        var (reader, head, fault) = await SnapshotReader.OpenAsync(parts, stop);
        while (fault is null)
        {
            (var item, _, fault) = await reader.NextAsync(stop);
            if (item is null) break;
        }

        if (fault == SnapshotFault.FormatNewer) throw backup.Bag.Refused(BackupRefusal.FormatNewer, "what is sealed in it");
        if (head is null || fault is not null) throw backup.Bag.Refused(BackupRefusal.DoesNotOpen, $"{fault}");
        if (head.Ledger.Id != backup.Info.Ledger || head.Ledger.Head != backup.Info.Head || !head.Keyring.AsSpan().SequenceEqual(backup.Keyring.Frame.Write()))
            throw backup.Bag.Refused(BackupRefusal.Malformed, "what is in it is not what it says outside");
        return (head, reader.LeftOut);
    }

    /// <summary>Both run by hash: what the backup does not hold comes from a bundle.</summary>
    private static async Task HandOverAsync(
        Stream target, BackupBag backup, DecryptionKey key, SnapshotHead head, IReadOnlyCollection<LaterBundle> bundles, CancellationToken stop)
    {
        await using var parts = new OpenedParts(backup, key);
        var (reader, _, _) = await SnapshotReader.OpenAsync(parts, stop);
        var writer = new SnapshotWriter(target);
        await writer.HeadAsync(head, stop);
        head.Judge(out var fates);
        var (held, octets, _) = await reader.NextAsync(stop);
        foreach (var wanted in head.Kept(fates))
        {
            while (held is not null && held.Hash < wanted.Hash) (held, octets, _) = await reader.NextAsync(stop);
            var found = held?.Hash == wanted.Hash ? octets : bundles.Select(bundle => bundle.Find(wanted.Entry, wanted.Hash)).FirstOrDefault(one => one is not null);
            await writer.ItemAsync(wanted.Hash, found ?? throw backup.Bag.Refused(BackupRefusal.Missing, $"{wanted.Hash}"), stop);
        }

        await writer.EndAsync(stop);
    }

    private static void Tell(Desk desk, RestoreOptions options, BackupBag backup, Replay replay, LaterBundle[] bundles)
    {
        var head = replay.Head;
        head.Judge(out var fates);
        var since = bundles.Select(bundle => bundle.Info.Date).Append(backup.Info.Date).Max();
        var restored = new Restored(
            !options.Check, $"{head.Ledger.Id}", head.Ledger.Head.Number, $"{head.Ledger.Head.Head}", head.Snapshot.Bundles.Count > 0 ? head.Snapshot.Bundles[^1].Number : 0,
            head.Kept(fates).Count(), [.. replay.Lost], replay.LostUnnumbered, since);
        desk.Report.Result(restored, OperatorJson.Default.Restored);
        desk.Report.SayBlock(Words(restored, backup, head, options.Keyring));
    }

    private static string Words(Restored done, BackupBag backup, SnapshotHead head, string? later)
    {
        var followed = head.Ledger.Lines.LastOrDefault(line => line.Event == LedgerEvent.Keyring)?.Hash;
        var isKnown = followed is not null && followed != backup.Keyring.Lines.Hash;
        return string.Create(CultureInfo.InvariantCulture, $"""
            {(done.HandedOver ? "restored" : "good    ")}  backup of {backup.Info.Date:yyyy-MM-dd}: {done.Submissions} {(done.Submissions == 1 ? "submission" : "submissions")}, ledger line {done.LedgerLine}, last bundle {done.LastBundle}{(done.HandedOver ? "" : "; nothing was handed over")}
            lost      {(done.Lost.Length == 0 ? "no entry that the ledger knows" : $"{(done.Lost.Length == 1 ? "entry" : "entries")} {string.Join(", ", done.Lost)}; the ledger says so, and the next bundle tells the reviewers")}
            unknown   what came in from {done.UnknownSince:yyyy-MM-dd} on and is in no bundle named here: nobody knows of it. A source who asks hears `unknown` and can send again
            compare   by voice with each reviewer, before the next export: their newest bundle must be {done.LastBundle} or an older one. Whoever has opened a later one has
                      what is missing: restore again with it (--bundle DIR) on another empty data directory. If it is gone, the last resort: export --from 1, and there
                      securedrop-reviewer open --new-ledger {done.LedgerId}
            """)
            + (done.LostUnnumbered == 0 ? "" : $"\ndamaged   {done.LostUnnumbered} more could not be read any more when the backup was made")
            + $"\nkeyring   {(later is null ? $"epoch {backup.Keyring.Lines.Epoch}, the backup's; {(isKnown ? "a later one was in force since" : "has the root signed another since")}: {(done.HandedOver ? "keyring install FILE at once" : "restore with --keyring FILE")}, or sources seal to whom that one revoked" : $"{later} {(done.HandedOver ? "is in force" : "will be in force")}; to have the kit signed: keyring install with it once more")}"
            + (done.HandedOver ? "\nnext      acknowledge FILE for each acknowledgement that came back since; then remove the secret key from this machine, and backup anew" : "");
    }
}
