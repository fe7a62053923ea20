using SecureDrop.Formats;
using SecureDrop.Gateway.Arrivals;
using SecureDrop.Gateway.Html;
using SecureDrop.Gateway.Serving;

namespace SecureDrop.Gateway.Http;

/// <summary>The pages in each language: the same octets for everybody, whatever a browser says about itself.</summary>
internal sealed class PageEndpoints(KeyringInForce keyring, IntakeSwitch door, PageInForce page, ReadPages pages, Lazy<string> listening)
{
    private static readonly byte[] Choice = Layout.Languages();
    private static readonly Styles Sealing = Styles.Common.And(PageInForce.Style);

    public static Answer Languages() => Page(Choice);

    public Answer Start(Texts texts)
    {
        if (page.Current is not { } served) return Page(pages.Start(texts, Open, Styles.Common, ""));
        var script = $"<script src=\"{served.PagePath}\" integrity=\"{served.Integrity}\" data-worker=\"{served.WorkerPath}\" defer></script>";
        return Page(pages.Start(texts, Open, Sealing, script)) with { Policy = Policy.Sealing(Sealing, served.Integrity) };
    }

    public Answer Kit(Texts texts) => Page(pages.Kit(texts, Open, page.Current?.Files.KitHash, keyring.Current?.SealsUntil ?? default, Signer));

    public Answer Gpg(Texts texts) => Page(pages.Gpg(texts, keyring.Accepting, keyring.Today, Open, Address));

    public Answer Know(Texts texts) => Page(pages.Know(texts, keyring.Accepting, keyring.Today));

    private bool Open => door.State == IntakeState.Open;

    private string Address => (keyring.Current?.Addresses is [var first, ..] ? first : listening.Value).TrimEnd('/');

    private Fingerprint? Signer => page.Signature is { } signature && Fingerprint.TryParse(signature.Signer, out var signer) ? signer : null;

    private static Answer Page(byte[] page) => new(200, Answers.Html, page);
}
