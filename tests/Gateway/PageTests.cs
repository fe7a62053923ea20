using System.Text.RegularExpressions;
using SecureDrop.Formats;
using SecureDrop.Gateway.Arrivals;
using SecureDrop.Gateway.Html;
using SecureDrop.Gateway.Http;
using OpenPgpRefusal = SecureDrop.Formats.OpenPgp.Refusal;

namespace SecureDrop.Gateway.Tests;

/// <summary>The pages: every text there, nothing from outside, usable without a script, in four languages.</summary>
public sealed class PageTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private static readonly RefusalCode[] Codes =
    [
        .. Enum.GetValues<OpenPgpRefusal>().Select(RefusalCode.Of),
        .. typeof(RefusalCode).GetFields().Where(field => field.IsStatic).Select(field => (RefusalCode)(field.GetValue(null) ?? RefusalCode.Busy)),
    ];

    private static readonly string[] Templates =
    [
        "layout", "languages", "start", "ask", "offline", "save", "signature", "gpg", "know", "now", "destroy", "sent", "state", "refused",
    ];

    public static TheoryData<string, string> Pages { get; } = Crossed(["", "kit", "gpg", "know"]);

    private static TheoryData<string, string> Crossed(string[] paths)
    {
        var pages = new TheoryData<string, string>();
        foreach (var texts in Texts.All)
            foreach (var path in paths) pages.Add(texts.Code, path);
        return pages;
    }

    private async Task<string> ReadAsync(string path)
    {
        var reply = await shared.Gateway.SendAsync(new HttpRequestMessage(HttpMethod.Get, path));
        Assert.Equal((200, "text/html; charset=utf-8"), (reply.Status, reply.Headers["Content-Type"]));
        return reply.Text;
    }

    [Fact]
    public void Every_answer_has_its_texts_and_the_one_size_in_every_language()
    {
        var answers = new Answers(new AnswerPages(new Layout(Review.Read("nobody has read anything"))), _ => 0);
        Assert.True(Codes.Length > 30);
        Assert.All(Codes, code =>
        {
            Assert.Equal(Padding.JsonOctets, answers.Refused(code, null).Body.Length);
            Assert.All(Texts.All, texts => Assert.Equal(Padding.HtmlOctets, answers.Refused(code, texts).Body.Length));
            Assert.InRange(RefusalStatus.Of(code), 400, 507);
        });
        string[] states = ["waiting", "taken out", "opened", "unknown"];
        Assert.All(Texts.All, texts => Assert.All(states, state =>
        {
            Assert.Equal(Padding.HtmlOctets, answers.State(default, state, texts).Body.Length);
            Assert.Equal(Padding.HtmlOctets, answers.Sent(default, state, true, texts).Body.Length);
            Assert.Equal(Padding.HtmlOctets, answers.Sent(default, state, false, texts).Body.Length);
        }));
    }

    [Fact]
    public void No_text_is_left_over()
    {
        var used = string.Concat(Templates.Select(name => Embedded.Text($"{name}.html")));
        string[] fromCode =
        [
            "endonym", "choose", "review.notice", "pages.start", "pages.kit", "pages.gpg", "pages.know", "start.closed", "kit.none", "kit.signature.none",
            "certificates.none", "certificates.holder", "certificates.file", "sent.heading", "sent.again", "refused.heading", "refused.kept",
        ];
        var known = Codes.SelectMany(code => new[] { $"{code}.title", $"{code}.next" })
            .Concat(["state.waiting", "state.taken out", "state.opened", "state.unknown"]).Concat(fromCode);
        Assert.Empty(Texts.English.Names.Where(name => !used.Contains($"{{{{{name}}}}}", StringComparison.Ordinal)).Except(known));
    }

    [Fact]
    public async Task The_first_page_is_the_same_for_everybody_and_names_each_language_in_itself()
    {
        var page = await ReadAsync("/");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "Accept-Language", "ckb,ar;q=0.9" }, { "User-Agent", "a phone" }, { "Accept", "text/html" } } };
        Assert.Equal(page, (await shared.Gateway.SendAsync(request)).Text);
        foreach (var texts in Texts.All)
            Assert.Matches($"<a [^>]*lang=\"{texts.Code}\" dir=\"{texts["direction"]}\"[^>]* href=\"/{texts.Code}/\"><strong>{Regex.Escape(texts["endonym"])}</strong>", page);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_page_stands_in_its_language_and_direction_and_works_by_itself(string code, string path)
    {
        var page = await ReadAsync($"/{code}/{path}");
        Assert.StartsWith($"<!DOCTYPE html>\n<html lang=\"{code}\" dir=\"{(code is "ar" or "ckb" ? "rtl" : "ltr")}\">", page, StringComparison.Ordinal);
        foreach (var forbidden in new[] { "@import", "url(", "{{", "style=", " onclick", "http-equiv" }) Assert.DoesNotContain(forbidden, page, StringComparison.Ordinal);
        // The way out needs no network and no script.
        Assert.Contains($"<a class=\"leave\" id=\"leave\" href=\"about:blank\"", page, StringComparison.Ordinal);
        foreach (var other in Texts.All) Assert.Contains($"href=\"/{other.Code}/{path}\"", page, StringComparison.Ordinal);
        // Codes, commands and digits keep their order whatever surrounds them.
        Assert.All(Regex.Matches(page, "<code>"), found => Assert.EndsWith("<bdi dir=\"ltr\">", page[..found.Index], StringComparison.Ordinal));
        Assert.DoesNotMatch("<pre(?! dir=\"ltr\" tabindex=\"0\")", page);
        foreach (Match link in Regex.Matches(page, "(?:href|action)=\"(/[^\"]*)\""))
            Assert.DoesNotContain("//", link.Groups[1].Value, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task No_page_differs_for_whoever_asks(string code, string path)
    {
        var page = await ReadAsync($"/{code}/{path}");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/{code}/{path}")
        {
            Headers = { { "Accept-Language", "fr" }, { "User-Agent", "a phone" }, { "Accept", "text/html" }, { "Cookie", "a=b" } },
        };
        Assert.Equal(page, (await shared.Gateway.SendAsync(request)).Text);
    }

    [Theory]
    [InlineData("ar")]
    [InlineData("ckb")]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task Without_a_script_the_truth_is_told_and_every_field_has_its_name(string code)
    {
        var texts = Texts.Of(code) ?? Texts.English;
        var page = await ReadAsync($"/{code}/");
        Assert.Contains($"<noscript><p class=\"notice\">{Template.Encode(texts["start.noscript"])}</p></noscript>", page, StringComparison.Ordinal);
        Assert.Contains("<div id=\"seal\" hidden translate=\"no\"></div>", page, StringComparison.Ordinal);
        foreach (var field in new[] { "file", "text", "receipt" })
            Assert.Contains($"<label for=\"{field}\">", page, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(page, $"<form method=\"post\" action=\"/submissions\\?lang={code}\" enctype=\"multipart/form-data\""));
        Assert.Contains($"<form method=\"post\" action=\"/receipts?lang={code}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_steps_for_gpg_name_every_reviewer_and_the_address_of_the_keyring()
    {
        var page = await ReadAsync("/fr/gpg");
        Assert.Contains(TestKeyring.Holder.Grouped(), page, StringComparison.Ordinal);
        Assert.Contains($"<span>socks5h://127.0.0.1:9050</span> <span>-O</span> <span>{TestKeyring.Address}/keyring/{TestKeyring.Reviewer}.asc</span>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ar")]
    [InlineData("ckb")]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task A_form_is_answered_in_its_own_language(string code)
    {
        var texts = Texts.Of(code) ?? Texts.English;
        var message = TestMessage.Sealed();
        var first = await shared.Gateway.PostAsync(message, path: $"/submissions?lang={code}", accept: "text/html");
        var second = await shared.Gateway.PostAsync(message, path: $"/submissions?lang={code}", accept: "text/html");
        Assert.Equal((201, 200), (first.Status, second.Status));
        Assert.Contains($"<h1>{texts["sent.heading"]}</h1>", first.Text, StringComparison.Ordinal);
        Assert.Contains($"<h1>{texts["sent.again"]}</h1>", second.Text, StringComparison.Ordinal);
        Assert.Matches("<bdi dir=\"ltr\">[0-9]{5}( [0-9]{5}){4}</bdi>", first.Text);
        Assert.Equal(first.Body.Length, second.Body.Length);

        var form = System.Text.Encoding.ASCII.GetBytes("receipt=00000+00000+00000+00000+00000");
        var asked = await shared.Gateway.PostAsync(form, "application/x-www-form-urlencoded", $"/receipts?lang={code}", "text/html");
        Assert.Contains(Template.Encode(texts["state.unknown"]), asked.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Template.Encode(texts["destroy.fear"]), asked.Text, StringComparison.Ordinal); // it did not arrive: nothing is to be destroyed
        Assert.Contains(Template.Encode(texts["destroy.fear"]), first.Text, StringComparison.Ordinal);
        var mistyped = await shared.Gateway.PostAsync("receipt=12345"u8.ToArray(), "application/x-www-form-urlencoded", $"/receipts?lang={code}", "text/html");
        Assert.Contains($"<h1>{Template.Encode(texts["receipt_malformed.title"])}</h1>", mistyped.Text, StringComparison.Ordinal);
        Assert.Contains("action=\"/receipts", mistyped.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Template.Encode(texts["refused.kept"]), mistyped.Text, StringComparison.Ordinal); // she only asked
        var refused = await shared.Gateway.PostAsync("text"u8.ToArray(), path: $"/submissions?lang={code}", accept: "text/html");
        Assert.Contains(Template.Encode(texts["not_openpgp.next"]), refused.Text, StringComparison.Ordinal);
        Assert.Contains($"<html lang=\"{code}\"", refused.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nothing", "en")]
    [InlineData("/nothing?lang=ar", "ar")]
    [InlineData("/ckb/nothing", "ckb")]
    [InlineData("/nothing?lang=../../etc", "en")]
    [InlineData("/nothing?lang=ar&lang=fr", "en")]
    public async Task A_page_that_is_not_there_is_refused_in_the_language_of_its_path(string path, string code)
    {
        var reply = await shared.Gateway.SendAsync(new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/html" } } });
        Assert.Equal(404, reply.Status);
        Assert.Contains($"<html lang=\"{code}\"", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_program_reads_is_one_language_whatever_the_readers()
    {
        var answers = new Answers(new AnswerPages(new Layout(Review.Read(""))), _ => 0);
        Assert.StartsWith("""{"status":503,"code":"busy","title":"Too much is arriving at once"}""", System.Text.Encoding.UTF8.GetString(answers.Refused(RefusalCode.Busy, null).Body.Span), StringComparison.Ordinal);
        Assert.Contains($"{default(Receipt)}", System.Text.Encoding.UTF8.GetString(answers.State(default, "waiting", null).Body.Span), StringComparison.Ordinal);
    }
}
