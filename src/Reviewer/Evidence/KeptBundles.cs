using System.Globalization;
using SecureDrop.Formats;
using SecureDrop.Formats.Bags;
using SecureDrop.Reviewer.Bundles;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Evidence;

/// <summary>
/// What stays of a bundle when the stick is gone (HOME/bundles/000003-0123456789abcdef/): its tag files with the operator's signature, and the keyring by which
/// they were accepted. With them anybody can be shown years later that a ciphertext was in it.
/// </summary>
internal static class KeptBundles
{
    public const string Keyring = "keyring.asc";

    /// <summary>Before the bundle is opened; durable with the cases that come of it. The same bundle again changes nothing.</summary>
    public static void Keep(HomeFolder home, SealedManifest bundle)
    {
        var folder = Path.Combine(home.Bundles, string.Create(CultureInfo.InvariantCulture, $"{bundle.Info.Bundle:D6}-{bundle.Hash.ToString()[..16]}"));
        if (Directory.Exists(folder) && bundle.TagFiles.All(file => IsThere(Path.Combine(folder, file.Key), file.Value))) return;
        var work = home.EmptyWork("bundle");
        foreach (var (name, octets) in bundle.TagFiles)
        {
            using var file = PrivateFile.Create(Path.Combine(work, name));
            file.Write(octets);
        }

        File.Copy(home.Keyring, Path.Combine(work, Keyring));
        HomeFolder.MakeFolder(home.Bundles);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.Move(work, folder);
    }

    /// <summary>Those that list one of these ciphertexts, with what they say of themselves; by folder.</summary>
    public static IEnumerable<(string Folder, BagInfo Info, IReadOnlyList<Sha256Hash> Carried)> With(HomeFolder home, IReadOnlySet<Sha256Hash> ciphertexts)
    {
        if (!Directory.Exists(home.Bundles)) yield break;
        foreach (var folder in Directory.GetDirectories(home.Bundles).Order(StringComparer.Ordinal))
        {
            if (PrivateFile.Read(Path.Combine(folder, BundleFiles.Manifest), Manifest.MaximumOctets) is not { } manifestOctets
                || !Manifest.TryRead(manifestOctets, out var manifest, out _)
                || PrivateFile.Read(Path.Combine(folder, BundleFiles.Info), BagInfo.MaximumOctets) is not { } infoOctets
                || !BagInfo.TryRead(infoOctets, out var info, out _)) throw new InvalidDataException($"{folder} is damaged.");
            List<Sha256Hash> carried = [.. manifest.Lines.Where(line => line.Path != BundleFiles.Ledger && ciphertexts.Contains(line.Hash)).Select(line => line.Hash)];
            if (carried.Count > 0) yield return (folder, info, carried);
        }
    }

    private static bool IsThere(string path, byte[] octets) => PrivateFile.Read(path, octets.Length) is { } there && there.AsSpan().SequenceEqual(octets);
}
