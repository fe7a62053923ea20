using System.Text;

namespace SecureDrop.Gateway.Tests;

/// <summary>What leaves the gateway besides the body: always the same headers, and one size for what must not be told apart.</summary>
public sealed class HeaderTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private readonly TestGateway _gateway = shared.Gateway;

    private static readonly string[] Always =
    [
        "Cache-Control: no-store",
        "Content-Length", "Content-Security-Policy", "Content-Type",
        "Cross-Origin-Opener-Policy: same-origin",
        "Cross-Origin-Resource-Policy: same-origin",
        "Date: Thu, 01 Jan 1970 00:00:00 GMT",
        "Referrer-Policy: no-referrer",
        "X-Content-Type-Options: nosniff",
    ];

    private static IEnumerable<string> Snapshot(Reply reply) => reply.Headers
        .Select(header => header.Key.StartsWith("Content-", StringComparison.Ordinal) ? header.Key : $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal);

    private static HttpRequestMessage Get(string path, string accept = "*/*") =>
        new(HttpMethod.Get, path) { Headers = { { "Accept", accept } } };

    [Fact]
    public async Task Every_good_answer_has_exactly_the_allowed_headers()
    {
        var message = TestMessage.Sealed();
        Reply[] replies =
        [
            await _gateway.SendAsync(Get("/")),
            await _gateway.SendAsync(Get("/ar/")),
            await _gateway.SendAsync(Get("/ckb/kit")),
            await _gateway.SendAsync(Get("/en/gpg", "text/html")),
            await _gateway.SendAsync(Get("/fr/know", "text/html")),
            await _gateway.SendAsync(Get("/keyring")),
            await _gateway.SendAsync(Get($"/keyring/{TestKeyring.Holder}.asc")),
            await _gateway.PostAsync(message),
            await _gateway.PostAsync(message),
            await _gateway.PostAsync(TestMessage.Sealed(), accept: "text/html"),
            await _gateway.AskAsync("00000 00000 00000 00000 00000"),
        ];
        Assert.Equal([200, 200, 200, 200, 200, 200, 200, 201, 200, 201, 200], replies.Select(reply => reply.Status));
        Assert.All(replies, reply => Assert.Equal(Always, Snapshot(reply)));
    }

    [Theory]
    [InlineData("*/*", 512)]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", 8192)]
    public async Task Every_refusal_has_one_size_and_exactly_the_allowed_headers(string accept, int size)
    {
        List<Reply> replies =
        [
            await _gateway.SendAsync(Get("/nothing", accept)),
            await _gateway.SendAsync(Get("/submissions", accept)),
            await _gateway.SendAsync(new HttpRequestMessage(HttpMethod.Put, "/keyring") { Headers = { { "Accept", accept } } }),
            await _gateway.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "Accept", accept }, { "X-Tor2web", "1" } } }),
            await _gateway.PostAsync([], accept: accept),
            await _gateway.PostAsync("text"u8.ToArray(), accept: accept),
            await _gateway.PostAsync(TestMessage.Sealed(200, TestKeyring.Retired), accept: accept),
            await _gateway.PostAsync(TestMessage.Sealed(), "image/png", accept: accept),
            await _gateway.PostAsync([], "multipart/form-data", accept: accept),
            await _gateway.PostAsync(new byte[5000], "application/json", "/receipts", accept),
            await _gateway.PostAsync("{}"u8.ToArray(), "application/json", "/receipts", accept),
        ];
        Assert.Equal([404, 405, 405, 421, 400, 422, 422, 415, 400, 413, 400], replies.Select(reply => reply.Status));
        Assert.All(replies, reply => Assert.Equal(Always.Append("Connection: close").Order(StringComparer.Ordinal), Snapshot(reply)));
        Assert.All(replies, reply => Assert.Equal(size, reply.Body.Length));
    }

    [Fact]
    public async Task A_page_allows_nothing_but_its_own_style_and_forms()
    {
        var page = await _gateway.SendAsync(Get("/ar/gpg"));
        Assert.Matches(
            "^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$",
            page.Headers["Content-Security-Policy"]);
        Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
        var style = page.Text[(page.Text.IndexOf("<style>", StringComparison.Ordinal) + 7)..page.Text.IndexOf("</style>", StringComparison.Ordinal)];
        Assert.Contains(Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(style))), page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_says_nothing_of_what_was_sent()
    {
        var reply = await _gateway.PostAsync("My name is Layla and I live in Kilis."u8.ToArray(), accept: "text/html");
        Assert.DoesNotContain("Layla", reply.Text, StringComparison.Ordinal);
        Assert.Equal("""{"status":422,"code":"not_openpgp","title":"This is not a sealed file"}""", (await _gateway.PostAsync("Layla"u8.ToArray())).Text.TrimEnd());
    }
}
