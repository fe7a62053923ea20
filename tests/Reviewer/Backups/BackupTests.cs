using System.Text.Json;
using SecureDrop.Tests;

namespace SecureDrop.Reviewer.Tests.Backups;

public sealed class BackupTests : IDisposable
{
    private readonly Machine _machine = new();
    private readonly Machine _empty = new(isSetUp: false);
    private readonly Gateway _gateway = new();

    public BackupTests()
    {
        _gateway.Store(Testimonies.Seal(1, Testimonies.Arabic)[0]);
        Assert.Equal(0, _machine.Open(_gateway.Export()).ExitCode);
    }

    public void Dispose()
    {
        _machine.Dispose();
        _empty.Dispose();
    }

    [Fact]
    public void A_backup_brings_keys_keyring_ledger_and_custody_log_to_an_empty_home_and_no_case()
    {
        Assert.Equal(3, Restore(_empty, _machine.Path("none"), "x").ExitCode);
        var (file, code) = BackUp();
        var wrong = Restore(_empty, file, "AAAA" + code[4..]);
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("compare each group of the code", wrong.Error, StringComparison.Ordinal);
        Assert.Equal(1, Restore(_empty, file, code[..^1]).ExitCode);
        Assert.Empty(_empty.Snapshot());

        // As a tired person types it.
        var restored = Restore(_empty, file, code.ToLowerInvariant().Replace(" ", "-", StringComparison.Ordinal).Replace('o', '0'));

        Assert.True(restored.ExitCode == 0, restored.All);
        foreach (var name in (string[])["keyring.asc", "keyring.pin", "ledger.txt"]) Assert.Equal(Read(_machine, name), Read(_empty, name));
        Assert.Equal(File.ReadAllText(_machine.Path("secret.asc")), File.ReadAllText(Directory.GetFiles(Path.Combine(_empty.Home, "secret-keys")).Single()));
        Assert.False(Directory.Exists(Path.Combine(_empty.Home, "cases")));
        Assert.False(Directory.Exists(Path.Combine(_empty.Home, "work")));
        // It goes on where it was: the ledger is known, and an export from the first entry brings the cases.
        Assert.Contains("1 entry opened", _empty.Open(_gateway.Export(from: 1)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_backup_never_goes_over_a_file_or_into_a_home_that_holds_another_thing()
    {
        var (file, code) = BackUp();
        Assert.Equal(3, _machine.Run("backup", "--to", file).ExitCode);
        using var other = new Machine(Organisation.Reviewer2.Value);
        var before = other.Snapshot();
        var refused = Restore(other, file, code);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("is not empty", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, other.Snapshot());
    }

    [Fact]
    public void A_restore_cut_short_is_made_good_by_the_same_command()
    {
        var (file, code) = BackUp();
        var blocked = Directory.CreateDirectory(Path.Combine(_empty.Home, "keyring.pin.new"));
        Assert.Equal(3, Restore(_empty, file, code).ExitCode);
        Assert.False(File.Exists(Path.Combine(_empty.Home, "keyring.pin")));
        blocked.Delete();
        Assert.Equal(0, Restore(_empty, file, code).ExitCode);
        Assert.Equal(Read(_machine, "keyring.pin"), Read(_empty, "keyring.pin"));
    }

    [Fact]
    public void A_damaged_backup_is_refused_wherever_it_is_damaged()
    {
        var (file, code) = BackUp();
        var whole = File.ReadAllBytes(file);
        for (var at = 0; at < whole.Length; at += whole.Length / 9)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= 0x10;
            File.WriteAllBytes(_empty.Path("damaged"), damaged);
            Assert.Equal(1, Restore(_empty, _empty.Path("damaged"), code).ExitCode);
            File.WriteAllBytes(_empty.Path("damaged"), whole[..at]);
            Assert.Equal(1, Restore(_empty, _empty.Path("damaged"), code).ExitCode);
        }
        Assert.Empty(_empty.Snapshot());
        Assert.Equal(0, Restore(_empty, file, code).ExitCode);
    }

    [NeedsFact("gpg", "tar")]
    public void Stock_gpg_and_tar_read_a_backup()
    {
        var (file, code) = BackUp();
        using var folder = new TempFolder();
        File.WriteAllText(Path.Combine(folder.Path, "code"), code + "\n");
        string Decrypt(string codeFile) => $"gpg --batch --pinentry-mode loopback --passphrase-file {codeFile} -d {file} | tar x && cat secret-keys/*.asc";
        Assert.Equal(File.ReadAllText(_machine.Path("secret.asc")), folder.Run(Decrypt("code")));
        File.WriteAllText(Path.Combine(folder.Path, "wrong"), "other\n");
        Assert.NotEqual(0, folder.Try("rm -r secret-keys; " + Decrypt("wrong")).Exit);
        folder.Try("gpgconf --kill all");
    }

    private (string File, string Code) BackUp()
    {
        var file = _machine.Path("stick.backup");
        var made = _machine.Run("backup", "--to", file, "--json");
        Assert.True(made.ExitCode == 0, made.All);
        return (file, JsonDocument.Parse(made.Output).RootElement.GetProperty("code").GetString() ?? "");
    }

    private static Machine.Answer Restore(Machine machine, string file, string code)
    {
        File.WriteAllText(machine.Path("code"), code + "\n");
        return machine.Run("restore", file, "--code-file", machine.Path("code"));
    }

    private static byte[] Read(Machine machine, string name) => File.ReadAllBytes(Path.Combine(machine.Home, name));
}
