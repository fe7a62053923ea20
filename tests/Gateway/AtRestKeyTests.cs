using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using SecureDrop.Gateway.Start;
using SecureDrop.Gateway.Tests.Kill;

namespace SecureDrop.Gateway.Tests;

/// <summary>The real program, killed at each step of a change of its at-rest key, started again, and asked for what it held.</summary>
public sealed class AtRestKeyTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private readonly GatewayProgram _gateway = new();

    public void Dispose() => _gateway.Dispose();

    private string Next => _gateway.KeyFile + ".next";

    private async Task<HttpStatusCode> ChangeAsync(byte[] now, byte[] next)
    {
        using var control = _gateway.Control();
        using var reply = await control.PostAsync("/at-rest-key", new ByteArrayContent([.. now, .. next]));
        return reply.StatusCode;
    }

    private async Task AssertWaitingAsync(string receipt)
    {
        using var reply = await _gateway.Http.PostAsJsonAsync("/receipts", new { receipt });
        Assert.Contains("\"waiting\"", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_is_killed_at_any_step_of_a_rotation_starts_again_with_all_it_held()
    {
        _gateway.Start();
        await _gateway.ListenAsync(Limit);
        using var sent = await _gateway.Http.PostAsync("/submissions", new ByteArrayContent(TestMessage.Sealed()) { Headers = { ContentType = new("application/octet-stream") } });
        var receipt = (await sent.Content.ReadFromJsonAsync<Dictionary<string, string>>())?["receipt"] ?? "";
        var (first, next) = (await File.ReadAllBytesAsync(_gateway.KeyFile), RandomNumberGenerator.GetBytes(32));

        // The next key is written and not handed over.
        await File.WriteAllBytesAsync(Next, next);
        _gateway.Kill();
        _gateway.Start();
        await _gateway.ListenAsync(Limit);
        await AssertWaitingAsync(receipt);
        Assert.Equal(first, await File.ReadAllBytesAsync(_gateway.KeyFile));

        // It is handed over and nothing is renamed; shown with another key than the vault's it changes nothing.
        Assert.Equal(HttpStatusCode.Conflict, await ChangeAsync(new byte[32], RandomNumberGenerator.GetBytes(32)));
        Assert.Equal(HttpStatusCode.OK, await ChangeAsync(first, next));
        Assert.Equal(HttpStatusCode.OK, await ChangeAsync(first, next));
        Assert.Contains("key.next was left by a rotation", _gateway.Kill(), StringComparison.Ordinal);
        _gateway.Start();
        await _gateway.ListenAsync(Limit);
        await AssertWaitingAsync(receipt);
        Assert.Equal(next, await File.ReadAllBytesAsync(_gateway.KeyFile));
        Assert.False(File.Exists(Next));
        Assert.Contains("the rotation is done", _gateway.Kill(), StringComparison.Ordinal);

        // The control: renamed before the gateway has answered, the vault is lost, and this look at it notices.
        await File.WriteAllBytesAsync(_gateway.KeyFile, RandomNumberGenerator.GetBytes(32));
        await File.WriteAllBytesAsync(Next, RandomNumberGenerator.GetBytes(32));
        _gateway.Start();
        Assert.Equal(1, await _gateway.EndAsync(Limit));
        var said = _gateway.Kill();
        Assert.Contains("at_rest_key: the key is not the one of this vault", said, StringComparison.Ordinal);
        Assert.Contains("key.next was left by a rotation", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_cannot_be_written_here_stays_beside_the_next_one()
    {
        var folder = Directory.CreateTempSubdirectory("gk-");
        try
        {
            var file = Path.Combine(folder.FullName, "key");
            Directory.CreateDirectory(file); // root may write anywhere: this is what nobody may write over
            await File.WriteAllBytesAsync(file + ".next", new byte[32]);
            Assert.False(AtRestKeyFile.TryTakeNext(file));
            Assert.True(File.Exists(file + ".next"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_key_that_the_operator_has_put_in_its_place_meanwhile_is_not_written_over()
    {
        var folder = Directory.CreateTempSubdirectory("gk-");
        try
        {
            var file = Path.Combine(folder.FullName, "key");
            var key = RandomNumberGenerator.GetBytes(32);
            await File.WriteAllBytesAsync(file, key);
            Assert.False(AtRestKeyFile.TryTakeNext(file));
            Assert.Equal(key, await File.ReadAllBytesAsync(file));
            // The control: the one that is to follow takes its place.
            await File.WriteAllBytesAsync(file + ".next", new byte[32]);
            Assert.True(AtRestKeyFile.TryTakeNext(file));
            Assert.Equal(new byte[32], await File.ReadAllBytesAsync(file));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task What_is_not_two_keys_is_a_named_problem()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var control = gateway.Control();
        using var reply = await control.PostAsync("/at-rest-key", new ByteArrayContent(new byte[63]));
        Assert.Contains("malformed", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
