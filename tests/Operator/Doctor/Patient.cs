using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using SecureDrop.Operator.Doctor;
using SecureDrop.Operator.Doctor.Facts;
using SecureDrop.Tests;

namespace SecureDrop.Operator.Tests.Doctor;

/// <summary>
/// A real gateway in Production with a keyring of today, and what the machine says of itself: below <see cref="Root"/> lies a calm machine's /proc, so
/// that a swap file of the one that runs the tests is not what is found.
/// </summary>
public sealed class Patient : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dr-");
    private readonly int _port = FreePort.Next();
    private Process? _gateway;

    public Patient()
    {
        Directory.CreateDirectory(Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using (var key = new FileStream(Key, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
            key.Write(RandomNumberGenerator.GetBytes(32));
        Say("/proc/swaps", "Filename\tType\tSize\tUsed\tPriority\n");
        Say("/proc/sys/kernel/core_pattern", "core\n");
        Say("/proc/sys/fs/suid_dumpable", "0\n");
        Say("/sys/class/rtc/rtc0/since_epoch", "");
        Say("/proc/self/mountinfo", "21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n22 21 8:17 / /elsewhere rw,relatime - ext4 /dev/sdb1 rw\n");
        Start();
        Assert.Equal(0, InstallAsync().GetAwaiter().GetResult());
    }

    public string Data => PathOf("data");
    public string Key => PathOf("at-rest.key");
    public string Root => PathOf("machine");
    public string Url => $"http://127.0.0.1:{_port}";
    public int Process => _gateway?.Id ?? throw new InvalidOperationException("Not started.");

    /// <summary>Words of the last run: what went to stdout, and to stderr.</summary>
    public string Output { get; private set; } = "";
    public string Error { get; private set; } = "";

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Plants a text that the kernel would tell; null takes it away again.</summary>
    public void Say(string path, string? text)
    {
        var file = Root + path;
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? "/");
        if (text is null) File.Delete(file);
        else File.WriteAllText(file, text);
    }

    /// <summary>Runs a command and gives its exit code.</summary>
    public async Task<int> RunAsync(int daysAhead, params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(daysAhead));
        var door = new Door(new StringReader(""), output, error, time) { TestOnlyRoot = Root };
        var code = await new CommandTree(door).RunAsync([.. words, "--data", Data]);
        (Output, Error) = (output.ToString(), error.ToString());
        return code;
    }

    /// <summary>What doctor finds, and its exit code.</summary>
    internal async Task<(int Code, FindingLine[] Findings)> DoctorAsync(int daysAhead = 0, params string[] words)
    {
        var code = await RunAsync(daysAhead, ["doctor", "--json", .. words]);
        return (code, JsonSerializer.Deserialize(Output, OperatorJson.Default.FindingLineArray) ?? throw new InvalidOperationException(Error));
    }

    /// <summary>All that doctor sees, for a check to judge with one fact changed.</summary>
    internal async Task<Snapshot> LookAsync()
    {
        using var gateway = new ControlClient(new DataDirectory(Data).Socket);
        var desk = new Desk(new DataDirectory(Data), gateway, new Report(TextWriter.Null, TextWriter.Null, false), TimeProvider.System);
        return await new Look(desk, new Machine(Root), new DoctorOptions(null, null, null, All: false, Root)).TakeAsync(CancellationToken.None);
    }

    public Task<int> InstallAsync()
    {
        File.WriteAllBytes(PathOf("keyring.asc"), LivingOrganisation.One.Keyring);
        File.WriteAllText(PathOf("operator.asc"), LivingOrganisation.One.OperatorSecret);
        File.WriteAllText(PathOf("pass"), LivingOrganisation.Passphrase);
        return RunAsync(0, "keyring", "install", PathOf("keyring.asc"), "--root", $"{LivingOrganisation.One.Root}", "--yes", "--signing-key", PathOf("operator.asc"), "--passphrase-file", PathOf("pass"));
    }

    public async Task<int> SendAsync(int octets)
    {
        using var http = new HttpClient();
        using var body = new ByteArrayContent(LivingOrganisation.One.Seal(octets)) { Headers = { ContentType = new("application/octet-stream") } };
        using var answer = await http.PostAsync($"{Url}/submissions", body);
        return (int)answer.StatusCode;
    }

    public void Start()
    {
        var program = Path.Combine(
            Vector.Root(), "src", "Gateway", "bin", typeof(Patient).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug", "net10.0", "securedrop-gateway.dll");
        _gateway = System.Diagnostics.Process.Start(new ProcessStartInfo("dotnet", [program, "--data", Data, "--at-rest-key", Key, "--urls", Url])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
            Environment = { ["DOTNET_ENVIRONMENT"] = "Production", ["DOTNET_EnableDiagnostics"] = "0" },
        }) ?? throw new InvalidOperationException();
        _gateway.ErrorDataReceived += (_, _) => { };
        _gateway.BeginErrorReadLine();
        Assert.StartsWith("Listening", _gateway.StandardOutput.ReadLine(), StringComparison.Ordinal);
    }

    /// <summary>As systemd ends it: what the log holds is brought into the data file.</summary>
    public void Stop()
    {
        using (var asked = System.Diagnostics.Process.Start("kill", ["-TERM", $"{Process}"])) asked.WaitForExit();
        _gateway?.WaitForExit();
        Kill();
    }

    public void Kill()
    {
        _gateway?.Kill();
        _gateway?.WaitForExit();
        _gateway?.Dispose();
        _gateway = null;
    }

    public void Dispose()
    {
        Kill();
        _folder.Delete(recursive: true);
    }
}
