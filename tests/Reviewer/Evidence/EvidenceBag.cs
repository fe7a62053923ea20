using SecureDrop.Tests;

namespace SecureDrop.Reviewer.Tests.Evidence;

/// <summary>
/// A bag with session keys about everything that can come: many parts, names in Arabic and names that are commands, an incomplete testimony, one in conflict, a
/// letter; out of two bundles. Made once; each test spoils a copy.
/// </summary>
public sealed class EvidenceBag : IDisposable
{
    private readonly Machine _machine = new();

    public EvidenceBag()
    {
        var gateway = new Gateway();
        gateway.Store(Testimonies.Seal(1, Testimonies.Arabic, files:
        [
            ("صورة 100%.jpg", Testimonies.Random(50_000)), ("$(touch owned) `touch owned` 'a' & b.txt", [1, 2, 3]), ("..climbs", [4]), ("a\u202Egpj.exe", [5]), ("-rf", [6]), ("empty", []),
        ]));
        gateway.Store(Testimonies.Seal(2, "the first of two", files: ("photograph", Testimonies.Random(40_000)))[..^1]);
        Assert.Equal(0, _machine.Open(gateway.Export()).ExitCode);
        gateway.Store(Testimonies.Seal(3, "one"));
        gateway.Store(Testimonies.Seal(3, "another"));
        gateway.Store(Crafted.Message(Crafted.Literal("from a friend"u8.ToArray(), "letter.txt")));
        gateway.Store(Crafted.Message(Crafted.Literal([], "empty letter")));
        gateway.Store(Testimonies.Seal(4, "of whom nothing must be told"));
        Assert.Equal(0, _machine.Open(gateway.Export()).ExitCode);
        Stick = Directory.CreateDirectory(_machine.Path("medium")).FullName;
        Assert.Equal(0, _machine.Run("acknowledge", "--to", Stick, "--passphrase-file", _machine.Path("passphrase")).ExitCode);
        Names = [.. _machine.Cases().Select(one => one.GetProperty("case").GetString() ?? "").Where(name => !Record(name).Contains($"{Testimonies.Id(4)}", StringComparison.Ordinal))];
        Assert.Equal(5, Names.Length);
        var made = _machine.Run(["package", .. Names, "--to", Stick, "--session-keys", "--passphrase-file", _machine.Path("passphrase")]);
        Assert.True(made.ExitCode == 0, made.All);
        Told = made.All;
        Path = Directory.GetDirectories(Stick, "evidence-*").Single();
    }

    public string Stick { get; }
    public string Path { get; }
    public string Told { get; }
    public string[] Names { get; }

    /// <summary>The commands of the bag's README.txt: what it indents by four blanks, and nothing else.</summary>
    public static string CommandsOf(string bag) => string.Concat(File.ReadAllLines(System.IO.Path.Combine(bag, "README.txt"))
        .Where(line => line.StartsWith("    ", StringComparison.Ordinal)).Select(line => line[4..] + "\n"));

    private string Record(string name) => File.ReadAllText(System.IO.Path.Combine(_machine.Home, "cases", name, "case.json"));

    internal Machine.Answer Verify(string bag) => _machine.Run("verify", bag);

    /// <summary>Copies it to `bag` in the folder.</summary>
    public string Copy(TempFolder folder)
    {
        folder.Run($"cp -r {Path} bag");
        return System.IO.Path.Combine(folder.Path, "bag");
    }

    /// <summary>What the commands say in the copy.</summary>
    public string Follow(TempFolder folder)
    {
        folder.Write("commands", System.Text.Encoding.UTF8.GetBytes(CommandsOf(Path)));
        return folder.Run("cd bag && TMPDIR=.. sh ../commands 2>&1");
    }

    public void Dispose() => _machine.Dispose();
}
