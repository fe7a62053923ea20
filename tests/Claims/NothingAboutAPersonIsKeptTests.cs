using System.Net.Http.Headers;
using System.Text;

namespace SecureDrop.Claims;

/// <summary>SECURITY.md: no address, agent, header, file name or time finer than a day is kept of whoever sends.</summary>
public sealed class NothingAboutAPersonIsKeptTests : IDisposable
{
    private static readonly string[] Traces = ["Brave-Agent/7.31", "198.51.100.77", "her-own-name.pgp", "en-IQ-mark", "secret-cookie"];
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task After_a_form_is_accepted_nothing_that_came_beside_the_message_is_left()
    {
        var part = File.ReadAllBytes(_world.Seal("one", "seen at the bridge")[0]);
        _world.StartGateway();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(part), "file", Traces[2] } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/submissions") { Content = form };
        request.Headers.UserAgent.Add(ProductInfoHeaderValue.Parse(Traces[0]));
        request.Headers.Add("X-Forwarded-For", Traces[1]);
        request.Headers.Add("Accept-Language", Traces[3]);
        request.Headers.Add("Cookie", $"id={Traces[4]}");
        using var answer = await _world.Http.SendAsync(request);
        Assert.Equal(201, (int)answer.StatusCode);
        _world.KillGateway();

        Assert.All(Traces, trace => Assert.Empty(World.FilesWith(_world.Data, Encoding.ASCII.GetBytes(trace))));
        Assert.All(Traces, trace => Assert.Empty(World.FilesWith(Path.Combine(_world.Folder, "tmp"), Encoding.ASCII.GetBytes(trace))));
        Assert.All(Traces, trace => Assert.DoesNotContain(trace, _world.Printed, StringComparison.Ordinal));
        // The ciphertext itself is wrapped once more: not even its recipients' key IDs stand in the vault.
        Assert.Empty(World.FilesWith(_world.Data, part[2..12]));
    }

    [Fact]
    public void Control_a_log_line_with_an_agent_is_found()
    {
        Directory.CreateDirectory(_world.Data);
        File.WriteAllText(Path.Combine(_world.Data, "access.log"), $"POST /submissions {Traces[0]}\n");
        Assert.Single(World.FilesWith(_world.Data, Encoding.ASCII.GetBytes(Traces[0])));
    }
}
