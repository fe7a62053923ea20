using System.Text;
using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Bags;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Bundles;

/// <summary>What an operator's signature vouches for: bag-info.txt, and the hash of every file of the payload.</summary>
/// <param name="Info">bag-info.txt.</param>
/// <param name="Payload">Path and hash of each file under data/.</param>
/// <param name="Hash">SHA-256 of the tag manifest, by which the next bundle names this one.</param>
/// <param name="Signer">The operator's primary key.</param>
/// <param name="TagFiles">All files but the payload, as they were checked, by name: what a court needs of the bundle besides its ciphertexts.</param>
internal sealed record SealedManifest(
    BagInfo Info, IReadOnlyDictionary<string, Sha256Hash> Payload, Sha256Hash Hash, Fingerprint Signer, IReadOnlyDictionary<string, byte[]> TagFiles)
{
    private static readonly string[] Tagged = [BundleFiles.Info, BundleFiles.Declaration, BundleFiles.Manifest];

    /// <summary>Signature first: nothing else of the bundle is parsed before an operator vouches for it.</summary>
    public static IReadOnlyList<BundleRefusal> Open(BundleFolder folder, TrustedKeyring keyring, DateTimeOffset now, out SealedManifest? manifest)
    {
        manifest = null;
        var tagOctets = folder.Read(BundleFiles.TagManifest, BagInfo.MaximumOctets);
        var signature = folder.Read(BundleFiles.Signature, BagInfo.MaximumOctets);
        if (tagOctets is null) return [new(BundleFault.Malformed, BundleFiles.TagManifest)];
        if (signature is null) return [new(BundleFault.SignatureWrong, BundleFiles.Signature)];
        if (FindSigner(keyring, tagOctets, Encoding.Latin1.GetString(signature), now) is not { } signer)
            return [new(BundleFault.SignatureWrong, BundleFiles.TagManifest, DateOnly.FromDateTime(now.UtcDateTime))];
        if (!Manifest.TryRead(tagOctets, out var tags, out _) || !tags.Lines.Select(line => line.Path).Order().SequenceEqual(Tagged.Order()))
            return [new(BundleFault.Malformed, BundleFiles.TagManifest)];

        var files = new Dictionary<string, byte[]>();
        var refusals = new List<BundleRefusal>();
        foreach (var line in tags.Lines)
        {
            if (!folder.Paths.Contains(line.Path)) refusals.Add(new(BundleFault.Missing, line.Path));
            else if (folder.Read(line.Path, Manifest.MaximumOctets) is { } octets && Sha256Hash.Of(octets) == line.Hash) files[line.Path] = octets;
            else refusals.Add(new(BundleFault.Altered, line.Path));
        }

        (files[BundleFiles.TagManifest], files[BundleFiles.Signature]) = (tagOctets, signature);
        return refusals.Count > 0 ? refusals : Read(files, keyring, Sha256Hash.Of(tagOctets), signer, out manifest);
    }

    private static IReadOnlyList<BundleRefusal> Read(
        Dictionary<string, byte[]> files, TrustedKeyring keyring, Sha256Hash hash, Fingerprint signer, out SealedManifest? manifest)
    {
        manifest = null;
        if (!files[BundleFiles.Declaration].AsSpan().SequenceEqual(Encoding.ASCII.GetBytes(BundleFiles.DeclarationText)))
            return [new(BundleFault.Malformed, BundleFiles.Declaration)];
        if (!BagInfo.TryRead(files[BundleFiles.Info], out var info, out var why)) return [new(BundleFault.Malformed, $"{BundleFiles.Info} ({why})")];
        if (!Manifest.TryRead(files[BundleFiles.Manifest], out var payload, out why)) return [new(BundleFault.Malformed, $"{BundleFiles.Manifest} ({why})")];
        if (!keyring.Lines.Operators(info.Date).Contains(signer)) return [new(BundleFault.SignerNotValid, $"{signer.Grouped()}, {info.Date:yyyy-MM-dd}")];
        manifest = new SealedManifest(info, payload.Lines.ToDictionary(line => line.Path, line => line.Hash), hash, signer, files);
        return [];
    }

    private static Fingerprint? FindSigner(TrustedKeyring keyring, byte[] octets, string signature, DateTimeOffset now)
    {
        // Tried with each operator the keyring ever named: one that may not sign that day is refused by name, not as a stranger.
        return keyring.Lines.Keys.Where(line => line.Role == KeyringRole.Operator).Select(line => keyring.Find(line.Primary)).OfType<Certificate>()
            .FirstOrDefault(one => Signatures.VerifyDetached(octets, signature, one, now))?.Primary;
    }
}
