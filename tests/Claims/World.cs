using System.Diagnostics;
using System.Text;
using System.Text.Json;
using SecureDrop.Tests;

namespace SecureDrop.Claims;

/// <summary>
/// A gateway of its own in an empty folder, and the real programs around it. Its temporary directory and everything it prints
/// lie in the same folder, so a search of the folder sees all that the gateway leaves behind.
/// </summary>
public sealed class World : IDisposable
{
    private static readonly string Keys = Path.Combine(Checkout.Root, "keys-example");
    private readonly StringBuilder _printed = new();
    private Process? _gateway;

    public World()
    {
        Folder = Directory.CreateTempSubdirectory("c-").FullName;
        foreach (var name in new[] { "tmp", "home" }) Directory.CreateDirectory(Path.Combine(Folder, name));
        Url = $"http://127.0.0.1:{FreePort.Next()}";
        Http = new HttpClient { BaseAddress = new Uri(Url) };
    }

    /// <summary>Short, because a control socket's path ends at 107 octets.</summary>
    public string Folder { get; }
    public string Data => Path.Combine(Folder, "data");
    public string AtRestKey => Path.Combine(Folder, "at-rest.key");
    public string Url { get; }
    public HttpClient Http { get; }
    public static string ExampleKeyring => Path.Combine(Keys, "keyring.asc");
    public static string ExampleSecretKey => Path.Combine(Keys, "reviewer-1.secret.asc");
    public static string Passphrase => Path.Combine(Keys, "passphrase.txt");

    /// <summary>The example root's fingerprint, as the keyring itself names it; these keys protect nothing.</summary>
    public static string ExampleRoot { get; } =
        File.ReadLines(ExampleKeyring).First(line => line.StartsWith("root ", StringComparison.Ordinal))["root ".Length..];

    /// <summary>All that the gateway has printed.</summary>
    public string Printed { get { lock (_printed) return _printed.ToString(); } }

    public int GatewayProcess => _gateway?.Id ?? throw new InvalidOperationException("Not started.");

    /// <summary>Starts the gateway and waits until it says where it listens.</summary>
    public void StartGateway(string? keyring = null, string? root = null, string? data = null, string? atRestKey = null)
    {
        var ready = new TaskCompletionSource<bool>();
        _gateway = Process.Start(Program("Gateway", [
            "--data", data ?? Data, "--at-rest-key", atRestKey ?? AtRestKey, "--urls", Url,
            "--keyring", keyring ?? ExampleKeyring, "--root", root ?? ExampleRoot])) ?? throw new InvalidOperationException();
        void Keep(string? line)
        {
            lock (_printed) _printed.AppendLine(line);
        }
        _gateway.ErrorDataReceived += (_, line) => Keep(line.Data);
        _gateway.OutputDataReceived += (_, line) =>
        {
            Keep(line.Data);
            if (line.Data is not { } said || said.StartsWith("Listening on ", StringComparison.Ordinal)) ready.TrySetResult(line.Data is not null);
        };
        _gateway.BeginOutputReadLine();
        _gateway.BeginErrorReadLine();
        Assert.True(ready.Task.Wait(TimeSpan.FromSeconds(60)) && ready.Task.Result, $"The gateway did not start: {Printed}");
    }

    /// <summary>As a power loss ends it: SIGKILL, no last word.</summary>
    public void KillGateway()
    {
        _gateway?.Kill();
        _gateway?.WaitForExit();
        _gateway?.Dispose();
        _gateway = null;
    }

    /// <summary>A start that must end by itself.</summary>
    public Outcome GatewayThatEnds(string? atRestKey = null) => Run("Gateway", ["--data", Data, "--at-rest-key", atRestKey ?? AtRestKey, "--urls", Url]);

    public Outcome Source(params string[] arguments) => Run("Source", arguments);

    public Outcome Operator(params string[] arguments) => Run("Operator", ["--data", Data, .. arguments]);

    public Outcome Reviewer(params string[] arguments) => Run("Reviewer", ["--home", Path.Combine(Folder, "desk"), .. arguments]);

    /// <summary>Writes a text to a file of this world and seals it to the example keyring: the sealed parts.</summary>
    public string[] Seal(string name, string text)
    {
        var message = Path.Combine(Folder, "home", name + ".txt");
        File.WriteAllText(message, text);
        var sealedTo = Path.Combine(Folder, "sealed", name);
        Source("seal", "--keyring", ExampleKeyring, "--root", ExampleRoot, "--message", message, "--out", sealedTo).MustBe(0);
        return [.. Directory.GetFiles(sealedTo, "*.pgp").Order()];
    }

    /// <summary>Posts one sealed part; the receipt and the status.</summary>
    public async Task<(int Status, string Receipt)> PostAsync(byte[] octets, string type = "application/octet-stream")
    {
        using var body = new ByteArrayContent(octets);
        body.Headers.ContentType = new(type);
        using var answer = await Http.PostAsync("/submissions", body);
        var said = await answer.Content.ReadAsStringAsync();
        var json = JsonDocument.Parse(said).RootElement;
        return ((int)answer.StatusCode, json.TryGetProperty("receipt", out var receipt) ? receipt.GetString() ?? "" : json.GetProperty("code").GetString() ?? "");
    }

    /// <summary>What the gateway says of a receipt.</summary>
    public async Task<string> StateAsync(string receipt)
    {
        using var body = new StringContent($$"""{"receipt":"{{receipt}}"}""", Encoding.UTF8, "application/json");
        using var answer = await Http.PostAsync("/receipts", body);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("state").GetString() ?? "";
    }

    /// <summary>Takes out a bundle with the example operator's key; its folder.</summary>
    public string Export()
    {
        var stick = Directory.CreateDirectory(Path.Combine(Folder, "stick")).FullName;
        Operator("export", "--to", stick, "--signing-key", Path.Combine(Keys, "operator.secret.asc"), "--passphrase-file", Passphrase).MustBe(0);
        return Directory.GetDirectories(stick).Order().Last();
    }

    public void InitReviewer() => Reviewer(
        "init", "--secret-key", ExampleSecretKey, "--keyring", ExampleKeyring, "--root", ExampleRoot).MustBe(0);

    /// <summary>The files below a folder that hold these octets.</summary>
    public static string[] FilesWith(string folder, byte[] octets) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => ReadShared(file).AsSpan().IndexOf(octets) >= 0)];

    public void Dispose()
    {
        KillGateway();
        Http.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static byte[] ReadShared(string path)
    {
        // cat, because .NET honours the gateway's exclusive hold of its own files.
        using var reading = Process.Start(new ProcessStartInfo("cat", [path]) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException();
        using var octets = new MemoryStream();
        reading.StandardOutput.BaseStream.CopyTo(octets);
        return octets.ToArray();
    }

    private Outcome Run(string door, string[] arguments)
    {
        using var running = Process.Start(Program(door, arguments)) ?? throw new InvalidOperationException();
        running.StandardInput.Close();
        var errors = running.StandardError.ReadToEndAsync();
        var output = running.StandardOutput.ReadToEnd();
        running.WaitForExit();
        return new Outcome(running.ExitCode, output, errors.Result);
    }

    private ProcessStartInfo Program(string door, IEnumerable<string> arguments) => new("dotnet", [Checkout.Program(door), .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = Folder,
        Environment =
        {
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["DOTNET_EnableDiagnostics"] = "0",
            ["TMPDIR"] = Path.Combine(Folder, "tmp"),
            ["HOME"] = Path.Combine(Folder, "home"),
        },
    };
}
