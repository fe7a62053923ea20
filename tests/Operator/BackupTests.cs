using System.Text;
using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Bags;
using SecureDrop.Tests;

namespace SecureDrop.Operator.Tests;

/// <summary>A backup is whole or is none; a restore verifies all of it before the gateway hears a word.</summary>
public sealed class BackupTests
{
    private static readonly SigningKey Signer = SigningKey.TryOpen(Organisation.One.Operator.Secret, Organisation.Passphrase, out var key, out _)
        ? key : throw new InvalidOperationException("The operator's key does not open.");

    /// <summary>Made once for all that spoil a copy of it: a backup opens a key, which is slow on purpose.</summary>
    private static readonly Lazy<Task<Dictionary<string, byte[]>>> Whole = new(async () =>
    {
        await using var table = await SetAsync();
        Assert.True(await BackUpAsync(table) == 0, table.Error);
        return Directory.GetFiles(Bag(table), "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(Bag(table), file), File.ReadAllBytes);
    });

    internal static async Task<OperatorTable> SetWithBackupAsync()
    {
        var table = await SetAsync();
        Directory.CreateDirectory(Path.Combine(Bag(table), "data"));
        foreach (var (name, octets) in await Whole.Value) File.WriteAllBytes(Path.Combine(Bag(table), name), octets);
        table.Gateway.Held = 0;
        return table;
    }

    private static async Task<OperatorTable> SetAsync()
    {
        var table = await OperatorTable.SetAsync();
        table.Gateway.Snapshot = SnapshotSample.Tar(SnapshotSample.Head with { Keyring = table.Gateway.Keyring ?? [] });
        table.Put("backup.asc", Encoding.ASCII.GetBytes(Organisation.One.Backup.Public));
        table.Put("backup.secret", Encoding.ASCII.GetBytes(Organisation.One.Backup.Secret));
        return table;
    }

    private static Task<int> BackUpAsync(OperatorTable table, string certificate = "backup.asc") => table.RunAsync(
        "backup", "--to", table.Medium, "--certificate", table.PathOf(certificate), "--signing-key", table.PathOf("operator.asc"), "--passphrase-file", table.PathOf("passphrase"));

    private static string Bag(OperatorTable table) => Path.Combine(table.Medium, "backup-2026-11-23");

    internal static Task<int> RestoreAsync(OperatorTable table, params string[] more) => table.RunAsync(
        ["restore", "--from", Bag(table), "--secret-key", table.PathOf("backup.secret"), "--passphrase-file", table.PathOf("passphrase"), .. more]);

    /// <summary>Makes manifests and signature anew, as somebody would who has the operator's key.</summary>
    private static void SignAnew(string bag)
    {
        ManifestLine Line(string path) => new(Sha256Hash.Of(File.ReadAllBytes(Path.Combine(bag, path))), path);
        File.WriteAllBytes(Path.Combine(bag, BundleFiles.Manifest), Manifest.Of(Directory.GetFiles(Path.Combine(bag, "data")).Select(file => Line("data/" + Path.GetFileName(file)))).Write());
        var tags = Manifest.Of(new[] { BundleFiles.Declaration, BundleFiles.Info, BundleFiles.Manifest, "keyring.asc" }.Select(Line)).Write();
        File.WriteAllBytes(Path.Combine(bag, BundleFiles.TagManifest), tags);
        File.WriteAllText(Path.Combine(bag, BundleFiles.Signature), Signer.SignDetached(tags, Organisation.Now));
    }

    private static void Change(string file, Func<string, string> change) =>
        File.WriteAllText(file, change(File.ReadAllText(file, Encoding.Latin1)), Encoding.Latin1);

    [Fact]
    public async Task What_is_restored_is_what_was_backed_up_and_the_gateway_is_told_last()
    {
        await using var table = await SetAsync();
        Assert.True(await BackUpAsync(table) == 0, table.Error);
        Assert.Contains(": 4 submissions, 1 part", table.Output, StringComparison.Ordinal);
        Assert.Equal("/backed-up", table.Gateway.Told[^1].Split(' ')[0]);
        Assert.DoesNotContain("snapshot", Directory.GetFiles(Bag(table), "*", SearchOption.AllDirectories).Select(File.ReadAllText).Aggregate(string.Concat), StringComparison.Ordinal);

        table.Gateway.Held = 0;
        Assert.True(await RestoreAsync(table, "--check") == 0, table.Error);
        Assert.Null(table.Gateway.Restored);
        Assert.True(await RestoreAsync(table) == 0, table.Error);
        Assert.Equal(table.Gateway.Snapshot, table.Gateway.Restored);
    }

    [Fact]
    public async Task Two_backups_of_one_day_lie_side_by_side()
    {
        await using var table = await SetAsync();
        Assert.Equal(0, await BackUpAsync(table));
        Assert.Equal(0, await BackUpAsync(table));
        Assert.True(Directory.Exists(Bag(table) + "-2"));
    }

    [Fact]
    public async Task A_backup_larger_than_a_part_comes_in_several()
    {
        await using var table = await SetAsync();
        table.Gateway.Snapshot = SnapshotSample.Tar(SnapshotSample.Head with { Keyring = table.Gateway.Keyring ?? [], Kit = new byte[60_000] });
        var sealer = Sealer.To(Read(Organisation.One.Backup.Public), Organisation.Now);
        Assert.NotNull(sealer);
        var parts = new List<byte[]>();
        await using var sealing = new Backups.SealingStream(new MemoryStream(new byte[(9 << 20) + 1]), sealer, (_, part) => parts.Add(part));
        var room = new byte[100_000];
        var read = 0L;
        while (await sealing.ReadAsync(room) is var count and > 0) read += count;
        Assert.Equal((9 << 20) + 1, read);
        Assert.Equal(3, parts.Count);
        Assert.True(DecryptionKey.TryOpen(Organisation.One.Backup.Secret, Organisation.Passphrase, out var key, out _));
        Assert.Equal(read, parts.Sum(part => (long)(key.Open(part) ?? []).Length));
        parts[1][^30] ^= 1;
        Assert.Null(key.Open(parts[1])); // control: its integrity is looked at
    }

    private static Certificate Read(string armored) =>
        Certificate.TryRead(armored, Organisation.Now, out var certificate, out var refusal) ? certificate : throw new InvalidOperationException($"{refusal}");

    public static TheoryData<string, string> Certificates => new()
    {
        { "reviewer", "certificate_listed" },
        { "no subkey", "no_subkey" },
        { "example", "example_certificates" },
        { "secret", "secret_material" },
        { "garbage", "armor_not_canonical" },
    };

    [Theory]
    [MemberData(nameof(Certificates))]
    public async Task A_certificate_that_is_no_backups_is_refused_and_nothing_is_written(string which, string code)
    {
        await using var table = await SetAsync();
        table.Put("other.asc", Encoding.ASCII.GetBytes(which switch
        {
            "reviewer" => Organisation.One.Holder.Public,
            "no subkey" => Organisation.One.Stranger.Public,
            "example" => File.ReadAllText(Path.Combine(Vector.Root(), "keys-example", "backup.public.asc")),
            "secret" => Organisation.One.Backup.Secret,
            _ => "garbage",
        }));
        Assert.Equal(1, await BackUpAsync(table, "other.asc"));
        table.AssertTold(code);
        Assert.Empty(Directory.GetFileSystemEntries(table.Medium));
    }

    [Fact]
    public async Task A_gateway_that_hands_out_half_leaves_nothing_that_looks_like_a_backup()
    {
        await using var table = await SetAsync();
        table.Gateway.Snapshot = table.Gateway.Snapshot[..^1024];
        Assert.Equal(1, await BackUpAsync(table));
        table.AssertTold("no whole snapshot: Truncated");
        Assert.Empty(Directory.GetFileSystemEntries(table.Medium));
        Assert.DoesNotContain(table.Gateway.Told, told => told.StartsWith("/backed-up", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_medium_that_is_pulled_while_it_is_written_is_what_is_told_of()
    {
        await using var table = await SetAsync();
        table.Gateway.OnBody = (_, context) =>
        {
            if (context.Request.Path == "/snapshot") Directory.Delete(Directory.GetDirectories(table.Medium).Single(), recursive: true);
            return false;
        };
        Assert.Equal(3, await BackUpAsync(table));
        table.AssertTold($"{table.Medium} could not be written");
        Assert.DoesNotContain("connection", table.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(table.Gateway.Told, told => told.StartsWith("/backed-up", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_vault_could_not_read_is_counted_and_the_rest_is_safe()
    {
        await using var table = await SetAsync();
        var head = SnapshotSample.Head with { Keyring = table.Gateway.Keyring ?? [] };
        // One that has an entry, and one that has none.
        table.Gateway.Snapshot = SnapshotSample.Tar(head, SnapshotSample.Kept.Where(octets => octets[0] is not (3 or 6)));
        Assert.Equal(1, await BackUpAsync(table));
        table.AssertTold("2 of the vault's ciphertexts could not be read");
        table.Gateway.Held = 0;
        Assert.Equal(1, await RestoreAsync(table));
        table.AssertTold("named here: 3 (entries_lost)");
        Assert.Null(table.Gateway.Restored);
        Assert.True(await RestoreAsync(table, "--accept-lost") == 0, table.Error);
        Assert.Contains("lost      entry 3;", table.Output, StringComparison.Ordinal);
        Assert.Contains("damaged   1 more", table.Output, StringComparison.Ordinal);
        Assert.Contains("forced 2026-11-26 3", Encoding.UTF8.GetString(table.Gateway.Restored ?? []), StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Spoilt => new()
    {
        { "altered", "(altered)" },
        { "cut", "(altered)" },
        { "part missing", "(missing)" },
        { "info altered", "(altered)" },
        { "manifest altered", "(signature_wrong)" },
        { "signature of another", "(signature_wrong)" },
        { "keyring altered", "keyring.asc is refused" },
        { "format newer", "(format_newer)" },
        { "another certificate", "(another_certificate)" },
        { "wrong passphrase", "(wrong_passphrase)" },
        { "reviewer's key", "is a reviewer's secret key" },
        { "not a backup", "(not_a_backup)" },
        { "parts exchanged", "(does_not_open)" },
        { "sealed by a stranger", "(does_not_open)" },
        { "another ledger outside", "(malformed)" },
        { "not empty", "vault_not_empty" },
        { "another root", "wrong_root" },
        { "a bundle that is none", "(not_a_backup)" },
    };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public async Task What_is_spoilt_is_refused_by_name_and_nothing_is_handed_over(string how, string code)
    {
        await using var table = await SetWithBackupAsync();
        var (bag, more) = (Bag(table), Array.Empty<string>());
        var (part, info, tags) = (Path.Combine(bag, "data", "00000001.pgp"), Path.Combine(bag, BundleFiles.Info), Path.Combine(bag, BundleFiles.TagManifest));
        switch (how)
        {
            case "altered": Change(part, text => text[..500] + (char)(text[500] ^ 1) + text[501..]); break;
            case "cut": Change(part, text => text[..^1]); break;
            case "part missing": File.Delete(part); break;
            case "info altered": Change(info, text => text.Replace("2026-11-23", "2026-11-22", StringComparison.Ordinal)); break;
            case "manifest altered": Change(tags, text => text.Replace('a', 'b')); break;
            case "signature of another":
                File.WriteAllText(Path.Combine(bag, BundleFiles.Signature), (SigningKey.TryOpen(Organisation.One.Stranger.Secret, Organisation.Passphrase, out var other, out _)
                    ? other : Signer).SignDetached(File.ReadAllBytes(tags), Organisation.Now));
                break;
            case "keyring altered": Change(Path.Combine(bag, "keyring.asc"), text => text.Replace("2026-12-01", "2026-12-02", StringComparison.Ordinal)); break;
            case "format newer": Change(info, text => text.Replace("Format: 1", "Format: 2", StringComparison.Ordinal)); SignAnew(bag); break;
            case "another certificate": table.Put("backup.secret", Encoding.ASCII.GetBytes(Organisation.One.OtherBackup.Secret)); break;
            case "wrong passphrase": table.Put("passphrase", "other words"u8.ToArray()); break;
            case "reviewer's key": table.Put("backup.secret", Encoding.ASCII.GetBytes(Organisation.One.Holder.Secret)); break;
            case "not a backup": Directory.Delete(bag, recursive: true); break;
            case "parts exchanged": Change(part, text => text[..^40] + text[^39..] + text[^40]); SignAnew(bag); break;
            case "sealed by a stranger":
                File.WriteAllBytes(part, Sealer.To(Read(Organisation.One.Backup.Public), Organisation.Now)?.Seal(table.Gateway.Snapshot.AsSpan(..^512), "x") ?? []);
                SignAnew(bag);
                break;
            case "another ledger outside": Change(info, text => text.Replace("Ledger-Line: 13", "Ledger-Line: 12", StringComparison.Ordinal)); SignAnew(bag); break;
            case "not empty": table.Gateway.Held = 1; break;
            case "another root": more = ["--root", $"{Organisation.One.OtherRoot.Primary}"]; break;
            case "a bundle that is none": more = ["--bundle", table.Data]; break;
        }

        Assert.Equal(1, await RestoreAsync(table, more));
        table.AssertTold(code);
        Assert.Null(table.Gateway.Restored);
    }

    [Fact]
    public async Task Control_signed_anew_and_unspoilt_it_is_taken()
    {
        await using var table = await SetWithBackupAsync();
        SignAnew(Bag(table));
        Assert.True(await RestoreAsync(table) == 0, table.Error);
    }

    [Fact]
    public async Task A_fresh_machine_is_told_whom_to_trust()
    {
        await using var table = await SetWithBackupAsync();
        var pin = Path.Combine(table.Data, "keyring.pin");
        File.Delete(pin);
        Assert.Equal(2, await RestoreAsync(table));
        table.AssertTold("no root is pinned");
        Assert.True(await RestoreAsync(table, "--root", $"{Organisation.One.Root.Primary}") == 0, table.Error);
        Assert.Contains($"{Organisation.One.Root.Primary}", File.ReadAllText(pin), StringComparison.Ordinal);
    }
}
