using System.Diagnostics;
using SecureDrop.Tests;

namespace SecureDrop.Claims;

/// <summary>SECURITY.md: gpg, tar and sha256sum are enough to verify a bundle and to read it, without any program of ours.</summary>
public sealed class StockToolsAreEnoughTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [NeedsFact("gpg", "tar", "sha256sum")]
    public async Task A_courts_expert_verifies_and_reads_a_bundle_with_stock_tools()
    {
        _world.StartGateway();
        Assert.Equal(201, (await _world.PostAsync(File.ReadAllBytes(_world.Seal("one", "the whole account")[0]))).Status);
        var bundle = _world.Export();
        Assert.Equal("the whole account", Shell(bundle, """
            sha256sum --quiet -c manifest-sha256.txt && sha256sum --quiet -c tagmanifest-sha256.txt || exit 1
            gpg -q --list-keys # makes the new home: two gpg at once would race for it
            gpg -q -d "$KEYS/keyring.asc" | gpg -q --import || exit 1
            gpg -q --verify tagmanifest-sha256.txt.asc tagmanifest-sha256.txt || exit 1
            gpg -q --passphrase-file "$KEYS/passphrase.txt" --import "$KEYS/reviewer-1.secret.asc" || exit 1
            gpg -q --passphrase-file "$KEYS/passphrase.txt" -d data/00000001.pgp | tar xiO message.txt
            """).TrimEnd('\n'));

        // Control: with one octet changed the same commands stop.
        var item = Path.Combine(bundle, "data", "00000001.pgp");
        var octets = File.ReadAllBytes(item);
        octets[^1] ^= 1;
        File.WriteAllBytes(item, octets);
        Assert.Contains("FAILED", Shell(bundle, "sha256sum -c manifest-sha256.txt"), StringComparison.Ordinal);
    }

    private static string Shell(string folder, string script)
    {
        // For this account only, as gpg wants its home.
        var home = Directory.CreateTempSubdirectory("g-").FullName;
        File.WriteAllText(Path.Combine(home, "gpg.conf"), "batch\nno-tty\ndisable-dirmngr\nno-auto-key-locate\npinentry-mode loopback\n");
        var start = new ProcessStartInfo("bash", ["-c", script + "\ngpgconf --kill all"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["GNUPGHOME"] = home, ["KEYS"] = Path.Combine(Checkout.Root, "keys-example") },
        };
        using var running = Process.Start(start) ?? throw new InvalidOperationException();
        var errors = running.StandardError.ReadToEndAsync();
        var output = running.StandardOutput.ReadToEnd();
        running.WaitForExit();
        Directory.Delete(home, recursive: true);
        return output.Length > 0 ? output : errors.Result;
    }
}
