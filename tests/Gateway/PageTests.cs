using SecureDrop.Gateway.Arrivals;
using SecureDrop.Gateway.Html;
using SecureDrop.Gateway.Http;
using OpenPgpRefusal = SecureDrop.Formats.OpenPgp.Refusal;

namespace SecureDrop.Gateway.Tests;

/// <summary>The pages: every text there, nothing from outside, usable without a script.</summary>
public sealed class PageTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private static readonly RefusalCode[] Codes =
    [
        .. Enum.GetValues<OpenPgpRefusal>().Select(RefusalCode.Of),
        .. typeof(RefusalCode).GetFields().Where(field => field.IsStatic).Select(field => (RefusalCode)(field.GetValue(null) ?? RefusalCode.Busy)),
    ];

    [Fact]
    public void Every_refusal_has_its_texts_its_status_and_the_one_size()
    {
        var answers = new Answers(new Pages(Texts.English), _ => 0);
        Assert.True(Codes.Length > 30);
        Assert.All(Codes, code =>
        {
            Assert.Equal(Padding.JsonOctets, answers.Refused(code, html: false).Body.Length);
            Assert.Equal(Padding.HtmlOctets, answers.Refused(code, html: true).Body.Length);
            Assert.InRange(RefusalStatus.Of(code), 400, 507);
        });
    }

    [Fact]
    public void No_text_is_left_over()
    {
        var used = string.Concat(new[] { "layout", "home", "sent", "state", "refused" }.Select(name => Embedded.Text($"{name}.html")));
        string[] fromCode = ["name", "home.closed", "certificates.none", "certificates.holder", "certificates.file", "sent.heading", "sent.again"];
        var known = Codes.SelectMany(code => new[] { $"{code}.title", $"{code}.next" })
            .Concat(["state.waiting", "state.taken out", "state.opened", "state.unknown"]).Concat(fromCode);
        Assert.Empty(Texts.English.Names.Where(name => !used.Contains($"{{{{{name}}}}}", StringComparison.Ordinal)).Except(known));
    }

    [Fact]
    public async Task A_page_loads_nothing_and_names_every_field()
    {
        var page = (await shared.Gateway.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/"))).Text;
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
        foreach (var field in new[] { "file", "text", "receipt" })
            Assert.Contains($"<label for=\"{field}\">", page, StringComparison.Ordinal);
        Assert.Contains(TestKeyring.Holder.Grouped(), page, StringComparison.Ordinal);
        Assert.Contains($"socks5h://127.0.0.1:9050 -O {TestKeyring.Address}/keyring/{TestKeyring.Reviewer}.asc", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_is_shown_the_receipt_and_after_a_second_time_that_it_had_arrived()
    {
        var message = TestMessage.Sealed();
        var first = await shared.Gateway.PostAsync(message, accept: "text/html");
        var second = await shared.Gateway.PostAsync(message, accept: "text/html");
        Assert.Equal((201, 200), (first.Status, second.Status));
        Assert.Contains("It arrived", first.Text, StringComparison.Ordinal);
        Assert.Contains("It had arrived before", second.Text, StringComparison.Ordinal);
        Assert.Matches("<bdi dir=\"ltr\">[0-9]{5}( [0-9]{5}){4}</bdi>", first.Text);
        Assert.Equal(first.Body.Length, second.Body.Length);
    }
}
