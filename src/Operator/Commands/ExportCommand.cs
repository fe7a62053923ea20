using System.Globalization;
using SecureDrop.Formats;
using SecureDrop.Formats.Bags;
using SecureDrop.Formats.Control;
using SecureDrop.Formats.Texts;
using SecureDrop.Operator.Bundles;

namespace SecureDrop.Operator.Commands;

/// <summary>
/// `export`: writes a bundle for the isolated machine. The gateway is told last, so whatever fails before leaves it as it
/// was, and the next export repeats the range.
/// </summary>
internal static class ExportCommand
{
    public static async Task RunAsync(Desk desk, string target, int? from, string? keyFile, string? passphraseFile, CancellationToken stop)
    {
        var status = await desk.Gateway.StatusAsync(stop);
        var keyring = await PinnedKeyring.OpenAsync(desk, stop);
        var development = status.Environment == "Development";
        using var signer = BundleSigner.Open(
            keyFile ?? Checkout.Example(development, "operator.secret.asc"), passphraseFile ?? Checkout.Example(development, "passphrase.txt"), keyring, desk.Today);
        PartialBag.CheckTarget(target, BundleFiles.Folder(status.LastBundle + 1));
        WarnOf(keyring.Lines, signer.Primary, desk);

        var plan = await desk.Gateway.ExportAsync(from, stop);
        // The reviewer judges by the bundle's day, not by ours.
        if (!keyring.Lines.Operators(plan.Day).Contains(signer.Primary)) throw Troubles.SignerNotOperatorThen(signer.Primary, plan.Day, desk.Today);
        var ledger = ExportLedger.Read(plan);
        // Were the disk lost now, one bundle alone would not lead on from that backup.
        if (status.LastBundle > 0 && (status.BackedUpLine ?? 0) < ledger.After.Number)
            desk.Report.Progress($"the last backup is {(status.BackedUpOn is { } day ? $"of {day:yyyy-MM-dd}, " : "")}older than this bundle's beginning: keep all bundles since, and make one (backup --to DIR)");
        if (plan.Items.Length == 0 && from is null)
        {
            desk.Report.Result(new Exported(null, null, 0, 0, ledger.Head.Number, $"{ledger.Head.Head}"), OperatorJson.Default.Exported);
            desk.Report.Say("nothing new waits: no bundle was written; to write a lost one again: export --from its first entry");
            return;
        }
        var (folder, octets, hash) = await WriteAsync(desk, target, plan, ledger, signer, stop);
        await TellAsync(desk, folder, new ExportDone(plan.Bundle, $"{hash}", ledger.Head.Number, $"{ledger.Head.Head}"), stop);
        desk.Report.Result(
            new Exported(plan.Bundle, folder, plan.Items.Length, octets, ledger.Head.Number, $"{ledger.Head.Head}"), OperatorJson.Default.Exported);
        desk.Report.SayBlock(Words(folder, plan, octets, ledger));
    }

    private static void WarnOf(Keyring keyring, Fingerprint signer, Desk desk)
    {
        Tell("sealing", keyring.SealsUntil);
        if (keyring.OperatorLine(signer)?.Until is { } until) Tell("signing with this key", until);

        void Tell(string what, DateOnly last)
        {
            if (DaysLeft.Of(last, desk.Today) is { Urgency: > Urgency.None } left) desk.Report.Progress($"{what} {left}");
        }
    }

    private static async Task<(string Folder, long Octets, Sha256Hash TagManifest)> WriteAsync(
        Desk desk, string target, ExportPlan plan, LedgerText ledger, BundleSigner signer, CancellationToken stop)
    {
        PartialBag? bundle = null;
        try
        {
            bundle = PartialBag.Begin(target, BundleFiles.Folder(plan.Bundle));
            foreach (var (index, item) in plan.Items.Index())
            {
                desk.Report.Progress($"{index + 1}/{plan.Items.Length}: entry {item.Entry}, {item.Octets} octets");
                await PartialBundle.AddAsync(bundle, item, desk.Gateway, stop);
            }
            var tagManifest = PartialBundle.Describe(bundle, plan, ledger);
            var signature = signer.Sign(tagManifest, desk.Time.GetUtcNow());
            bundle.Sign(signature);
            desk.Report.Progress("reading it back");
            bundle.ReadBack(tagManifest, signature);
            return (bundle.Finish(), bundle.PayloadOctets, Sha256Hash.Of(tagManifest));
        }
        catch (Exception trouble)
        {
            bundle?.Discard();
            if (trouble is IOException or UnauthorizedAccessException) throw Troubles.TargetFailed(target, trouble.Message);
            throw;
        }
    }

    private static async Task TellAsync(Desk desk, string folder, ExportDone done, CancellationToken stop)
    {
        try
        {
            await desk.Gateway.ExportedAsync(done, stop);
        }
        catch (TroubleException why)
        {
            throw Troubles.BundleNotTold(folder, why);
        }
    }

    private static string Words(string folder, ExportPlan plan, long octets, LedgerText ledger)
    {
        var late = plan.Items.Where(item => item.Late).Select(item => item.Entry).ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"""
            {BundleFiles.Folder(plan.Bundle)}: {plan.Items.Length} {(plan.Items.Length == 1 ? "item" : "items")}, {octets:N0} octets, ledger lines {ledger.After.Number + 1} to {ledger.Head.Number}
            carry    {folder} (the whole folder) to the isolated machine
            there    securedrop-reviewer open {BundleFiles.Folder(plan.Bundle)}, and bring back the acknowledgement
            compare  by voice, from another machine than the one that carried it: line {ledger.Head.Number}, head
                     {Voice.Grouped($"{ledger.Head.Head}")}
            """) + (late.Length == 0 ? "" : $"\nlate     {string.Join(", ", late)}: sealed to a subkey past its day");
    }
}
