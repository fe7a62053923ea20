using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Formats.Texts;
using SecureDrop.Tests;

namespace SecureDrop.Reviewer.Tests.Keys;

/// <summary>A reviewer's machine of keys-example that also keeps the root key; its clock goes where a test sets it.</summary>
internal sealed class Keeper : IDisposable
{
    private int _files;

    public Keeper()
    {
        File.WriteAllText(Machine.Path("root.secret.asc"), Organisation.QuickRoot.Value);
        File.Copy(Path.Combine(Organisation.Keys, "root.revocation.asc"), Machine.Path("root.revocation.asc"));
    }

    public static Fingerprint Reviewer { get; } = Organisation.Certificate("reviewer-1").Primary;
    public static Fingerprint OldSubkey { get; } = Organisation.Certificate("reviewer-1").Subkeys[0].Fingerprint;

    public Machine Machine { get; } = new();
    public DateOnly Today { get; private set; } = DateOnly.FromDateTime(Organisation.Now.UtcDateTime);

    /// <summary>The file that the last command was to write.</summary>
    public string Out { get; private set; } = "";
    public string SecretKey => Path.Combine(Machine.Home, "secret-keys", $"{Reviewer}.asc");

    public void GoTo(int year, int month, int day)
    {
        Today = new(year, month, day);
        Machine.Time = new FixedTime(new(Today, new(9, 0), TimeSpan.Zero));
    }

    /// <summary>A command that changes the keyring, with the root key and without a question.</summary>
    public Machine.Answer Change(params string[] command) =>
        Without([.. command, "--root-key", Machine.Path("root.secret.asc"), "--root-passphrase-file", Machine.Path("passphrase")]);

    /// <summary>The same without the root key.</summary>
    public Machine.Answer Without(params string[] command)
    {
        Out = Machine.Path($"out-{++_files}.asc");
        return Again(command);
    }

    public Machine.Answer Again(params string[] command) => Machine.Run(
        [.. command, .. command[0] == "rotate" ? (string[])["--passphrase-file", Machine.Path("passphrase")] : [], "--out", Out, "--yes"]);

    public TrustedKeyring Keyring() => Verify(Path.Combine(Machine.Home, "keyring.asc"));

    public TrustedKeyring Verify(string file) =>
        VerifiedKeyring.TryOpen(File.ReadAllBytes(file), Organisation.Root, null, Today, out var keyring, out var refusal) ? keyring : throw new InvalidOperationException($"{refusal}");

    public IReadOnlyList<KeyringLine> Lines() => [.. Keyring().Lines.Keys.Where(line => line.Primary == Reviewer)];

    /// <summary>A testimony of one part, as a source seals it that day.</summary>
    public byte[] Sealed(byte id, string account = "account")
    {
        var sealer = Sealer.For(Keyring(), Today, new Org.BouncyCastle.Security.SecureRandom()) ?? throw new InvalidOperationException("Nobody to seal to.");
        var archive = Testimonies.Plan(account, 16 << 10);
        return sealer.Seal(archive.Slices().Single().Span, new PartName(Testimonies.Id(id), 1, 1));
    }

    /// <summary>Opens one message in a home beside, so that no ledger is in the way: "opened", or the reason why not.</summary>
    public string Open(Gateway gateway, byte[] message)
    {
        gateway.Store(message);
        var opened = Machine.Open(gateway.Export());
        Assert.True(opened.ExitCode == 0, opened.All);
        return opened.Output.Contains("1 entry opened", StringComparison.Ordinal) ? "opened" : opened.Output.Split('\n')[1];
    }

    /// <summary>Locks the home's secret keys anew, so that they open fast.</summary>
    public void Hasten()
    {
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(SecretKey) ?? "")) File.WriteAllText(file, QuickKey.Of(File.ReadAllText(file), Organisation.Passphrase));
    }

    public void Dispose() => Machine.Dispose();
}
