using System.Security.Cryptography;
using System.Text;

namespace SecureDrop.Gateway.Html;

/// <summary>Style sheets stand inside the page: one request less on a slow line, and the policy names each by its hash. Source: CSP Level 3 §2.3.1.</summary>
internal sealed class Styles
{
    public static Styles Common { get; } = new(Embedded.Text("page/base.css") + Embedded.Text("style.css"));

    private Styles(params string[] sheets)
    {
        Html = string.Join('\n', sheets.Select(sheet => $"<style>{sheet}</style>"));
        Hashes = string.Join(' ', sheets.Select(sheet => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(sheet)))}'"));
        _sheets = sheets;
    }

    private readonly string[] _sheets;

    public string Html { get; }

    /// <summary>Quoted, for style-src.</summary>
    public string Hashes { get; }

    public Styles And(string sheet) => new([.. _sheets, sheet]);
}
