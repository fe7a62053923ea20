using System.Security.Cryptography;
using System.Text;
using SecureDrop.Certificates;
using SecureDrop.Claims;
using SecureDrop.Formats;
using SecureDrop.Formats.Bags;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Benchmarks.Desk;

/// <summary>A first bundle of sealed files, as an operator's export writes it: sorted by hash, signed by the example operator. The files move into it.</summary>
internal static class DeskBundle
{
    public static void Write(string folder, IReadOnlyCollection<string> sealedFiles)
    {
        Directory.CreateDirectory(Path.Combine(folder, BundleFiles.Payload));
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var items = sealedFiles.Select(path => (Path: path, Hash: HashOf(path), Octets: new FileInfo(path).Length)).OrderBy(item => item.Hash).ToList();
        var id = new LedgerId(RandomNumberGenerator.GetBytes(LedgerId.Size));
        var ledger = new LedgerText(id, LedgerHead.Start(id), [.. items.Select((item, at) => new LedgerLine(at + 1, LedgerEvent.Stored, today, at + 1, item.Hash))]);
        var text = ledger.Write();
        File.WriteAllBytes(Path.Combine(folder, BundleFiles.Ledger), text);
        var payload = items.Select((item, at) => new ManifestLine(item.Hash, BundleFiles.PathOf(at + 1))).ToList();
        for (var at = 0; at < items.Count; at++) File.Move(items[at].Path, Path.Combine(folder, payload[at].Path));

        var info = new BagInfo(today, items.Sum(item => item.Octets) + text.Length, items.Count + 1, 1, id, 1, ledger.Head, null, 1);
        Dictionary<string, byte[]> tags = new()
        {
            [BundleFiles.Declaration] = Encoding.ASCII.GetBytes(BundleFiles.DeclarationText),
            [BundleFiles.Info] = info.Write(),
            [BundleFiles.Manifest] = Manifest.Of([.. payload, new ManifestLine(Sha256Hash.Of(text), BundleFiles.Ledger)]).Write(),
        };
        var tagManifest = Manifest.Of(tags.Select(tag => new ManifestLine(Sha256Hash.Of(tag.Value), tag.Key))).Write();
        foreach (var (path, octets) in tags) File.WriteAllBytes(Path.Combine(folder, path), octets);
        File.WriteAllBytes(Path.Combine(folder, BundleFiles.TagManifest), tagManifest);
        var keys = Path.Combine(Checkout.Root, "keys-example");
        if (!SigningKey.TryOpen(
            File.ReadAllText(Path.Combine(keys, "operator.secret.asc")), File.ReadLines(Path.Combine(keys, "passphrase.txt")).First(), out var signer, out var refusal))
            throw new InvalidOperationException($"{refusal}");
        using (signer) File.WriteAllText(Path.Combine(folder, BundleFiles.Signature), signer.SignDetached(tagManifest, DateTimeOffset.UtcNow));
    }

    private static Sha256Hash HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return new Sha256Hash(SHA256.HashData(file));
    }
}
