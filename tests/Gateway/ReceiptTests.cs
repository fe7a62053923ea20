using System.Text;
using SecureDrop.Formats;

namespace SecureDrop.Gateway.Tests;

/// <summary>REFUSALS.md rows 28a, 29 and 30: a receipt is one for one message, however often and in whatever script.</summary>
public sealed class ReceiptTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private readonly TestGateway _gateway = shared.Gateway;

    [Fact]
    public async Task A_source_gets_the_receipt_that_her_own_device_computed()
    {
        var message = TestMessage.Sealed();
        var reply = await _gateway.PostAsync(message);
        Assert.Equal((201, $"{Receipt.Of(Sha256Hash.Of(message))}", "waiting"), (reply.Status, reply.Receipt, reply.State));
        Assert.Equal("waiting", (await _gateway.AskAsync($"{reply.Receipt}")).State);
    }

    [Fact]
    public async Task A_known_and_an_unknown_receipt_are_answered_alike()
    {
        var known = await _gateway.AskAsync($"{(await _gateway.PostAsync(TestMessage.Sealed())).Receipt}");
        var unknown = await _gateway.AskAsync($"{Receipt.Of(Sha256Hash.Of("never sent"u8))}");
        Assert.Equal(("waiting", "unknown"), (known.State, unknown.State));
        Assert.Equal((known.Status, known.Body.Length), (unknown.Status, unknown.Body.Length));
        Assert.Equal(known.Headers, unknown.Headers);
    }

    [Theory] // row 28a
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("00000 00000 00000 00000 00001")]
    [InlineData("not a receipt")]
    public async Task A_mistyped_receipt_is_refused(string typed)
    {
        var reply = await _gateway.AskAsync(typed);
        Assert.Equal((400, "receipt_malformed"), (reply.Status, reply.Code));
    }

    [Fact] // row 28a
    public async Task A_receipt_is_understood_in_any_digits_and_spacing()
    {
        var receipt = (await _gateway.PostAsync(TestMessage.Sealed())).Receipt ?? "";
        var arabic = string.Concat(receipt.Select(sign => char.IsAsciiDigit(sign) ? (char)('\u0660' + sign - '0') : '-'));
        foreach (var typed in new[] { arabic, receipt.Replace(" ", "", StringComparison.Ordinal), $"\u200f{receipt.Replace(' ', '\u00a0')}" })
            Assert.Equal("waiting", (await _gateway.AskAsync(typed)).State);
    }

    [Fact] // row 28a
    public async Task A_browser_asks_with_a_form()
    {
        var receipt = (await _gateway.PostAsync(TestMessage.Sealed())).Receipt ?? "";
        var body = Encoding.ASCII.GetBytes($"receipt={Uri.EscapeDataString(receipt)}");
        Assert.Equal("waiting", (await _gateway.PostAsync(body, "application/x-www-form-urlencoded", "/receipts")).State);
        var page = await _gateway.PostAsync(body, "application/x-www-form-urlencoded", "/receipts", "text/html,*/*;q=0.8");
        Assert.Contains("It is here and waits", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json", "{\"receipt\":")]
    [InlineData("application/json", "[]")]
    [InlineData("application/json", "{\"receipt\":\"\\ud800\"}")]
    [InlineData("application/x-www-form-urlencoded", "receipt=1&receipt=2")]
    [InlineData("application/x-www-form-urlencoded", "")]
    public async Task A_question_that_is_none_is_refused(string type, string body) =>
        Assert.Equal("receipt_malformed", (await _gateway.PostAsync(Encoding.ASCII.GetBytes(body), type, "/receipts")).Code);

    [Fact]
    public async Task A_question_of_five_thousand_octets_is_refused() =>
        Assert.Equal("too_large", (await _gateway.PostAsync(new byte[5000], "application/json", "/receipts")).Code);

    [Fact] // row 29
    public async Task A_source_whose_line_was_cut_sends_again_and_has_one_copy()
    {
        var message = TestMessage.Sealed(50_000);
        var before = (await _gateway.Running.Vault.StatusAsync()).Waiting;
        using (var cut = _gateway.Raw())
        {
            await cut.SendHeadAsync($"Content-Length: {message.Length}\r\n");
            await cut.SendAsync(message[..^500]);
        }

        using (var deaf = _gateway.Raw())
        {
            await deaf.SendHeadAsync($"Content-Length: {message.Length}\r\n");
            await deaf.SendAsync(message);
            await WaitAsync(before + 1); // it is in the vault; the answer is never read
        }

        var again = await _gateway.PostAsync(message);
        Assert.Equal((200, $"{Receipt.Of(Sha256Hash.Of(message))}"), (again.Status, again.Receipt));
        Assert.Equal(before + 1, (await _gateway.Running.Vault.StatusAsync()).Waiting);
        Assert.DoesNotContain("unexpected", _gateway.Log, StringComparison.Ordinal);
    }

    [Fact] // row 30
    public async Task Ten_couriers_at_once_with_the_same_message_leave_one_copy()
    {
        var message = TestMessage.Sealed(100_000);
        var before = (await _gateway.Running.Vault.StatusAsync()).Waiting;
        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _gateway.PostAsync(message)));
        Assert.Equal([200, 200, 200, 200, 200, 200, 200, 200, 200, 201], replies.Select(reply => reply.Status).Order());
        Assert.Single(replies.Select(reply => reply.Receipt).Distinct());
        Assert.Equal(before + 1, (await _gateway.Running.Vault.StatusAsync()).Waiting);
    }

    private async Task WaitAsync(int waiting)
    {
        for (var tries = 0; (await _gateway.Running.Vault.StatusAsync()).Waiting < waiting; tries++)
        {
            Assert.True(tries < 200, "The message never reached the vault.");
            await Task.Delay(20);
        }
    }
}
