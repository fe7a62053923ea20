using Microsoft.Extensions.Time.Testing;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Operator.Tests;

/// <summary>An operator at work: a folder with a data directory and an empty medium, and a fake gateway.</summary>
internal sealed class OperatorTable : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;

    private OperatorTable(DirectoryInfo folder, FakeGateway gateway) => (_folder, Gateway) = (folder, gateway);

    public string Data => PathOf("data");
    public string Medium => PathOf("medium");
    public string Bundle => Path.Combine(Medium, "bundle-000001");
    public FakeGateway Gateway { get; }
    public string Output { get; private set; } = "";
    public string Error { get; private set; } = "";

    public DateTimeOffset Now { get; set; } = Organisation.Now;

    /// <summary>What the operator answers when asked.</summary>
    public string Typed { get; set; } = "no\n";

    public static async Task<OperatorTable> SetAsync(bool pinned = true)
    {
        var folder = Directory.CreateTempSubdirectory("op-");
        folder.CreateSubdirectory("data");
        folder.CreateSubdirectory("medium");
        var table = new OperatorTable(folder, await FakeGateway.StartAsync(Path.Combine(folder.FullName, "data", "control.sock")));
        File.WriteAllText(table.PathOf("operator.asc"), Organisation.One.Operator.Secret);
        File.WriteAllText(table.PathOf("passphrase"), Organisation.Passphrase + "\n");
        if (!pinned) return table;
        var keyring = Organisation.One.Keyring();
        File.WriteAllBytes(Path.Combine(table.Data, "keyring.pin"), new Pin(Organisation.One.Root.Primary, 1, keyring.Hash).Write());
        table.Gateway.Keyring = keyring.Write();
        return table;
    }

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public string Put(string name, byte[] octets)
    {
        File.WriteAllBytes(PathOf(name), octets);
        return PathOf(name);
    }

    /// <summary>Runs one command and gives its exit code.</summary>
    public async Task<int> RunAsync(params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var door = new Door(new StringReader(Typed), output, error, new FakeTimeProvider(Now));
        var code = await new CommandTree(door).RunAsync([.. words, "--data", Data]);
        (Output, Error) = (output.ToString(), error.ToString());
        return code;
    }

    public Task<int> ExportAsync(string? to = null) => RunAsync(
        "export", "--to", to ?? Medium, "--signing-key", PathOf("operator.asc"), "--passphrase-file", PathOf("passphrase"));

    /// <summary>A refusal must say what happened and what to do next.</summary>
    public void AssertTold(string what)
    {
        Assert.Contains(what, Error, StringComparison.Ordinal);
        Assert.Contains("\nhint: ", Error, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
