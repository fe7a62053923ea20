using System.Text;
using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Bags;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Operator.Backups;

/// <summary>
/// A bag of an operator's, backup or bundle, as its signature vouches for it. Its payload is only listed: who wants a file of it gets the very octets that were hashed.
/// </summary>
internal sealed class SignedBag
{
    private readonly string _folder;
    private readonly Dictionary<string, byte[]> _tags = [];

    private SignedBag(string folder) => _folder = folder;

    /// <summary>SHA-256 of the tag manifest.</summary>
    public Sha256Hash Hash { get; private init; }

    public required Fingerprint Signer { get; init; }

    public IReadOnlyList<ManifestLine> Payload { get; private set; } = [];

    /// <summary>Asked first: what a newer program signs, and how, is not known here. A forged version gets a refusal too, by another name.</summary>
    public static void RefuseNewer(string folder, FormatVersion version)
    {
        if (System.IO.File.Exists(Path.Combine(folder, BundleFiles.Info)) && version.Newer(Bounded.Read(Path.Combine(folder, BundleFiles.Info), BagInfo.MaximumOctets)) is { } newer)
            throw BackupTroubles.Refused(folder, BackupRefusal.FormatNewer, $"{newer}");
    }

    /// <summary>Signature first: nothing else of it is parsed before an operator vouches for it.</summary>
    /// <param name="folder">On any medium.</param>
    /// <param name="keyring">Its operators, whether or not they may still sign.</param>
    /// <param name="now">A signature of later than tomorrow is void.</param>
    /// <exception cref="TroubleException">Refused, by name.</exception>
    public static SignedBag Open(string folder, TrustedKeyring keyring, DateTimeOffset now)
    {
        if (!System.IO.File.Exists(Path.Combine(folder, BundleFiles.TagManifest))) throw BackupTroubles.Refused(folder, BackupRefusal.NotABackup, "");
        var tags = Read(folder, BundleFiles.TagManifest, BagInfo.MaximumOctets);
        var signature = Encoding.Latin1.GetString(Read(folder, BundleFiles.Signature, BagInfo.MaximumOctets));
        var signer = keyring.Lines.Keys.Where(line => line.Role == KeyringRole.Operator).Select(line => keyring.Find(line.Primary)).OfType<Certificate>()
            .FirstOrDefault(one => Signatures.VerifyDetached(tags, signature, one, now)) ?? throw BackupTroubles.Refused(folder, BackupRefusal.SignatureWrong, "");
        if (!Manifest.TryRead(tags, out var manifest, out _)) throw BackupTroubles.Refused(folder, BackupRefusal.Malformed, BundleFiles.TagManifest);
        var bag = new SignedBag(folder) { Hash = Sha256Hash.Of(tags), Signer = signer.Primary };
        foreach (var line in manifest.Lines) bag._tags[line.Path] = bag.Find(line, Manifest.MaximumOctets);
        if (!Manifest.TryRead(bag.Tag(BundleFiles.Manifest), out var payload, out _)) throw BackupTroubles.Refused(folder, BackupRefusal.Malformed, BundleFiles.Manifest);
        bag.Payload = payload.Lines;
        return bag;
    }

    /// <summary>A file besides the payload.</summary>
    public byte[] Tag(string path) => _tags.TryGetValue(path, out var octets) ? octets : throw BackupTroubles.Refused(_folder, BackupRefusal.Malformed, $"{path} is not signed");

    /// <summary>The octets of a file that a manifest lists.</summary>
    public byte[] Find(ManifestLine line, int limit)
    {
        var octets = Read(_folder, line.Path, limit);
        return octets.Length <= limit && Sha256Hash.Of(octets) == line.Hash ? octets : throw BackupTroubles.Refused(_folder, BackupRefusal.Altered, line.Path);
    }

    /// <summary>The same; null when it is not there as it was signed.</summary>
    public byte[]? FindOrNull(ManifestLine line, int limit)
    {
        try
        {
            return Find(line, limit);
        }
        catch (TroubleException)
        {
            return null;
        }
    }

    /// <summary>Refuses an operator who was not listed for the day that the bag names.</summary>
    public void JudgeSigner(TrustedKeyring keyring, DateOnly day)
    {
        if (!keyring.Lines.Operators(day).Contains(Signer)) throw BackupTroubles.Refused(_folder, BackupRefusal.SignerNotValid, $"{Signer.Grouped()}, {day:yyyy-MM-dd}");
    }

    public TroubleException Refused(BackupRefusal refusal, string detail) => BackupTroubles.Refused(_folder, refusal, detail);

    private static byte[] Read(string folder, string path, int limit)
    {
        var file = Path.Combine(folder, path);
        return System.IO.File.Exists(file) ? Bounded.Read(file, limit) : throw BackupTroubles.Refused(folder, BackupRefusal.Missing, path);
    }
}
