using System.Security.Cryptography;
using System.Text;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;
using SecureDrop.Gateway.Arrivals;

namespace SecureDrop.Gateway.Html;

/// <summary>The pages, without a script: they work in Tor Browser at its safest. All of them are UTF-8 HTML, whole.</summary>
internal sealed class Pages(Texts texts)
{
    private static readonly string Style = Embedded.Text("style.css");
    private static readonly Template Layout = new("layout.html");
    private static readonly Template HomePage = new("home.html");
    private static readonly Template SentPage = new("sent.html");
    private static readonly Template StatePage = new("state.html");
    private static readonly Template RefusedPage = new("refused.html");

    /// <summary>For the content security policy: the one style sheet that may apply. Source: CSP Level 3 §2.3.1.</summary>
    public static string StyleHash { get; } = $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}";

    /// <param name="keyring">The keyring in force; null when nothing may be sealed to today.</param>
    /// <param name="today">Which subkeys are in use.</param>
    /// <param name="open">Whether submissions are taken now.</param>
    /// <param name="address">Where to send with curl: the same words for every reader, never the Host that this request named.</param>
    public byte[] Home(Keyring? keyring, DateOnly today, bool open, string address)
    {
        var primaries = keyring?.SealingSubkeys(today).Select(line => line.Primary).ToArray() ?? [];
        var files = primaries.Select(primary => $"{primary}.asc").ToArray();
        // gpg needs no network; curl needs Tor where the address is an onion service's.
        var curl = address.EndsWith(".onion", StringComparison.Ordinal) ? "curl --proxy socks5h://127.0.0.1:9050" : "curl";
        return Whole("home.heading", HomePage.Fill(
            texts,
            ("closed", open ? "" : $"<p class=\"notice\">{Template.Encode(texts["home.closed"])}</p>"),
            ("certificates", Certificates(primaries)),
            ("fetch", Commands(files.Select(file => $"{curl} -O {address}/keyring/{file}"))),
            ("compare", Commands(files.Select(file => $"gpg --show-keys {file}"))),
            ("seal", Commands([
                $"gpg --no-options --no-encrypt-to {string.Join(' ', files.Select(file => $"--recipient-file {file}"))} --output sealed.gpg --encrypt letter.tar",
                $"{curl} -H 'Content-Type: application/octet-stream' --data-binary @sealed.gpg {address}/submissions"]))));
    }

    public byte[] Sent(Receipt receipt, string state, bool isNew) => Whole(isNew ? "sent.heading" : "sent.again", SentPage.Fill(
        texts,
        ("heading", Template.Encode(texts[isNew ? "sent.heading" : "sent.again"])),
        ("receipt", $"{receipt}"),
        ("state", Template.Encode(texts[$"state.{state}"]))));

    public byte[] State(Receipt receipt, string state) => Whole("state.heading", StatePage.Fill(
        texts,
        ("receipt", $"{receipt}"),
        ("state", Template.Encode(texts[$"state.{state}"]))));

    public byte[] Refused(RefusalCode code) => Whole("refused.heading", RefusedPage.Fill(
        texts,
        ("title", Template.Encode(texts[$"{code}.title"])),
        ("next", Template.Encode(texts[$"{code}.next"])),
        ("code", Template.Encode($"{code}"))));

    private byte[] Whole(string title, string main) => Encoding.UTF8.GetBytes(Layout.Fill(
        texts,
        ("title", Template.Encode($"{texts[title]} · {texts["name"]}")),
        ("style", Style),
        ("main", main)));

    private static string Commands(IEnumerable<string> lines) => Template.Encode(string.Join('\n', lines)).Replace("&#xA;", "\n", StringComparison.Ordinal);

    private string Certificates(Fingerprint[] primaries)
    {
        if (primaries.Length == 0) return $"<p>{Template.Encode(texts["certificates.none"])}</p>";
        var items = primaries.Select((primary, index) =>
            $"<li>{Template.Encode(texts["certificates.holder"])} {index + 1}: <bdi dir=\"ltr\"><code>{primary.Grouped()}</code></bdi><br>"
            + $"<a class=\"target\" href=\"/keyring/{primary}.asc\">{Template.Encode(texts["certificates.file"])} {index + 1}</a></li>");
        return $"<ul class=\"plain\">{string.Join('\n', items)}</ul>";
    }
}
