using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SecureDrop.Tests;

namespace SecureDrop.Gateway.Tests;

/// <summary>The real program on a Unix socket, as systemd starts it and without.</summary>
public sealed class SupervisedTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gs-");

    private string Public => Path.Combine(_folder.FullName, "public.sock");

    public void Dispose() => _folder.Delete(recursive: true);

    private Process Start(string vault, string before)
    {
        // exec all the way, so that the process that systemd would know is the gateway itself.
        var options = $"--data {_folder}/{vault} --at-rest-key {_folder}/keys/{vault} --urls http://unix:{Public}";
        var start = new ProcessStartInfo("bash", ["-c", $"{before} dotnet {typeof(Start.GatewaySettings).Assembly.Location} {options}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_ENVIRONMENT"] = "Development", ["NOTIFY_SOCKET"] = Path.Combine(_folder.FullName, "notify") },
        };
        return Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
    }

    private async Task<string> KeyringAsync(string host)
    {
        using var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, stop) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(Public), stop);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
        using var answer = await http.GetAsync(new Uri($"http://{host}/keyring"));
        return answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadAsStringAsync() : $"{(int)answer.StatusCode}";
    }

    private static async Task<int> StopAsync(Process process)
    {
        using var kill = Process.Start("kill", [$"{process.Id}"]);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static async Task<string> HearAsync(Socket supervisor)
    {
        var room = new byte[64];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return Encoding.ASCII.GetString(room, 0, await supervisor.ReceiveAsync(room, patience.Token));
    }

    [NeedsFact("systemd-socket-activate")]
    public async Task Who_knocks_before_the_gateway_runs_is_served_and_the_supervisor_hears_that_it_is_ready_lives_and_ends()
    {
        using var supervisor = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        supervisor.Bind(new UnixDomainSocketEndPoint(Path.Combine(_folder.FullName, "notify")));
        using var gateway = Start("vault", $"exec systemd-socket-activate -l {Public} -E DOTNET_ENVIRONMENT -E NOTIFY_SOCKET -E WATCHDOG_USEC=600000 -E WATCHDOG_PID=$$");
        await gateway.StandardError.ReadLineAsync(); // "Listening on …", of who holds the socket until somebody knocks

        Assert.Contains("epoch 1", await KeyringAsync("127.0.0.1:8080"), StringComparison.Ordinal);
        Assert.Equal("421", await KeyringAsync("unix")); // a name that no source was told
        Assert.Equal("READY=1", await HearAsync(supervisor));
        Assert.Equal("WATCHDOG=1", await HearAsync(supervisor));
        Assert.Equal(0, await StopAsync(gateway));
        string last;
        do last = await HearAsync(supervisor); while (last == "WATCHDOG=1");
        Assert.Equal("STOPPING=1", last);
        Assert.True(File.Exists(Public)); // the supervisor's, who goes on listening
    }

    [Fact]
    public async Task Without_a_supervisor_the_socket_is_its_groups_what_a_killed_gateway_left_is_no_hindrance_and_a_living_ones_is()
    {
        using (var left = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            left.Bind(new UnixDomainSocketEndPoint(Path.Combine(_folder.FullName, "left.sock")));
            File.Move(Path.Combine(_folder.FullName, "left.sock"), Public); // so that closing it does not take it away
        }

        // Meant for another process: nothing is handed over, and no watchdog waits.
        using var gateway = Start("vault", "export LISTEN_PID=1 LISTEN_FDS=1 WATCHDOG_PID=1 WATCHDOG_USEC=1; exec");
        Assert.StartsWith($"Listening on http://unix:{Public}, keyring epoch 1, ", await gateway.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal("660", Convert.ToString((int)File.GetUnixFileMode(Public), 8));
        using (var second = Start("other", "exec"))
        {
            await second.WaitForExitAsync();
            Assert.Equal(3, second.ExitCode);
            Assert.Contains($"address: http://unix:{Public} cannot be listened on", await second.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
        }

        Assert.Contains("epoch 1", await KeyringAsync("127.0.0.1:8080"), StringComparison.Ordinal);
        Assert.Equal(0, await StopAsync(gateway));
    }

    [NeedsFact("systemd-socket-activate")]
    public async Task Another_socket_than_the_one_named_is_not_taken()
    {
        var other = Path.Combine(_folder.FullName, "other.sock");
        using var gateway = Start("vault", $"exec systemd-socket-activate -l {other} -E DOTNET_ENVIRONMENT");
        await gateway.StandardError.ReadLineAsync();
        using var caller = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await caller.ConnectAsync(new UnixDomainSocketEndPoint(other));
        await gateway.WaitForExitAsync();
        Assert.Equal(3, gateway.ExitCode);
    }
}
