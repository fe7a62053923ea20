using System.Globalization;
using SecureDrop.Certificates;
using SecureDrop.Formats.Backups;
using SecureDrop.Formats.Bags;
using SecureDrop.Formats.Control;
using SecureDrop.Operator.Backups;
using SecureDrop.Operator.Bundles;

namespace SecureDrop.Operator.Commands;

/// <summary>
/// `backup`: the vault as it is at one moment, judged while it is read, sealed to a certificate whose secret key is elsewhere, signed, synced and read again; the gateway
/// is told last. Whatever fails before leaves nothing that looks like a backup.
/// </summary>
internal static class BackupCommand
{
    public static async Task RunAsync(Desk desk, string target, string? certificateFile, string? keyFile, string? passphraseFile, CancellationToken stop)
    {
        var status = await desk.Gateway.StatusAsync(stop);
        var keyring = await PinnedKeyring.OpenAsync(desk, stop);
        var development = status.Environment == "Development";
        using var signer = BundleSigner.Open(
            keyFile ?? Checkout.Example(development, "operator.secret.asc"), passphraseFile ?? Checkout.Example(development, "passphrase.txt"), keyring, desk.Today);
        var file = certificateFile ?? Checkout.Example(development, "backup.public.asc");
        var certificate = BackupCertificate.Read(file, keyring.Lines, development, desk.Time.GetUtcNow());
        var sealer = Sealer.To(certificate, desk.Time.GetUtcNow())
            ?? throw BackupTroubles.CertificateUnusable(file, "it has no subkey to seal to today (no_subkey)");

        var name = NameIn(target, desk.Today);
        PartialBag.CheckTarget(target, name);
        var (made, done) = await WriteAsync(desk, target, name, sealer, signer, certificate, keyring, stop);
        try
        {
            await desk.Gateway.BackedUpAsync(done, stop);
        }
        catch (TroubleException why)
        {
            throw BackupTroubles.NotTold(made.Folder, why);
        }

        desk.Report.Result(made, OperatorJson.Default.BackupMade);
        desk.Report.SayBlock(Words(made, certificate));
        if (made.Damaged.Length > 0) throw BackupTroubles.Damaged(made.Damaged.Length);
    }

    private static async Task<(BackupMade, BackedUp)> WriteAsync(
        Desk desk, string target, string name, Sealer sealer, BundleSigner signer, Certificate certificate, TrustedKeyring keyring, CancellationToken stop)
    {
        PartialBag? bag = null;
        try
        {
            var begun = bag = PartialBag.Begin(target, name);
            var (head, kept, arrivals, damaged) = await SealAsync(desk, target, begun, sealer, stop);
            if (!head.Keyring.AsSpan().SequenceEqual(keyring.Frame.Write())) throw BackupTroubles.SnapshotWrong("its keyring is not the one in force");
            var info = new BackupInfo(desk.Today, bag.PayloadOctets, bag.PayloadFiles, head.Ledger.Id, head.Ledger.Head, certificate.Primary);
            var tagManifest = bag.Describe(info.Write(), (BackupFiles.Keyring, head.Keyring));
            var signature = signer.Sign(tagManifest, desk.Time.GetUtcNow());
            bag.Sign(signature);
            desk.Report.Progress("reading it back");
            bag.ReadBack(tagManifest, signature);
            return (
                new BackupMade(bag.Finish(), info.PayloadFiles, info.PayloadOctets, kept, damaged, info.Head.Number, $"{info.Head.Head}"),
                new BackedUp(info.Head.Number, $"{info.Head.Head}", arrivals));
        }
        catch (Exception trouble)
        {
            bag?.Discard();
            if (trouble is IOException or UnauthorizedAccessException) throw BackupTroubles.TargetFailed(target, trouble.Message);
            throw;
        }
    }

    private static async Task<(SnapshotHead Head, int Kept, int Arrivals, string[] Damaged)> SealAsync(
        Desk desk, string target, PartialBag bag, Sealer sealer, CancellationToken stop)
    {
        (SnapshotHead? Head, int Kept, int Arrivals, string[] Damaged) made = (null, 0, 0, []);
        await desk.Gateway.SnapshotAsync(
            async (octets, arrivals) =>
            {
                await using var sealing = new SealingStream(octets, sealer, Add);
                var (reader, head, fault) = await SnapshotReader.OpenAsync(sealing, stop);
                if (head is null) throw BackupTroubles.SnapshotWrong($"{fault}");
                var kept = 0;
                for (; await reader.NextAsync(stop) is var (item, _, wrong); kept++)
                {
                    if (wrong is not null) throw BackupTroubles.SnapshotWrong($"{wrong}");
                    if (item is null) break;
                    if (kept % 100 == 0) desk.Report.Progress($"{kept + 1}: {bag.PayloadOctets} octets");
                }

                made = (head, kept, arrivals, [.. reader.LeftOut.Select(one => $"{one.Hash}")]);
            },
            stop);
        return made.Head is { } read ? (read, made.Kept, made.Arrivals, made.Damaged) : throw BackupTroubles.SnapshotWrong("it is empty");

        // Here, while the gateway is read from: whoever called would take it for a line that was cut.
        void Add(int number, byte[] part)
        {
            try
            {
                bag.AddPayload(BundleFiles.PathOf(number), part);
            }
            catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
            {
                throw BackupTroubles.TargetFailed(target, trouble.Message);
            }
        }
    }

    /// <summary>The day's first name that nothing has.</summary>
    private static string NameIn(string target, DateOnly day)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"backup-{day:yyyy-MM-dd}");
        for (var again = 2; Path.Exists(Path.Combine(target, name)) || Path.Exists(Path.Combine(target, name + ".partial")); again++)
            name = string.Create(CultureInfo.InvariantCulture, $"backup-{day:yyyy-MM-dd}-{again}");
        return name;
    }

    private static string Words(BackupMade made, Certificate certificate) => string.Create(CultureInfo.InvariantCulture, $"""
        backup   {made.Folder}: {made.Submissions} {(made.Submissions == 1 ? "submission" : "submissions")}, {made.Parts} {(made.Parts == 1 ? "part" : "parts")}, {made.Octets:N0} octets, read back
        sealed   to {certificate.Primary.Grouped()}, whose secret key must be on no machine of the gateway
        ledger   line {made.LedgerLine}; a purge does not reach this copy, so keep few and destroy the oldest
        check    now and then, where that secret key is: securedrop-operator restore --check --from DIR
        """);
}
