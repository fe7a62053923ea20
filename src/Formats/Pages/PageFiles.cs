namespace SecureDrop.Formats.Pages;

/// <summary>The page's files for one keyring. From the same templates, root and frame the gateway and the operator's program make the same octets.</summary>
public sealed class PageFiles
{
    /// <summary>What a source saves the kit as: the hash list and the signature are about a file of this name.</summary>
    public const string KitName = "securedrop-kit.html";

    private PageFiles(byte[] page, byte[] worker, byte[] kit)
    {
        (Page, Worker, Kit) = (page, worker, kit);
        (PageHash, WorkerHash, KitHash) = (Sha256Hash.Of(page), Sha256Hash.Of(worker), Sha256Hash.Of(kit));
        HashList = $"{KitHash}  {KitName}\n{PageHash}  page.js\n{WorkerHash}  worker.js\n";
    }

    public byte[] Page { get; }
    public byte[] Worker { get; }
    public byte[] Kit { get; }
    public Sha256Hash PageHash { get; }
    public Sha256Hash WorkerHash { get; }
    public Sha256Hash KitHash { get; }

    /// <summary>As `sha256sum -c` reads it.</summary>
    public string HashList { get; }

    /// <param name="templates">Of one build.</param>
    /// <param name="root">Whom the page trusts.</param>
    /// <param name="keyringFrame">The signed keyring, whole; verified by the caller.</param>
    /// <exception cref="InvalidDataException">Templates or frame are not what <see cref="PageTemplate.Fill"/> takes.</exception>
    public static PageFiles Fill(PageTemplates templates, Fingerprint root, ReadOnlySpan<byte> keyringFrame) => new(
        PageTemplate.Fill(templates.Page, root, keyringFrame), templates.Worker, PageTemplate.Fill(templates.Kit, root, keyringFrame));
}
