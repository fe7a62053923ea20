using System.Globalization;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Gateway.Html;

/// <summary>
/// The pages that anybody may read, the same octets for everybody. All of them work without a script, in Tor Browser at its safest.
/// </summary>
internal sealed class ReadPages(Layout layout)
{
    private static readonly Template StartPage = new("start.html");
    private static readonly Template Ask = new("ask.html");
    private static readonly Template OfflinePage = new("offline.html");
    private static readonly Template Save = new("save.html");
    private static readonly Template Signature = new("signature.html");
    private static readonly Template GpgPage = new("gpg.html");
    private static readonly Template KnowPage = new("know.html");
    private static readonly Template Now = new("now.html");
    private static readonly Template Destroy = new("destroy.html");

    /// <param name="texts">The language.</param>
    /// <param name="open">Whether submissions are taken now.</param>
    /// <param name="styles">All that the page's script needs too.</param>
    /// <param name="script">The script's element; empty when there is no keyring it could seal to.</param>
    public byte[] Start(Texts texts, bool open, Styles styles, string script) => layout.Whole(
        texts, "", "start.heading", StartPage.Fill(texts, ("closed", Closed(texts, open)), ("ask", Ask.Fill(texts))), styles, script);

    /// <param name="texts">The language.</param>
    /// <param name="open">Whether submissions are taken now.</param>
    /// <param name="kit">SHA-256 of the kit; null when there is none.</param>
    /// <param name="lastDay">The last day on which it seals.</param>
    /// <param name="signer">The operator who has signed it; null when nobody has.</param>
    public byte[] Kit(Texts texts, bool open, Sha256Hash? kit, DateOnly lastDay, Fingerprint? signer) => layout.Whole(
        texts, "kit", "kit.heading", OfflinePage.Fill(
            texts,
            ("closed", Closed(texts, open)),
            ("kit", kit is not { } hash ? Paragraph(texts, "kit.none") : Save.Fill(
                texts,
                ("expires", Day(lastDay)),
                ("hash", string.Join(' ', $"{hash}".Chunk(4).Select(group => new string(group)))),
                ("signature", signer is not { } primary ? Paragraph(texts, "kit.signature.none") : Signature.Fill(
                    texts,
                    ("operator", $"{primary}"),
                    ("verify", Commands([$"gpg --import {primary}.asc", "gpg --verify securedrop-kit.html.asc securedrop-kit.html"])),
                    ("fingerprint", primary.Grouped())))))));

    /// <param name="texts">The language.</param>
    /// <param name="keyring">The keyring in force; null when nothing may be sealed to today.</param>
    /// <param name="today">Which subkeys are in use.</param>
    /// <param name="open">Whether submissions are taken now.</param>
    /// <param name="address">Where to send with curl: the same words for every reader, never the Host that this request named.</param>
    public byte[] Gpg(Texts texts, Keyring? keyring, DateOnly today, bool open, string address)
    {
        var primaries = keyring?.SealingSubkeys(today).Select(line => line.Primary).ToArray() ?? [];
        var files = primaries.Select(primary => $"{primary}.asc").ToArray();
        // gpg needs no network; curl needs Tor where the address is an onion service's.
        var curl = address.EndsWith(".onion", StringComparison.Ordinal) ? "curl --proxy socks5h://127.0.0.1:9050" : "curl";
        return layout.Whole(texts, "gpg", "gpg.heading", GpgPage.Fill(
            texts,
            ("closed", Closed(texts, open)),
            ("certificates", Certificates(texts, primaries)),
            ("fetch", Commands(files.Select(file => $"{curl} -O {address}/keyring/{file}"))),
            ("compare", Commands(files.Select(file => $"gpg --show-keys {file}"))),
            ("seal", Commands([
                $"gpg --no-options --no-encrypt-to {string.Join(' ', files.Select(file => $"--recipient-file {file}"))} --output sealed.gpg --encrypt letter.tar",
                $"{curl} -H 'Content-Type: application/octet-stream' --data-binary @sealed.gpg {address}/submissions"]))));
    }

    /// <param name="texts">The language.</param>
    /// <param name="keyring">The keyring in force; null when nothing may be sealed to today.</param>
    /// <param name="today">Which subkeys are in use.</param>
    public byte[] Know(Texts texts, Keyring? keyring, DateOnly today) => layout.Whole(texts, "know", "know.heading", KnowPage.Fill(
        texts,
        ("destroy", Destroy.Fill(texts)),
        ("now", keyring is null ? Paragraph(texts, "start.closed") : Now.Fill(
            texts,
            ("reviewers", Number(keyring.SealingSubkeys(today).Count)),
            ("epoch", Number(keyring.Epoch)),
            ("expires", Day(keyring.Expires))))));

    private static string Paragraph(Texts texts, string name) => $"<p>{Template.Encode(texts[name])}</p>";

    private static string Closed(Texts texts, bool open) => open ? "" : $"<p class=\"notice\">{Template.Encode(texts["start.closed"])}</p>";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Commands(IEnumerable<string> lines) => Template.EncodeCommands(string.Join('\n', lines));

    private static string Certificates(Texts texts, Fingerprint[] primaries)
    {
        if (primaries.Length == 0) return Paragraph(texts, "certificates.none");
        var items = primaries.Select((primary, index) =>
            $"<li>{Template.Encode(texts["certificates.holder"])} {index + 1}: <bdi dir=\"ltr\"><code>{primary.Grouped()}</code></bdi><br>"
            + $"<a class=\"target\" href=\"/keyring/{primary}.asc\">{Template.Encode(texts["certificates.file"])} {index + 1}</a></li>");
        return $"<ul class=\"plain\">{string.Join('\n', items)}</ul>";
    }
}
