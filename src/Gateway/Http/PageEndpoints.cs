using SecureDrop.Gateway.Arrivals;
using SecureDrop.Gateway.Html;

namespace SecureDrop.Gateway.Http;

/// <summary>The pages in each language: the same octets for everybody, whatever a browser says about itself.</summary>
internal sealed class PageEndpoints(KeyringInForce keyring, IntakeSwitch door, ReadPages pages, Lazy<string> listening)
{
    private static readonly byte[] Choice = Layout.Languages();

    public static Answer Languages() => Page(Choice);

    public Answer Start(Texts texts) => Page(pages.Start(texts, Open, Styles.Common, ""));

    public Answer Kit(Texts texts) => Page(pages.Kit(texts, Open, null, default, null));

    public Answer Gpg(Texts texts) => Page(pages.Gpg(texts, keyring.Accepting, keyring.Today, Open, Address));

    public Answer Know(Texts texts) => Page(pages.Know(texts, keyring.Accepting, keyring.Today));

    private bool Open => door.State == IntakeState.Open;

    private string Address => (keyring.Current?.Addresses is [var first, ..] ? first : listening.Value).TrimEnd('/');

    private static Answer Page(byte[] page) => new(200, Answers.Html, page);
}
