using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Reviewer.Tests.Triage;

/// <summary>A reviewer's machine on which testimonies of a test's own lie opened.</summary>
internal sealed class Desk : IDisposable
{
    private readonly Gateway _gateway = new();
    private byte _last;

    public Machine Machine { get; } = new();

    public void Dispose() => Machine.Dispose();

    /// <summary>Seals and opens; gives the case's name.</summary>
    public string Take(Account account, params (string Name, byte[] Octets)[] files) => Open(Parts(++_last, account, files));

    public static byte[][] Parts(byte id, Account account, params (string Name, byte[] Octets)[] files) =>
        TestimonyArchive.TryPlan(account, [.. files.Select(file => Attachment.Measure(file.Name, () => new MemoryStream(file.Octets)))], 16 << 10, out var archive, out var fault)
            ? Testimonies.Seal(id, archive) : throw new InvalidOperationException($"{fault}");

    /// <summary>Opens what a bundle of these brings; gives the name of the case that is new or has grown.</summary>
    public string Open(params byte[][] ciphertexts)
    {
        _gateway.Store(ciphertexts);
        var opened = Machine.Open(_gateway.Export(), "--json");
        Assert.True(opened.ExitCode == 0, opened.All);
        return System.Text.Json.JsonDocument.Parse(opened.Output).RootElement.GetProperty("opened")[0].GetProperty("cases")[0].GetProperty("case").GetString() ?? "";
    }

    /// <summary>What a command prints, when all is well; nothing of it steers the terminal.</summary>
    public string Run(params string[] arguments)
    {
        var answer = Machine.Run(arguments);
        Assert.True(answer.ExitCode == 0, answer.All);
        Harmless.Check(answer.All.Replace("\r\n", "\n", StringComparison.Ordinal));
        return answer.Output;
    }

    /// <summary>The names that `list` gives, in its order.</summary>
    public string[] Listed(params string[] arguments) => [.. System.Text.Json.JsonDocument.Parse(Run(["list", "--json", .. arguments])).RootElement
        .GetProperty("cases").EnumerateArray().Select(one => one.GetProperty("case").GetString() ?? "")];

    public string Folder(string name) => Path.Combine(Machine.Home, "cases", name);

    public string Passphrase => Machine.Path("passphrase");
}
