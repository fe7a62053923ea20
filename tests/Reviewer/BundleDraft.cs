using System.Text;
using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Bags;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Tests;

/// <summary>A bundle that a test may spoil before it is signed (a hostile operator) or after it is written (a hostile courier).</summary>
internal sealed class BundleDraft(LedgerText ledger)
{
    public LedgerText Ledger { get; set; } = ledger;
    public int Number { get; set; } = 1;
    public Sha256Hash? Previous { get; set; }
    public DateOnly Day { get; set; } = Gateway.Day;
    public SigningKey Signer { get; set; } = Organisation.Operator;

    /// <summary>Payload by path, without the ledger.</summary>
    public SortedDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Changes bag-info.txt before it is signed.</summary>
    public Func<BagInfo, BagInfo> Change { get; set; } = info => info;

    public Sha256Hash TagManifestHash => Sha256Hash.Of(Octets()[BundleFiles.TagManifest]);

    public string Write(string folder)
    {
        foreach (var (path, octets) in Octets())
        {
            var target = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? folder);
            File.WriteAllBytes(target, octets);
        }

        return folder;
    }

    private Dictionary<string, byte[]> Octets()
    {
        var payload = new Dictionary<string, byte[]>(Files) { [BundleFiles.Ledger] = Ledger.Write() };
        var info = Change(new BagInfo(
            Day, payload.Values.Sum(octets => (long)octets.Length), payload.Count, Number, Ledger.Id, Ledger.After.Number + 1, Ledger.Head, Previous, 1));
        var files = new Dictionary<string, byte[]>
        {
            [BundleFiles.Declaration] = Encoding.ASCII.GetBytes(BundleFiles.DeclarationText),
            [BundleFiles.Info] = info.Write(),
            [BundleFiles.Manifest] = ManifestOf(payload),
        };
        files[BundleFiles.TagManifest] = ManifestOf(files);
        files[BundleFiles.Signature] = Encoding.ASCII.GetBytes(Signer.SignDetached(files[BundleFiles.TagManifest], Organisation.Now));
        return files.Concat(payload).ToDictionary();
    }

    private static byte[] ManifestOf(Dictionary<string, byte[]> files) =>
        Manifest.Of(files.Select(file => new ManifestLine(Sha256Hash.Of(file.Value), file.Key))).Write();
}
