using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Bags;
using SecureDrop.Formats.Control;
using SecureDrop.Formats.Texts;
using SecureDrop.Tests;

namespace SecureDrop.Operator.Tests;

/// <summary>What is given to a restore beside the backup: bundles exported since, and a keyring that the root has signed since.</summary>
public sealed class LaterBundleTests
{
    private static readonly LedgerText Ledger = SnapshotSample.Head.Ledger;

    /// <summary>Operator 1 has been revoked, operator 2 signs.</summary>
    private static readonly SignedText Second = Organisation.One.Keyring(2, Organisation.One.Keyring().Hash, operators:
    [
        KeyringLine.Ended(KeyringRole.Operator, Organisation.One.Operator.Primary, null, KeyringStatus.Revoked, Organisation.Today),
        KeyringLine.Signing(Organisation.One.NextOperator.Primary, new DateOnly(2026, 11, 1), new DateOnly(2026, 12, 1)),
    ]);

    private static readonly Lazy<SigningKey> First = Opened(Organisation.One.Operator), Next = Opened(Organisation.One.NextOperator);

    private static Lazy<SigningKey> Opened(NewKey key) => new(() =>
        SigningKey.TryOpen(key.Secret, Organisation.Passphrase, out var open, out var refusal) ? open : throw new InvalidOperationException($"{refusal}"));

    /// <summary>Bundle 2 with a stretch of ledger and no ciphertext.</summary>
    private static string Write(OperatorTable table, LedgerText ledger, SigningKey signer)
    {
        var folder = table.PathOf("later");
        Directory.CreateDirectory(Path.Combine(folder, BundleFiles.Payload));
        ManifestLine Put(string path, byte[] octets)
        {
            File.WriteAllBytes(Path.Combine(folder, path), octets);
            return new ManifestLine(Sha256Hash.Of(octets), path);
        }

        var text = ledger.Write();
        var info = new BagInfo(Organisation.Today, text.Length, 1, 2, ledger.Id, ledger.After.Number + 1, ledger.Head, Sha256Hash.Of("manifest"u8), 1);
        var tags = Manifest.Of(
        [
            Put(BundleFiles.Declaration, System.Text.Encoding.ASCII.GetBytes(BundleFiles.DeclarationText)),
            Put(BundleFiles.Info, info.Write()),
            Put(BundleFiles.Manifest, Manifest.Of([Put(BundleFiles.Ledger, text)]).Write()),
        ]).Write();
        Put(BundleFiles.TagManifest, tags);
        File.WriteAllText(Path.Combine(folder, BundleFiles.Signature), signer.SignDetached(tags, Organisation.Now));
        return folder;
    }

    /// <summary>The ledger from line 1 on, whose last line says something else.</summary>
    private static LedgerText Retold() =>
        Ledger with { Lines = [.. Ledger.Lines.SkipLast(1), new LedgerLine(Ledger.Lines.Count, LedgerEvent.Forced, Ledger.Lines[^1].Day, 3, Sha256Hash.Of(SnapshotSample.Ciphertexts[2]), "never seen")] };

    public static TheoryData<string, string> Stories => new()
    {
        { "goes on", "" },
        { "retold", "line 13 (fork)" },
        { "another chain before it", "line 13 (fork)" },
        { "another ledger", "(another_ledger)" },
        { "lines between are missing", "lines 14 to 15 (gap)" },
    };

    [Theory]
    [MemberData(nameof(Stories))]
    public async Task A_bundle_that_tells_another_story_is_refused_by_name_and_nothing_is_handed_over(string story, string code)
    {
        await using var table = await BackupTests.SetWithBackupAsync();
        var other = new LedgerId([.. Enumerable.Repeat((byte)8, LedgerId.Size)]);
        var ledger = story switch
        {
            "retold" => Retold(),
            "another chain before it" => new LedgerText(Ledger.Id, Retold().Head, []),
            "another ledger" => new LedgerText(other, LedgerHead.Start(other), []),
            "lines between are missing" => new LedgerText(Ledger.Id, Ledger.Head with { Number = 15 }, []),
            _ => new LedgerText(Ledger.Id, Ledger.Head, []),
        };
        var done = await BackupTests.RestoreAsync(table, "--bundle", Write(table, ledger, First.Value));
        Assert.True(done == (code.Length == 0 ? 0 : 1), table.Error);
        if (code.Length > 0) table.AssertTold(code);
        Assert.Equal(code.Length == 0, table.Gateway.Restored is not null);
    }

