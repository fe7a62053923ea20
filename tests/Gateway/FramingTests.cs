using Microsoft.AspNetCore.Http;
using SecureDrop.Gateway.Arrivals;
using SecureDrop.Gateway.Html;
using SecureDrop.Gateway.Http;
using SecureDrop.Gateway.Start;

namespace SecureDrop.Gateway.Tests;

/// <summary>REFUSALS.md rows 23 to 28: what is wrong with a request before its message is.</summary>
public sealed class FramingTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private readonly TestGateway _gateway = shared.Gateway;

    private async Task<Reply?> SendAsync(string request)
    {
        using var raw = _gateway.Raw();
        await raw.SendAsync(request.Replace("{host}", raw.Address.Authority, StringComparison.Ordinal));
        return await raw.ReadAsync();
    }

    [Fact] // row 23, by length
    public async Task A_body_that_announces_too_much_is_refused_unread()
    {
        using var raw = _gateway.Raw();
        await raw.SendHeadAsync("Content-Length: 67108865\r\n");
        var reply = await raw.ReadAsync();
        Assert.Equal((413, "too_large"), (reply?.Status, reply?.Code));
    }

    [Fact] // row 23, behind Expect: the sender is not asked to go on
    public async Task A_body_that_announces_too_much_is_never_asked_for()
    {
        using var raw = _gateway.Raw();
        await raw.SendHeadAsync("Content-Length: 67108865\r\nExpect: 100-continue\r\n");
        Assert.Equal((413, "too_large"), await raw.ReadAsync() is { } reply ? (reply.Status, reply.Code) : default);
    }

    [Fact] // row 23, control: one that may come is asked for
    public async Task A_body_within_the_limit_is_asked_for()
    {
        using var raw = _gateway.Raw();
        await raw.SendHeadAsync("Content-Length: 400\r\nExpect: 100-continue\r\n");
        Assert.Equal(100, (await raw.ReadAsync())?.Status);
    }

    [Fact] // row 23, chunked
    public async Task A_chunked_body_is_refused_when_it_has_grown_too_large()
    {
        await using var small = await TestGateway.StartAsync(settings => settings with { Limits = new() { BodyOctets = 100_000 } });
        using var raw = small.Raw();
        await raw.SendHeadAsync("Transfer-Encoding: chunked\r\n");
        await raw.SendAsync($"{120_000:x}\r\n");
        await raw.SendAsync(TestMessage.Sealed(200_000)[..120_000]);
        await raw.SendAsync("\r\n0\r\n\r\n");
        var reply = await raw.ReadAsync();
        Assert.Equal((413, "too_large"), (reply?.Status, reply?.Code));
    }

    [Theory] // row 24
    [InlineData("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nX-Content-Length: 5\r\n")]
    public async Task A_request_with_two_lengths_is_refused_and_the_connection_closed(string headers)
    {
        using var raw = _gateway.Raw();
        await raw.SendHeadAsync(headers);
        await raw.SendAsync("0\r\n\r\n");
        var reply = await raw.ReadAsync();
        Assert.Equal((400, "ambiguous_framing", "close"), (reply?.Status, reply?.Code, reply?.Headers["Connection"]));
        Assert.True(await raw.IsClosedAsync());
    }

    [Fact] // row 25
    public async Task A_chunk_extension_that_ends_in_a_bare_line_feed_is_refused()
    {
        var reply = await SendAsync("POST /submissions HTTP/1.1\r\nHost: {host}\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n5;a\nhello\r\n0\r\n\r\n");
        Assert.Equal(400, reply?.Status);
    }

    [Fact] // row 25
    public async Task A_request_without_a_host_is_refused() => Assert.Equal(400, (await SendAsync("GET / HTTP/1.1\r\n\r\n"))?.Status);

    [Fact] // row 25
    public async Task Seventy_thousand_octets_of_headers_are_refused() =>
        Assert.Equal(431, (await SendAsync($"GET / HTTP/1.1\r\nHost: {{host}}\r\nX-Long: {new string('a', 70_000)}\r\n\r\n"))?.Status);

    [Theory] // row 26
    [InlineData("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: exampleexampleexampleexample.onion.ws\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: {host}\r\nX-Tor2web: 1\r\n\r\n")]
    public async Task A_foreign_host_is_refused(string request)
    {
        var reply = await SendAsync(request);
        Assert.Equal((421, "wrong_host"), (reply?.Status, reply?.Code));
    }

    [Theory] // row 26, control
    [InlineData("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: exampleexampleexampleexample.onion\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: ExampleExampleExampleExample.onion:80\r\n\r\n")]
    public async Task The_addresses_that_sources_were_told_are_served(string request) => Assert.Equal(200, (await SendAsync(request))?.Status);

    [Fact] // row 26: seen to refuse one in a thousand first pairs when both read one Uri
    public async Task The_very_first_requests_are_served_however_many_come_at_once()
    {
        for (var start = 0; start < 20_000; start++)
        {
            var rule = new HostRule(new KeyringInForce(TimeProvider.System), new Lazy<string>("http://127.0.0.1:8080"));
            var request = new DefaultHttpContext { Request = { Host = new HostString("127.0.0.1:8080") } }.Request;
            using var together = new Barrier(2);
            bool Ask()
            {
                together.SignalAndWait();
                return rule.Allows(request);
            }

            Assert.All(await Task.WhenAll(Task.Run(Ask), Task.Run(Ask)), Assert.True);
        }
    }

    [Fact] // row 26: a bug in the rule itself is no bare 500
    public async Task A_host_that_cannot_be_judged_is_refused_with_an_answer_of_ours()
    {
        var broken = new HostRule(new KeyringInForce(TimeProvider.System), new Lazy<string>(() => throw new UriFormatException()));
        var log = new StringWriter();
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        await new Gatekeeper(broken, new Answers(new AnswerPages(new Layout(Review.Read(""))), _ => 0), new EventLog(log)).PassAsync(context, _ => Task.CompletedTask);
        Assert.Equal((503, Padding.JsonOctets), (context.Response.StatusCode, context.Response.Body.Length));
        Assert.Contains("unexpected_error", log.ToString(), StringComparison.Ordinal);
    }

    [Theory] // row 27
    [InlineData("GET", "/submissions", 405, "method_not_allowed")]
    [InlineData("GET", "/receipts", 405, "method_not_allowed")]
    [InlineData("DELETE", "/keyring", 405, "method_not_allowed")]
    [InlineData("OPTIONS", "/", 405, "method_not_allowed")]
    [InlineData("GET", "/admin", 404, "not_found")]
    [InlineData("GET", "/keyring/0000000000000000000000000000000000000000.asc", 404, "not_found")]
    [InlineData("GET", "/keyring/..%2f..%2fcontrol.sock.asc", 404, "not_found")]
    public async Task A_wrong_method_or_path_is_refused(string method, string path, int status, string code)
    {
        var reply = await SendAsync($"{method} {path} HTTP/1.1\r\nHost: {{host}}\r\nContent-Length: 0\r\n\r\n");
        Assert.Equal((status, code), (reply?.Status, reply?.Code));
    }

    [Theory] // row 27
    [InlineData("image/jpeg")]
    [InlineData("application/json")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_wrong_media_type_is_refused(string type)
    {
        var reply = await _gateway.PostAsync(TestMessage.Sealed(), type);
        Assert.Equal((415, "media_type"), (reply.Status, reply.Code));
    }

    [Fact] // row 27
    public async Task A_body_without_a_type_or_packed_once_more_is_refused()
    {
        Assert.Equal(415, (await SendAsync("POST /submissions HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\n\r\n"))?.Status);
        Assert.Equal(415, (await SendAsync("POST /submissions HTTP/1.1\r\nHost: {host}\r\nContent-Type: text/plain\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n"))?.Status);
    }
}
