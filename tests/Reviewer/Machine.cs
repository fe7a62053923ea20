using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace SecureDrop.Reviewer.Tests;

/// <summary>An isolated machine with a stick in it: a home of its own and the reviewer's real program, run inside the test.</summary>
internal sealed class Machine : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("rv-").FullName;
    private int _bundles;

    public Machine(string? secretKey = null, bool isSetUp = true)
    {
        File.WriteAllText(Path("passphrase"), Organisation.Passphrase + "\n");
        File.WriteAllText(Path("secret.asc"), secretKey ?? Organisation.Reviewer1.Value);
        if (isSetUp) Assert.Equal(0, Run("init", "--secret-key", Path("secret.asc"), "--keyring", Organisation.KeyringFile, "--root", $"{Organisation.Root}").ExitCode);
    }

    public TimeProvider Time { get; set; } = new FixedTime(Organisation.Now);
    public string Home => Path("home");
    public string Path(string name) => System.IO.Path.Combine(_root, name);

    public Answer Run(params string[] arguments)
    {
        using StringWriter output = new(CultureInfo.InvariantCulture), error = new(CultureInfo.InvariantCulture);
        var exitCode = Program.Run(["--home", Home, .. arguments], new InvocationConfiguration { Output = output, Error = error }, Time);
        return new Answer(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Writes a bundle to the stick.</summary>
    public string Stick(BundleDraft bundle) => bundle.Write(Path($"stick/{++_bundles}"));

    public Answer Open(string bundle, params string[] more) => Run(["open", bundle, "--passphrase-file", Path("passphrase"), .. more]);
    public Answer Open(BundleDraft bundle, params string[] more) => Open(Stick(bundle), more);

    /// <summary>The cases as `list --json` tells them.</summary>
    public IReadOnlyList<JsonElement> Cases() => [.. JsonDocument.Parse(Run("list", "--json").Output).RootElement.GetProperty("cases").EnumerateArray()];

    public string CaseFolder() => System.IO.Path.Combine(Home, "cases", Cases().Single().GetProperty("case").GetString() ?? "");

    /// <summary>Every file of the home but those that any run may touch, with its octets: what must not change when a bundle is refused.</summary>
    public IReadOnlyDictionary<string, string> Snapshot() => !Directory.Exists(Home) ? new Dictionary<string, string>()
        : Directory.GetFiles(Home, "*", SearchOption.AllDirectories).Where(path => System.IO.Path.GetFileName(path) != "lock")
            .ToDictionary(path => path, path => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    internal sealed record Answer(int ExitCode, string Output, string Error)
    {
        public string All => Output + Error;
    }
}
