using SecureDrop.Certificates;
using SecureDrop.Formats.Control;
using SecureDrop.Formats.Pages;
using SecureDrop.Operator.Bundles;

namespace SecureDrop.Operator.Kits;

/// <summary>
/// The page's files and the offline kit for one keyring, made here from this program's own templates: what is signed was never in a gateway's hands.
/// </summary>
internal sealed class OfflineKit
{
    private static readonly PageTemplates Templates = PageTemplates.In(typeof(OfflineKit).Assembly);

    private OfflineKit(PageFiles files, KitSignature? signature) => (Files, Signature) = (files, signature);

    public PageFiles Files { get; }

    /// <summary>Null when no operator's key was named.</summary>
    public KitSignature? Signature { get; }

    /// <param name="keyring">Verified.</param>
    /// <param name="frame">Its frame.</param>
    /// <param name="signer">An operator of that keyring; null for a kit that nobody signs.</param>
    /// <param name="now">The signature's time.</param>
    public static OfflineKit Make(TrustedKeyring keyring, byte[] frame, BundleSigner? signer, DateTimeOffset now)
    {
        var files = PageFiles.Fill(Templates, keyring.Lines.Root, frame);
        return new OfflineKit(files, signer is null ? null : new KitSignature(files.HashList, $"{signer.Primary}", signer.Sign(files.Kit, now)));
    }

    /// <summary>Kit, signature and hash list as files, for whoever hands them on by another way than the gateway.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        Disk.Write(Path.Combine(folder, PageFiles.KitName), Files.Kit);
        Disk.Write(Path.Combine(folder, "hashes.txt"), System.Text.Encoding.ASCII.GetBytes(Files.HashList));
        if (Signature is { } signature) Disk.Write(Path.Combine(folder, $"{PageFiles.KitName}.asc"), System.Text.Encoding.ASCII.GetBytes(signature.Signature));
        Disk.SyncFolder(folder);
    }
}
