using System.Diagnostics;

namespace SecureDrop.Gateway.Tests.Kill;

/// <summary>The real program over one vault, started and killed many times.</summary>
internal sealed class GatewayProgram : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gk-");
    private Process? _process;
    private HttpClient? _http;

    public GatewayProgram() => File.WriteAllBytes(KeyringFile, TestKeyring.Frame(TestGateway.Today));

    public HttpClient Http => _http ?? throw new InvalidOperationException("Not listening.");

    public HttpClient Control() => ControlSocket.Client(Data);

    public string KeyFile => Path.Combine(_folder.FullName, "key");

    private string Data => Path.Combine(_folder.FullName, "vault");
    private string KeyringFile => Path.Combine(_folder.FullName, "keyring.asc");

    public void Start()
    {
        string[] arguments =
        [
            typeof(Start.GatewaySettings).Assembly.Location,
            "--data", Data, "--at-rest-key", KeyFile, "--urls", "http://127.0.0.1:0", "--rate", "1000000",
            "--keyring", KeyringFile, "--root", $"{TestKeyring.Root}",
        ];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_ENVIRONMENT"] = "Development" },
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
    }

    /// <summary>Waits until it says where it listens; the processor time that this took it.</summary>
    public async Task<TimeSpan> ListenAsync(TimeSpan limit)
    {
        var process = _process ?? throw new InvalidOperationException("Not started.");
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(limit);
        Assert.True(line?.StartsWith("Listening on ", StringComparison.Ordinal), $"The gateway did not start: {line}");
        _http = new HttpClient { BaseAddress = new Uri((line ?? "").Split(' ', ',')[2]) };
        return process.TotalProcessorTime;
    }

    /// <summary>Waits until it ends by itself.</summary>
    public async Task<int> EndAsync(TimeSpan limit)
    {
        var process = _process ?? throw new InvalidOperationException("Not started.");
        await process.WaitForExitAsync().WaitAsync(limit);
        return process.ExitCode;
    }

    /// <summary>SIGKILL: no last word but what it has said on stderr.</summary>
    public string Kill()
    {
        _http?.Dispose();
        _process?.Kill();
        _process?.WaitForExit();
        var said = _process?.StandardError.ReadToEnd() ?? "";
        _process?.Dispose();
        (_http, _process) = (null, null);
        return said;
    }

    public void Dispose()
    {
        Kill();
        _folder.Delete(recursive: true);
    }
}
