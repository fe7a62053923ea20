using System.Security.Cryptography;
using SecureDrop.Formats;
using SecureDrop.Formats.Bags;
using SecureDrop.Formats.Control;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Operator.Bundles;

/// <summary>What makes a bag a bundle: the plan's ciphertexts, its ledger, and a description that names the bundle before.</summary>
internal static class PartialBundle
{
    /// <summary>Streams one ciphertext to the medium, hashing on the way.</summary>
    public static async Task AddAsync(PartialBag bag, ExportItem item, ControlClient gateway, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var path = BundleFiles.PathOf(item.Entry);
        await using var file = new FileStream(bag.PathOf(path), FileMode.CreateNew, FileAccess.Write);
        await gateway.CopyItemAsync(item.Entry, async octets =>
        {
            hash.AppendData(octets.Span);
            await file.WriteAsync(octets, stop);
            if (file.Position > item.Octets) throw Troubles.ItemDiffers(item.Entry);
        }, stop);
        Disk.Sync(file);
        var written = new Sha256Hash(hash.GetHashAndReset());
        if ($"{written}" != item.Sha256 || file.Position != item.Octets) throw Troubles.ItemDiffers(item.Entry);
        bag.Took(new ManifestLine(written, path), item.Octets);
    }

    /// <summary>Writes the ledger and what describes the bundle; gives the tag manifest, which is what gets signed.</summary>
    public static byte[] Describe(PartialBag bag, ExportPlan plan, LedgerText ledger)
    {
        bag.AddPayload(BundleFiles.Ledger, ledger.Write());
        var previous = plan.PreviousBundle is null ? (Sha256Hash?)null
            : Sha256Hash.TryParse(plan.PreviousBundle, out var hash) ? hash : throw Troubles.PlanDiffers("the previous bundle's hash is not one");
        return bag.Describe(new BagInfo(
            plan.Day, bag.PayloadOctets, bag.PayloadFiles, plan.Bundle, ledger.Id, ledger.After.Number + 1, ledger.Head, previous, plan.KeyringEpoch).Write());
    }
}