    [Fact]
    public async Task By_a_later_keyring_who_was_revoked_signs_no_later_bundle()
    {
        await using var table = await BackupTests.SetWithBackupAsync();
        var keyring = table.Put("second.asc", Second.Write());
        var bundle = Write(table, new LedgerText(Ledger.Id, Ledger.Head, []), First.Value);
        Assert.Equal(1, await BackupTests.RestoreAsync(table, "--bundle", bundle, "--keyring", keyring));
        table.AssertTold("(signer_not_valid)");
        Assert.Null(table.Gateway.Restored);
        Assert.Equal(0, await BackupTests.RestoreAsync(table, "--bundle", bundle, "--check")); // control: nobody has told of it
    }

    [Fact]
    public async Task A_later_keyring_names_who_signed_since_and_is_in_force_at_once()
    {
        await using var table = await BackupTests.SetWithBackupAsync();
        var keyring = table.Put("second.asc", Second.Write());
        var bundle = Write(table, new LedgerText(Ledger.Id, Ledger.Head, []), Next.Value);
        Assert.Equal(1, await BackupTests.RestoreAsync(table, "--bundle", bundle));
        table.AssertTold("(signature_wrong)");
        Assert.True(await BackupTests.RestoreAsync(table, "--bundle", bundle, "--keyring", keyring) == 0, table.Error);
        Assert.Contains("no longer lists who signed this backup", table.Error, StringComparison.Ordinal);
        Assert.Equal(["/restore", "/keyring"], table.Gateway.Told[^2..].Select(told => told.Split(' ')[0]));
        Assert.Equal(Second.Write(), table.Gateway.Keyring);
        Assert.Contains("epoch 2", File.ReadAllText(Path.Combine(table.Data, "keyring.pin")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_later_keyring_is_known_the_gateway_does_not_go_back_to_the_backups()
    {
        await using var table = await BackupTests.SetWithBackupAsync();
        File.WriteAllBytes(Path.Combine(table.Data, "keyring.pin"), new Pin(Organisation.One.Root.Primary, 2, Second.Hash).Write());
        Assert.Equal(1, await BackupTests.RestoreAsync(table));
        table.AssertTold("(epoch_lower)");
        Assert.Contains("has seen epoch 2: restore with --keyring FILE", table.Error, StringComparison.Ordinal);
        Assert.Null(table.Gateway.Restored);
        Assert.True(await BackupTests.RestoreAsync(table, "--keyring", table.Put("second.asc", Second.Write())) == 0, table.Error);
        Assert.NotNull(table.Gateway.Restored);
    }

    [Fact]
    public async Task While_another_restore_runs_or_half_of_one_is_there_the_next_step_is_named()
    {
        await using var table = await BackupTests.SetWithBackupAsync();
        table.Gateway.Refusal = new ControlProblem(409, "restore_running", "Another restore is under way.");
        Assert.Equal(1, await BackupTests.RestoreAsync(table));
        table.AssertTold("(restore_running)");
        (table.Gateway.Intake, table.Gateway.Keyring) = ("restore", null);
        Assert.Equal(1, await table.ExportAsync());
        table.AssertTold("a restore was begun and has not ended");
        Assert.DoesNotContain("keyring install", table.Error, StringComparison.Ordinal);
        table.Gateway.Intake = "closed"; // control: without one a keyring is what is missing
        Assert.Equal(1, await table.ExportAsync());
        table.AssertTold("the gateway has no keyring");
    }
}
