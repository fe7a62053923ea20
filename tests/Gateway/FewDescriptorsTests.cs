using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace SecureDrop.Gateway.Tests;

/// <summary>
/// The real program with room for 300 open files, and 400 people on its door: it takes as many as it can hold and hangs up on the others. Before it
/// did, it ran in circles and then ended.
/// </summary>
[Collection(nameof(Alone))]
public sealed class FewDescriptorsTests : IDisposable
{
    private const int Descriptors = 300, Attackers = 400;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gd-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task With_few_descriptors_left_the_gateway_lives_and_soon_serves_again()
    {
        using var process = Start();
        var line = await process.StandardOutput.ReadLineAsync();
        var address = new Uri((line ?? "").Split(' ', ',')[2]);
        var attackers = new List<Socket>();
        while (attackers.Count < Attackers) attackers.Add(await HalfARequestAsync(address));

        var busy = process.TotalProcessorTime;
        await Task.Delay(1000);
        process.Refresh();
        Assert.False(process.HasExited);
        Assert.True(process.TotalProcessorTime - busy < TimeSpan.FromSeconds(0.5), "it runs in circles");
        Assert.True(Directory.GetFiles($"/proc/{process.Id}/fd").Length < Descriptors - 20);

        attackers.ForEach(socket => socket.Dispose());
        using var http = new HttpClient { BaseAddress = address };
        HttpResponseMessage? answer = null;
        for (var tenths = 0; tenths < 50 && answer is null; tenths++) answer = await TryAsync(http);
        Assert.Contains("epoch 1", await (answer?.Content.ReadAsStringAsync() ?? Task.FromResult(process.HasExited ? "it has ended" : "no answer")), StringComparison.Ordinal);
        process.Kill();
        await process.WaitForExitAsync();
    }

    private Process Start()
    {
        string[] gateway =
        [
            "dotnet", typeof(Start.GatewaySettings).Assembly.Location, "--data", Path.Combine(_folder.FullName, "vault"),
            "--at-rest-key", Path.Combine(_folder.FullName, "key"), "--urls", "http://127.0.0.1:0",
        ];
        var start = new ProcessStartInfo("sh", ["-c", $"ulimit -n {Descriptors}; exec \"$@\"", "sh", .. gateway])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_ENVIRONMENT"] = "Development" },
        };
        return Process.Start(start) ?? throw new InvalidOperationException("sh did not start.");
    }

    private static async Task<Socket> HalfARequestAsync(Uri address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address.Host, address.Port);
        try
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nX-Slow: "));
        }
        catch (SocketException) { } // hung up on

        return socket;
    }

    private static async Task<HttpResponseMessage?> TryAsync(HttpClient http)
    {
        try
        {
            return await http.GetAsync("/keyring");
        }
        catch (HttpRequestException)
        {
            await Task.Delay(100);
            return null;
        }
    }
}
