using SecureDrop.Formats.Backups;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Tests.Formats.Backups;

/// <summary>What a gateway hands out for its backup, as both ends read it.</summary>
public sealed class SnapshotTests
{
    private static async Task<SnapshotFault?> ReadAsync(byte[] octets)
    {
        var (reader, _, fault) = await SnapshotReader.OpenAsync(new MemoryStream(octets), default);
        while (fault is null)
        {
            (var item, _, fault) = await reader.NextAsync(default);
            if (item is null) break;
        }

        return fault ?? (reader.LeftOut.Count > 0 ? SnapshotFault.ItemUnknown : null);
    }

    [Fact]
    public async Task A_whole_snapshot_is_read() => Assert.Null(await ReadAsync(SnapshotSample.Tar()));

    [NeedsFact("tar")]
    public void Stock_tar_reads_it()
    {
        using var folder = new TempFolder();
        folder.Write("snapshot.tar", SnapshotSample.Tar());
        Assert.StartsWith("snapshot.txt\nledger.txt\nkeyring.asc\nkit.json\nitems/", folder.Run("tar tf snapshot.tar"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_cut_anywhere_is_refused()
    {
        var whole = SnapshotSample.Tar();
        for (var length = 0; length < whole.Length; length += 97) Assert.NotNull(await ReadAsync(whole[..length]));
        Assert.Equal(SnapshotFault.Truncated, await ReadAsync(whole[..^1]));
        Assert.Equal(SnapshotFault.TrailingOctets, await ReadAsync([.. whole, 0]));
    }

    [Fact]
    public async Task One_altered_octet_is_refused_or_is_only_in_the_days_that_nobody_else_tells()
    {
        var whole = SnapshotSample.Tar();
        for (var at = 0; at < whole.Length; at += 13)
        {
            byte[] bent = [.. whole];
            bent[at] ^= 1;
            if (await ReadAsync(bent) is not null) continue;
            // What passes reads as another value in its one form: a day, a manifest's hash, a fingerprint, the keyring's signature, the kit. The operator's signature holds these.
            var (_, head, _) = await SnapshotReader.OpenAsync(new MemoryStream(bent), default);
            Assert.NotNull(head);
            Assert.False(head.Snapshot.Write().AsSpan().SequenceEqual(SnapshotSample.Head.Snapshot.Write()) && head.Keyring.AsSpan().SequenceEqual(SnapshotSample.Head.Keyring)
                && SnapshotSample.Head.Kit.AsSpan().SequenceEqual(head.Kit) && head.Ledger.Head == SnapshotSample.Head.Ledger.Head, $"octet {at}");
        }
    }

    [Fact]
    public async Task Whatever_is_changed_with_right_checksums_is_refused_or_has_one_form()
    {
        var (random, whole, accepted) = (new Random(1), SnapshotSample.Tar(), 0);
        for (var round = Rounds.Of(2_000); round > 0; round--)
        {
            byte[] bent = [.. whole];
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                // Headers and texts, of which most of it is: cut, swapped or altered.
                var (at, to) = (random.Next(bent.Length / 512) * 512, random.Next(bent.Length / 512) * 512);
                if (random.Next(3) == 0) bent.AsSpan(at, 512).CopyTo(bent.AsSpan(to));
                else bent[at + random.Next(160)] = (byte)random.Next(random.Next(2) == 0 ? 58 : 256);
            }

            for (var at = 0; at < bent.Length; at += 512)
                if (bent.AsSpan(at + 257).StartsWith("ustar"u8)) MendChecksum(bent.AsSpan(at, 512));
            var (reader, head, fault) = await SnapshotReader.OpenAsync(new MemoryStream(bent), default);
            var items = new List<byte[]>();
            while (fault is null)
            {
                (var item, var octets, fault) = await reader.NextAsync(default);
                if (item is null) break;
                items.Add(octets);
            }

            if (fault is not null) continue;
            Assert.Equal(bent, SnapshotSample.Tar(head, items));
            accepted++;
        }

        Assert.InRange(accepted, 1, Rounds.Of(2_000) - 1); // both happen, so that neither is asserted of nothing
    }

    private static void MendChecksum(Span<byte> header)
    {
        header.Slice(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var octet in header) sum += octet;
        System.Text.Encoding.ASCII.GetBytes($"{Convert.ToString(sum, 8).PadLeft(6, '0')}\0 ", header[148..]);
    }

    [Fact]
    public async Task A_ciphertext_that_is_left_out_is_told_and_a_strange_one_is_refused()
    {
        byte[][] kept = [.. SnapshotSample.Kept];
        var (reader, head, _) = await SnapshotReader.OpenAsync(new MemoryStream(SnapshotSample.Tar(items: kept.Where((_, at) => at != 1))), default);
        Assert.NotNull(head);
        while (await reader.NextAsync(default) is ({ }, _, _)) { }
        Assert.Equal(SecureDrop.Formats.Sha256Hash.Of(kept[1]), Assert.Single(reader.LeftOut).Hash);
        Assert.Equal(SnapshotFault.ItemUnknown, await ReadAsync(SnapshotSample.Tar(items: [.. kept, [1, 2, 3]])));
        Assert.Equal(SnapshotFault.ItemUnknown, await ReadAsync(SnapshotSample.Tar(items: kept.AsEnumerable().Reverse())));
    }

    public static TheoryData<string> Contradictions => ["entry", "forced", "opened", "missing", "head", "last", "bundle-beyond", "day", "twice", "other-ledger"];

    [Theory]
    [MemberData(nameof(Contradictions))]
    public async Task Records_and_ledger_that_tell_two_stories_are_refused(string how)
    {
        var (head, snapshot) = (SnapshotSample.Head, SnapshotSample.Head.Snapshot);
        Snapshot Change(int entry, Func<SnapshotSubmission, SnapshotSubmission> change) =>
            snapshot with { Submissions = [.. snapshot.Submissions.Select(one => one.Entry == entry ? change(one) : one)] };
        SnapshotBundle Bundle(Func<SnapshotBundle, SnapshotBundle> change) => change(snapshot.Bundles[0]);
        var bent = how switch
        {
            "entry" => Change(0, one => one with { Entry = 9 }),
            "forced" => Change(0, one => one with { Entry = 4 }),
            "opened" => Change(3, one => one with { OpenedBy = snapshot.Submissions.Single(other => other.Entry == 1).OpenedBy }),
            "missing" => snapshot with { Submissions = [.. snapshot.Submissions.Where(one => one.Entry != 3)] },
            "head" => snapshot with { Bundles = [Bundle(one => one with { Head = one.Head with { Number = 3 } })] },
            "last" => snapshot with { Bundles = [Bundle(one => one with { LastEntry = 3 })] },
            "bundle-beyond" => snapshot with { Bundles = [Bundle(one => one with { Head = one.Head with { Number = 99 } })] },
            "day" => snapshot with { Day = snapshot.Day.AddDays(-1) },
            "twice" => Change(5, one => one with { Entry = 3 }),
            _ => snapshot with { Ledger = new LedgerId(new byte[LedgerId.Size]) },
        };
        Assert.Equal(SnapshotFault.LedgerContradicts, await ReadAsync(SnapshotSample.Tar(head with { Snapshot = bent })));
    }

    [Fact]
    public void A_later_format_is_told_by_its_number()
    {
        var text = System.Text.Encoding.ASCII.GetString(SnapshotSample.Head.Snapshot.Write());
        Assert.False(Snapshot.TryRead(System.Text.Encoding.ASCII.GetBytes(text.Replace("snapshot 1", "snapshot 2", StringComparison.Ordinal)), out _, out var refusal));
        Assert.Equal(TextFault.FormatNewer, refusal.Fault);
    }
}
