using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using SecureDrop.Formats;
using SecureDrop.Formats.Control;

namespace SecureDrop.Gateway.Tests;

/// <summary>The page's script and the offline kit: filled with the keyring in force, checked by hash, signed only for the octets served.</summary>
public sealed partial class AssetTests
{
    private const string Signature = "-----BEGIN PGP SIGNATURE-----\n\nAAAA\n-----END PGP SIGNATURE-----\n";

    private static async Task<Reply> GetAsync(TestGateway gateway, string path, string? coding = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (coding is not null) request.Headers.AcceptEncoding.ParseAdd(coding);
        return await gateway.SendAsync(request);
    }

    private static async Task<HttpStatusCode> SignAsync(TestGateway gateway, KitSignature signature)
    {
        using var control = gateway.Control();
        using var reply = await control.PostAsJsonAsync("/kit", signature, ControlJson.Default.KitSignature);
        return reply.StatusCode;
    }

    private static string HashOf(byte[] octets) => $"{Sha256Hash.Of(octets)}";

    [Fact]
    public async Task The_page_names_its_script_by_its_hash_and_allows_no_other()
    {
        await using var gateway = await TestGateway.StartAsync();
        foreach (var code in new[] { "ar", "ckb", "en", "fr" })
        {
            var page = await GetAsync(gateway, $"/{code}/");
            var script = ScriptElement().Match(page.Text);
            var octets = (await GetAsync(gateway, script.Groups[1].Value)).Body;
            var hash = $"sha256-{Convert.ToBase64String(SHA256.HashData(octets))}";
            Assert.Equal(hash, script.Groups[2].Value);
            Assert.Contains($"{TestKeyring.Root}", Encoding.UTF8.GetString(octets), StringComparison.Ordinal);
            Assert.Matches(
                "^default-src 'none'; style-src( 'sha256-[A-Za-z0-9+/=]{44}'){2}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; script-src '"
                + Regex.Escape(hash) + "'; worker-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types securedrop$",
                page.Headers["Content-Security-Policy"]);
            Assert.Equal(1, Regex.Count(page.Text, "<script"));
            foreach (Match style in Style().Matches(page.Text))
                Assert.Contains(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style.Groups[1].Value))), page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.Equal(200, (await GetAsync(gateway, script.Groups[3].Value)).Status);
        }
    }

    [Fact]
    public async Task Scripts_and_the_kit_are_packed_for_whoever_asks_and_their_answers_have_exactly_the_allowed_headers()
    {
        await using var gateway = await TestGateway.StartAsync();
        var script = ScriptElement().Match((await GetAsync(gateway, "/en/")).Text);
        foreach (var path in new[] { script.Groups[1].Value, script.Groups[3].Value, "/kit" })
        {
            string[] headers =
            [
                "Cache-Control", "Content-Length", "Content-Security-Policy", "Content-Type", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy",
                "Date", "Referrer-Policy", "Vary", "X-Content-Type-Options", .. path == "/kit" ? ["Content-Disposition"] : Array.Empty<string>(),
            ];
            var plain = await GetAsync(gateway, path);
            var brotli = await GetAsync(gateway, path, "gzip, deflate, br, zstd");
            var gzip = await GetAsync(gateway, path, "gzip, deflate");
            var refused = await GetAsync(gateway, path, "br;q=0, identity");
            Assert.Equal(headers.Order(StringComparer.Ordinal), plain.Headers.Keys.Order(StringComparer.Ordinal));
            Assert.Equal(headers.Append("Content-Encoding").Order(StringComparer.Ordinal), brotli.Headers.Keys.Order(StringComparer.Ordinal));
            Assert.Equal(("br", "gzip"), (brotli.Headers["Content-Encoding"], gzip.Headers["Content-Encoding"]));
            Assert.Equal(plain.Body, Unpacked(new BrotliStream(new MemoryStream(brotli.Body), CompressionMode.Decompress)));
            Assert.Equal(plain.Body, Unpacked(new GZipStream(new MemoryStream(gzip.Body), CompressionMode.Decompress)));
            Assert.Equal(plain.Body, refused.Body);
            Assert.StartsWith("default-src 'none'; style-src 'sha256-", plain.Headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.DoesNotContain("script", plain.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_may_depend_on_a_submission_is_never_packed()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/submissions") { Content = new ByteArrayContent(TestMessage.Sealed()) };
        request.Content.Headers.ContentType = new("application/octet-stream");
        request.Headers.AcceptEncoding.ParseAdd("br, gzip");
        Assert.DoesNotContain("Content-Encoding", (await gateway.SendAsync(request)).Headers.Keys);
        Assert.DoesNotContain("Content-Encoding", (await GetAsync(gateway, "/ar/", "br, gzip")).Headers.Keys);
        Assert.DoesNotContain("Content-Encoding", (await GetAsync(gateway, "/nothing", "br, gzip")).Headers.Keys);
    }

    [Fact]
    public async Task The_kit_is_saved_and_its_hash_is_told_in_the_list_and_on_the_page()
    {
        await using var gateway = await TestGateway.StartAsync();
        var kit = await GetAsync(gateway, "/kit");
        Assert.Equal("attachment; filename=\"securedrop-kit.html\"", kit.Headers["Content-Disposition"]);
        Assert.True(kit.Body.Length < 450_000);
        var list = (await GetAsync(gateway, "/kit/hashes")).Text;
        Assert.StartsWith($"{HashOf(kit.Body)}  securedrop-kit.html\n", list, StringComparison.Ordinal);
        var digits = string.Join(' ', HashOf(kit.Body).Chunk(4).Select(group => new string(group)));
        var page = (await GetAsync(gateway, "/ckb/kit")).Text;
        Assert.Contains($"<bdi dir=\"ltr\"><code>{digits}</code></bdi>", page, StringComparison.Ordinal);
        // What nobody has signed says so.
        Assert.Equal("not_found", (await GetAsync(gateway, "/kit.asc")).Code);
        Assert.Contains(Html.Template.Encode(Html.Texts.Of("ckb")?["kit.signature.none"] ?? ""), page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_is_kept_only_for_the_very_octets_that_are_served_and_survives_a_restart()
    {
        var today = TestGateway.Today;
        await using var gateway = await TestGateway.StartAsync(keyring: TestKeyring.Frame(today));
        var list = (await GetAsync(gateway, "/kit/hashes")).Text;
        var good = new KitSignature(list, $"{TestKeyring.Operator}", Signature);
        Assert.Equal(HttpStatusCode.Conflict, await SignAsync(gateway, good with { HashList = list.Replace('0', '1') }));
        Assert.Equal(HttpStatusCode.Conflict, await SignAsync(gateway, good with { Signer = $"{TestKeyring.Holder}" }));
        Assert.Equal(HttpStatusCode.BadRequest, await SignAsync(gateway, good with { Signature = "<script>" }));
        Assert.Equal("not_found", (await GetAsync(gateway, "/kit.asc")).Code);

        Assert.Equal(HttpStatusCode.OK, await SignAsync(gateway, good));
        Assert.Equal(HttpStatusCode.OK, await SignAsync(gateway, good));
        await gateway.RestartAsync(settings => settings with { KeyringFile = null });
        var served = await GetAsync(gateway, "/kit.asc");
        Assert.Equal((200, "application/pgp-signature", Signature), (served.Status, served.Headers["Content-Type"], served.Text));
        Assert.Contains($"href=\"/keyring/{TestKeyring.Operator}.asc\"", (await GetAsync(gateway, "/fr/kit")).Text, StringComparison.Ordinal);

        // Another keyring makes another kit, and what was said about the old one is not said about the new.
        using var control = gateway.Control();
        using var installed = await control.PostAsync($"/keyring?root={TestKeyring.Root}", new ByteArrayContent(TestKeyring.Frame(today, epoch: 2)));
        Assert.NotEqual(list, (await GetAsync(gateway, "/kit/hashes")).Text);
        Assert.Equal("not_found", (await GetAsync(gateway, "/kit.asc")).Code);
    }

    [Fact]
    public async Task Without_a_keyring_there_is_no_script_and_no_kit()
    {
        await using var gateway = await TestGateway.StartAsync(keyring: []);
        var page = await GetAsync(gateway, "/en/");
        Assert.DoesNotContain("<script", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal("keyring_unavailable", (await GetAsync(gateway, "/kit")).Code);
        Assert.Equal("keyring_unavailable", (await GetAsync(gateway, "/kit/hashes")).Code);
        Assert.Equal("not_found", (await GetAsync(gateway, "/kit.asc")).Code);
        Assert.Equal("not_found", (await GetAsync(gateway, "/assets/page-0000000000000000.js")).Code);
        Assert.Equal(HttpStatusCode.Conflict, await SignAsync(gateway, new KitSignature("", $"{TestKeyring.Operator}", Signature)));
    }

    [Fact]
    public void The_kit_seals_until_the_last_day_of_a_subkey()
    {
        Assert.True(Arrivals.KeyringInForce.TryRead(TestKeyring.Frame(TestGateway.Today, validDays: 100), out var keyring));
        Assert.Equal(TestGateway.Today.AddDays(50), keyring.SealsUntil);
    }

    private static byte[] Unpacked(Stream packed)
    {
        using var octets = new MemoryStream();
        using (packed) packed.CopyTo(octets);
        return octets.ToArray();
    }

    [GeneratedRegex("<script src=\"(/assets/page-[0-9a-f]{16}\\.js)\" integrity=\"([^\"]+)\" data-worker=\"(/assets/worker-[0-9a-f]{16}\\.js)\" defer></script>")]
    private static partial Regex ScriptElement();

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();
}
