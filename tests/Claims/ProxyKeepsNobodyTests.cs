using System.Text;
using SecureDrop.Formats.Control;
using SecureDrop.Tests;

namespace SecureDrop.Claims;

/// <summary>SECURITY.md: behind the nginx sample, nothing on the server tells who came.</summary>
public sealed class ProxyKeepsNobodyTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [RootFact("bash", "curl", "ip", "nginx", "openssl", "pgrep", "unshare", IsLong = true)]
    [Trait("Runs", "long")]
    public void A_source_who_sends_through_two_gateways_behind_nginx_leaves_no_address_on_either()
    {
        TwoGateways.Play(_world);
        string[] traces = [.. TwoGateways.Addresses, TwoGateways.Agent, "from.example", "account.txt", "seen at the bridge"];
        foreach (var side in (string[])["g1", "g2"])
        {
            var folder = Path.Combine(_world.Folder, side);
            Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder, "data")));
            Assert.Contains("Listening on", Read(side, "stdout"), StringComparison.Ordinal);
            Assert.Contains("socket:", Read(side, "open"), StringComparison.Ordinal);
            Assert.All(traces, trace => Assert.Empty(World.FilesWith(folder, Encoding.ASCII.GetBytes(trace))));
            Assert.Empty(Directory.GetFiles(Path.Combine(folder, "tmp"), "*", SearchOption.AllDirectories));

            // What is held open is below the folder searched, or is no file that keeps anything. (The runtime maps its own code by a memfd.)
            var elsewhere = Read(side, "open").Split('\n').Where(line => line.Contains("-> /", StringComparison.Ordinal)).Select(line => line[(line.IndexOf("-> ", StringComparison.Ordinal) + 3)..])
                .Where(path => !path.StartsWith(folder, StringComparison.Ordinal) && !path.StartsWith("/dev/", StringComparison.Ordinal)
                    && !path.StartsWith("/memfd:doublemapper", StringComparison.Ordinal)
                    && !path.EndsWith(".dll", StringComparison.Ordinal));
            Assert.Empty(elsewhere);

            var number = side[1..];
            Assert.Contains("waiting", Read("said", $"checked{number}"), StringComparison.Ordinal);
            AssertHeaders(Read("said", $"headers{number}"));
            Assert.Contains("digest_differs", Read("said", $"digest{number}"), StringComparison.Ordinal);
        }

        // Controls: a log that is not switched off holds address and agent, and a header that the list lacks is seen.
        Assert.All((string[])[TwoGateways.Addresses[0], TwoGateways.Agent], trace => Assert.NotEmpty(World.FilesWith(Path.Combine(_world.Folder, "control"), Encoding.ASCII.GetBytes(trace))));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertHeaders(Read("said", "headers1") + "ETag: \"5e\"\r\n"));
    }

    private static void AssertHeaders(string said)
    {
        var headers = said.Split('\n').Select(line => line.TrimEnd('\r').Split(": ", 2)).Where(header => header.Length == 2).Select(header => (Name: header[0], Value: header[1])).ToArray();
        Assert.True(headers.Length > 20);
        Assert.All(headers, header => Assert.True(PublicHeaders.Allowed.Contains(header.Name) || header is { Value: "nginx" } && header.Name.Equals("Server", StringComparison.OrdinalIgnoreCase), $"{header}"));
        Assert.All(headers.Where(header => header.Name.Equals("Date", StringComparison.OrdinalIgnoreCase)), header => Assert.Equal(PublicHeaders.Date, header.Value));
    }

    private string Read(params string[] path) => File.ReadAllText(Path.Combine([_world.Folder, .. path]));
}
