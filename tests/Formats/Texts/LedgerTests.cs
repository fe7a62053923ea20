using System.Text;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Tests.Formats.Texts;

public sealed class LedgerTests
{
    private static readonly DateOnly Day = new(2026, 11, 23);

    [NeedsFact("sha256sum")]
    public void A_reader_of_the_ledger_checks_every_head_with_printf_and_sha256sum()
    {
        var ledger = Sample();
        using var folder = new TempFolder();
        folder.Write("ledger.txt", ledger.Write());
        const string heads = """
            head=$(sed -n 3p ledger.txt | cut -d' ' -f3)
            tail -n +4 ledger.txt | while read -r line; do head=$(printf '%s\n%s\n' "$head" "$line" | sha256sum | cut -c1-64); echo "$head"; done
            """;
        var ours = ledger.Lines.Select((_, i) => $"{ledger.Lines.Take(i + 1).Aggregate(ledger.After, (head, line) => head.After(line)).Head}");
        Assert.Equal(ours, folder.Run(heads).TrimEnd().Split('\n'));
        Assert.Equal($"{ledger.After.Head}", folder.Run($"printf 'SecureDrop.Net ledger 1\\n%s\\n' {ledger.Id} | sha256sum")[..64]);

        // Control: another day on one line changes every head from there on.
        folder.Write("ledger.txt", Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(ledger.Write()).Replace("2 stored 2026-11-23", "2 stored 2026-11-22", StringComparison.Ordinal)));
        var changed = folder.Run(heads).TrimEnd().Split('\n');
        Assert.Equal(ours.First(), changed[0]);
        Assert.All(ours.Zip(changed).Skip(1), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public void A_line_of_another_number_does_not_go_on_a_head() =>
        Assert.Throws<ArgumentException>(() => Sample().Head.After(new LedgerLine(9, LedgerEvent.Purged, Day, 1, default)));

    [Theory]
    [InlineData("sent in error", true)]
    [InlineData("أُرسلت بالخطأ", true)]
    [InlineData("", false)]
    [InlineData(" x", false)]
    [InlineData("x ", false)]
    [InlineData("a\nb", false)]
    [InlineData("a\u202Eb", false)]
    [InlineData("a\u2028b", false)]
    [InlineData("a\u001bb", false)]
    [InlineData("a\uD800b", false)]
    public void A_reason_is_one_plain_line(string reason, bool plain) => Assert.Equal(plain, LedgerLine.IsReason(reason));

    [Fact]
    public void A_reason_has_at_most_200_octets()
    {
        Assert.True(LedgerLine.IsReason(new string('س', 100)));
        Assert.False(LedgerLine.IsReason(new string('س', 100) + "x"));
    }

    [Fact]
    public void A_million_entries_that_failed_are_acknowledged_in_one_text()
    {
        var entries = Enumerable.Range(1, 1_000_000).Select(entry => new AcknowledgedEntry(entry, Outcome.Failed, FailureReason.SecretKeyDestroyed)).ToList();
        var text = new Acknowledgement(Sample().Id, 1, Sample().Head, Day, entries).Write();
        Assert.InRange(text.Length, 1, Acknowledgement.MaximumOctets);
        Assert.InRange(Acknowledgement.MaximumOctets, 1, SignedText.MaximumOctets);
    }

    [Fact]
    public void Every_failure_reason_has_a_word_of_its_own()
    {
        var words = Enum.GetValues<FailureReason>().Select(reason => reason.Word()).ToArray();
        Assert.Distinct(words);
        Assert.All(Enum.GetValues<FailureReason>(), reason => Assert.True(FailureReasons.TryParse(reason.Word(), out var read) && read == reason));
        Assert.False(FailureReasons.TryParse("Altered", out _));
    }

    private static LedgerText Sample()
    {
        var id = new LedgerId([.. Enumerable.Range(0, 16).Select(i => (byte)i)]);
        var hash = Sha256Hash.Of("x"u8);
        return new LedgerText(id, LedgerHead.Start(id),
        [
            new LedgerLine(1, LedgerEvent.Keyring, Day, 0, hash),
            new LedgerLine(2, LedgerEvent.Stored, Day, 1, hash),
            new LedgerLine(3, LedgerEvent.Forced, Day, 1, hash, "أُرسلت بالخطأ، sent in error"),
        ]);
    }
}
