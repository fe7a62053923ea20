using System.Text.RegularExpressions;
using SecureDrop.Formats.Bags;

namespace SecureDrop.Reviewer.Evidence;

/// <summary>
/// An evidence bag's files by name. Source: RFC 8493 §2 (BagIt), with detached OpenPGP signatures over both tag manifests, which hash the other tag files,
/// which hash the payload. Under data/: cases/CASE as on the reviewer's machine, bundles/NAME, keyrings/NAME.asc, ledgers/ID.txt, keyring.asc, custody/.
/// </summary>
internal static partial class EvidenceFiles
{
    public const string ReadMe = "README.txt";
    public const string Manifest512 = "manifest-sha512.txt";
    public const string TagManifest512 = "tagmanifest-sha512.txt";
    public const string Signature512 = "tagmanifest-sha512.txt.asc";
    public const string Cases = "data/cases";
    public const string Bundles = "data/bundles";
    public const string Keyrings = "data/keyrings";
    public const string Ledgers = "data/ledgers";
    public const string Acknowledgements = "data/acknowledgements";
    public const string Keyring = "data/keyring.asc";
    public const string CustodyFolder = "data/custody";
    public const string Custody = "data/custody/custody.txt";
    public const string SessionKeys = "session-keys.txt";

    /// <summary>What the tag manifests list.</summary>
    public static readonly string[] Tagged = [BundleFiles.Declaration, BundleFiles.Info, BundleFiles.Manifest, Manifest512, ReadMe];

    /// <summary>What no manifest lists: the tag manifests and their signatures.</summary>
    public static readonly string[] Top = [BundleFiles.TagManifest, BundleFiles.Signature, TagManifest512, Signature512];

    /// <summary>Whether a bag has a place for this file of the payload: what lies elsewhere no step would hold against a ciphertext or a signature.</summary>
    public static bool HasPlaceFor(string path) => Place().IsMatch(path);

    [GeneratedRegex(
        @"\Adata/(keyring\.asc|keyrings/[0-9]{6}-[0-9a-f]{16}\.asc|bundles/[0-9]{6}-[0-9a-f]{16}/[^/]+|ledgers/[0-9a-f]{32}\.txt|acknowledgements/[0-9a-f]{32}\.asc|custody/custody(\.txt|-damaged(-[0-9]+)?)"
        + @"|cases/[0-9a-f-]+/(conflict-[0-9]+/)?(message\.txt|testimony\.json|session-keys\.txt|ciphertext/[0-9]{5}\.pgp|files/[^/]+))\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Place();
}
