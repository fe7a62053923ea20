using System.Text.Json;
using SecureDrop.Tests;

namespace SecureDrop.Claims;

/// <summary>
/// What every program leaves behind in this version of the formats, made by the real ones: tests/Vectors/versions/make keeps it. Two submissions go the whole way to
/// their purge, two (one of them in parts) and a canary are taken out, one waits.
/// </summary>
public sealed class VersionFixtureTests : IDisposable
{
    private static readonly string Keys = Path.Combine(Checkout.Root, "keys-example");
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };
    private readonly World _world = new();
    private readonly Dictionary<string, string> _states = [];

    public void Dispose() => _world.Dispose();

    [LongFact]
    public async Task Every_program_leaves_what_later_ones_must_open()
    {
        var kept = Environment.GetEnvironmentVariable("SECUREDROP_VERSION_FIXTURES");
        var target = kept ?? Directory.CreateDirectory(Path.Combine(_world.Folder, "kept")).FullName;
        var stick = Directory.CreateDirectory(Path.Combine(_world.Folder, "stick")).FullName;
        _world.StartGateway();
        await SendAsync("opened", Seal("first", "They followed me from the bridge."));
        var page = Path.Combine(target, "sealed", "page.pgp");
        if (File.Exists(page)) await SendAsync("opened", [page]);
        _world.Export();
        _world.InitReviewer();
        _world.Reviewer("open", Path.Combine(stick, "bundle-000001"), "--passphrase-file", World.Passphrase).MustBe(0);
        _world.Reviewer("acknowledge", "--to", stick, "--passphrase-file", World.Passphrase).MustBe(0);
        _world.Operator("acknowledge", Path.Combine(stick, "acknowledgement-000001.asc")).MustBe(0);
        _world.Operator("purge").MustBe(0);

        var attached = Path.Combine(_world.Folder, "home", "صورة.txt");
        File.WriteAllText(attached, string.Concat(Enumerable.Range(0, 4000).Select(at => $"{at}\n")));
        await SendAsync("taken out", Seal("second", "رأيت سيارتين.", "--attach", attached, "--part-size", "16K"));
        _world.Operator("canary", "--to", _world.Url).MustBe(0);
        _world.Export();
        await SendAsync("waiting", Seal("third", "Nobody has read this yet."));
        _world.Operator("backup", "--to", stick).MustBe(0);
        var status = JsonDocument.Parse(_world.Operator("status", "--json").MustBe(0).Output).RootElement;

        var home = Path.Combine(_world.Folder, "desk");
        var name = JsonDocument.Parse(_world.Reviewer("list", "--json").MustBe(0).Output).RootElement.GetProperty("cases").EnumerateArray()
            .First(one => !one.TryGetProperty("language", out _)).GetProperty("case").GetString() ?? "";
        File.WriteAllText(Path.Combine(_world.Folder, "note.txt"), "a reviewer's own words");
        _world.Reviewer("note", name, "--file", Path.Combine(_world.Folder, "note.txt")).MustBe(0);
        _world.Reviewer("package", name, "--to", stick, "--passphrase-file", World.Passphrase).MustBe(0);
        var code = JsonDocument.Parse(_world.Reviewer("backup", "--to", Path.Combine(target, "reviewer.backup"), "--json").MustBe(0).Output).RootElement.GetProperty("code").GetString();
        var head = JsonDocument.Parse(_world.Reviewer("compare-head", "--json").MustBe(0).Output).RootElement;
        _world.KillGateway();

        Keep(_world.Data, Path.Combine(target, "gateway"));
        File.Copy(_world.AtRestKey, Path.Combine(target, "at-rest.key"));
        Keep(home, Path.Combine(target, "reviewer"));
        Keep(Path.Combine(_world.Folder, "home", ".securedrop-source"), Path.Combine(target, "source"));
        File.Copy(World.ExampleKeyring, Path.Combine(target, "keyring.asc"));
        foreach (var made in Directory.GetFileSystemEntries(stick))
        {
            var to = Path.Combine(target, Path.GetFileName(made).Split("-20")[0]);
            if (Directory.Exists(made)) Keep(made, to);
            else File.Copy(made, to);
        }

        await File.WriteAllTextAsync(Path.Combine(target, "expected.json"), JsonSerializer.Serialize(new
        {
            day = $"{DateTime.UtcNow:yyyy-MM-dd}",
            ledger = status.GetProperty("ledgerId"),
            gatewayLine = status.GetProperty("ledgerLine"),
            gatewayHead = status.GetProperty("ledgerHead"),
            reviewerLine = head.GetProperty("line"),
            reviewerHead = head.GetProperty("head"),
            receipts = _states,
            noted = name,
            backupCode = code,
        }, Readable) + "\n");
        Assert.InRange(Directory.GetFiles(target, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length), 100_000, 3 << 20);
    }

    private string[] Seal(string name, string text, params string[] more)
    {
        var message = Path.Combine(_world.Folder, "home", name + ".txt");
        File.WriteAllText(message, text);
        var folder = Path.Combine(_world.Folder, "sealed", name);
        _world.Source(["seal", "--keyring", World.ExampleKeyring, "--root", World.ExampleRoot, "--message", message, "--out", folder, .. more]).MustBe(0);
        return [.. Directory.GetFiles(folder, "*.pgp").Order()];
    }

    private async Task SendAsync(string becomes, string[] parts)
    {
        foreach (var part in parts)
        {
            var (status, receipt) = await _world.PostAsync(await File.ReadAllBytesAsync(part));
            Assert.Equal(201, status);
            _states[receipt] = becomes;
        }
    }

    /// <summary>Without what a running process has beside its records: locks, the socket and the ballast.</summary>
    private static void Keep(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) is not ("vault.hold" or "vault.ballast" or "control.sock" or "lock")))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? to);
            File.Copy(file, target);
        }
    }
}
