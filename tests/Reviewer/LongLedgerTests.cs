using System.Buffers.Binary;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Bundles;
using SecureDrop.Tests;

namespace SecureDrop.Reviewer.Tests;

/// <summary>A flood of submissions makes a long ledger; it must never make one that this machine wrote and cannot read.</summary>
public sealed class LongLedgerTests : IDisposable
{
    private static readonly string Reason = new('x', LedgerLine.MaximumReasonOctets);
    private readonly Machine _machine = new();

    public void Dispose() => _machine.Dispose();

    [LongFact]
    [Trait("Runs", "long")]
    public void Two_long_ledgers_that_follow_each_other_open_and_leave_a_machine_that_works()
    {
        var id = new LedgerId(new byte[LedgerId.Size]);
        var first = new LedgerText(id, LedgerHead.Start(id), Flood(1, 100_000));
        var second = new LedgerText(id, first.Head, Flood(100_001, 100_000));
        // More together than one was once allowed to be.
        Assert.InRange(first.Octets + second.Octets, 65 << 20, 100 << 20);
        Assert.Equal(first.Octets, first.Write().Length);

        Assert.Equal(0, _machine.Open(new BundleDraft(first)).ExitCode);
        Assert.Equal(0, _machine.Open(new BundleDraft(second) { Number = 2 }).ExitCode);

        Assert.Contains($"{second.Head.Head}", _machine.Run("compare-head", "--json").Output, StringComparison.Ordinal);
        Assert.Equal(0, _machine.Run("list").ExitCode);
    }

    [Fact]
    public void What_would_grow_beyond_what_can_be_read_is_refused_before_anything_is_written()
    {
        var id = new LedgerId(new byte[LedgerId.Size]);
        var line = Flood(1, 1)[1];
        // Only their lengths are looked at: judging half a gigabyte would be slow.
        var ours = new LedgerText(id, LedgerHead.Start(id), [.. Enumerable.Repeat(line, 1_000_000)]);
        var theirs = new LedgerText(id, new LedgerHead(1_000_000, default), [.. Enumerable.Repeat(line, 1_000_000)]);
        Assert.InRange(ours.Octets, LedgerText.MaximumOctets / 2, LedgerText.MaximumOctets);
        var refusal = Assert.Single(BundleStory.Join(ours, theirs, null, out var story));
        Assert.Equal("ledger-too-large", refusal.Word);
        Assert.Null(story);
    }

    /// <summary>Entries that came and were purged by force, so that the bundle holds no ciphertext of them.</summary>
    private static List<LedgerLine> Flood(int first, int count)
    {
        var lines = new List<LedgerLine>();
        for (var entry = first; entry < first + count; entry++)
        {
            var octets = new byte[Sha256Hash.Size];
            BinaryPrimitives.WriteInt32BigEndian(octets, entry);
            var hash = new Sha256Hash(octets);
            lines.Add(new LedgerLine(2 * entry - 1, LedgerEvent.Stored, Gateway.Day, entry, hash));
            lines.Add(new LedgerLine(2 * entry, LedgerEvent.Forced, Gateway.Day, entry, hash, Reason));
        }

        return lines;
    }
}
