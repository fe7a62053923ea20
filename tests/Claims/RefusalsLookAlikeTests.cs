using System.Text;

namespace SecureDrop.Claims;

/// <summary>SECURITY.md: an observer who sees only sizes learns neither why a message was refused nor whether a receipt is known.</summary>
public sealed class RefusalsLookAlikeTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Refusals_have_one_size_and_a_known_receipt_answers_like_an_unknown_one()
    {
        var part = File.ReadAllBytes(_world.Seal("one", "an account")[0]);
        _world.StartGateway();
        var refusals = new[]
        {
            await Size("/submissions", "application/octet-stream", []),
            await Size("/submissions", "application/octet-stream", "plain words"u8.ToArray()),
            await Size("/submissions", "application/octet-stream", [.. part, 0]),
            await Size("/submissions", "image/png", part),
            await Size("/nowhere", "application/octet-stream", part),
            await Size("/receipts", "application/json", "{\"receipt\":\"1\"}"u8.ToArray()),
        };
        Assert.Single(refusals.Distinct());

        var (_, receipt) = await _world.PostAsync(part);
        var known = await Size("/receipts", "application/json", Ask(receipt));
        Assert.Equal("unknown", await _world.StateAsync("00000 00000 00000 00000 00000"));
        Assert.Equal(known, await Size("/receipts", "application/json", Ask("00000 00000 00000 00000 00000")));

        // Control: the answers differ in what they say, and an accepted message does not look like a refused one.
        Assert.Equal("waiting", await _world.StateAsync(receipt));
        Assert.NotEqual(refusals[0], await Size("/submissions", "application/octet-stream", part));
    }

    private static byte[] Ask(string receipt) => Encoding.ASCII.GetBytes($$"""{"receipt":"{{receipt}}"}""");

    /// <summary>Octets of a whole answer, as they pass over the line: status, headers, body.</summary>
    private async Task<long> Size(string path, string type, byte[] octets)
    {
        using var body = new ByteArrayContent(octets);
        body.Headers.ContentType = new(type);
        using var answer = await _world.Http.PostAsync(path, body);
        var headers = answer.Headers.Concat(answer.Content.Headers).Sum(header => header.Key.Length + header.Value.Sum(value => value.Length));
        return headers + (await answer.Content.ReadAsByteArrayAsync()).Length;
    }
}
