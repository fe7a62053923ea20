using System.Globalization;

namespace SecureDrop.Formats.Bags;

/// <summary>
/// A bundle's files by name. Source: RFC 8493 §2 (BagIt), and a detached OpenPGP signature over the tag manifest, which hashes
/// the other tag files, which hash the payload.
/// </summary>
public static class BundleFiles
{
    public const string Declaration = "bagit.txt";
    public const string Info = "bag-info.txt";
    public const string Manifest = "manifest-sha256.txt";
    public const string TagManifest = "tagmanifest-sha256.txt";
    public const string Signature = "tagmanifest-sha256.txt.asc";
    public const string Payload = "data";
    public const string Ledger = "data/ledger.txt";

    /// <summary>All that bagit.txt holds.</summary>
    public const string DeclarationText = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

    public static string Folder(int bundle) => string.Create(CultureInfo.InvariantCulture, $"bundle-{bundle:D6}");

    public static string PathOf(int entry) => $"{Payload}/{EntryName.Of(entry)}";
}
