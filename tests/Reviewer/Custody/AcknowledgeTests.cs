using SecureDrop.Formats.Texts;
using SecureDrop.Tests;

namespace SecureDrop.Reviewer.Tests.Custody;

/// <summary>The small text that goes back: each entry's state, as often as it takes, and never half of it.</summary>
public sealed class AcknowledgeTests : IDisposable
{
    private readonly Machine _machine = new();
    private readonly Gateway _gateway = new();

    public AcknowledgeTests()
    {
        _gateway.Store(Testimonies.Seal(1, "whole")[0]);
        _gateway.Store(Testimonies.Seal(2, "cut", files: ("f", Testimonies.Random(40_000)))[0]);
        _gateway.Store([0x85, 1, 2]);
        Assert.Equal(0, _machine.Open(_gateway.Export()).ExitCode);
    }

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void It_says_line_by_line_what_opened_what_is_incomplete_and_what_failed_and_why()
    {
        var stick = Directory.CreateDirectory(_machine.Path("out")).FullName;
        Assert.Equal(0, Acknowledge(stick).ExitCode);
        Assert.True(SignedText.TryRead(File.ReadAllBytes(Path.Combine(stick, "acknowledgement-000001.asc")), out var signed, out _));
        Assert.EndsWith("\n1 opened\n2 incomplete\n3 failed not-openpgp\n", System.Text.Encoding.UTF8.GetString(signed.Text.Span), StringComparison.Ordinal);
        Assert.EndsWith($" text {signed.Hash}", File.ReadLines(Path.Combine(_machine.Home, "custody.txt")).Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void Once_more_gives_the_same_octets_and_changes_nothing_but_the_custody_log()
    {
        var stick = Directory.CreateDirectory(_machine.Path("out")).FullName;
        Assert.Equal(0, Acknowledge(stick).ExitCode);
        var (first, home) = (File.ReadAllBytes(Path.Combine(stick, "acknowledgement-000001.asc")), WithoutCustody());
        Assert.Equal(0, Acknowledge(stick).ExitCode);
        Assert.Equal(0, Acknowledge(Directory.CreateDirectory(_machine.Path("another")).FullName).ExitCode);
        Assert.Equal(first, File.ReadAllBytes(Path.Combine(stick, "acknowledgement-000001.asc")));
        Assert.Equal(first, File.ReadAllBytes(Path.Combine(_machine.Path("another"), "acknowledgement-000001.asc")));
        Assert.Equal(home, WithoutCustody());
        Assert.Equal(3, File.ReadLines(Path.Combine(_machine.Home, "custody.txt")).Count(line => line.Contains(" acknowledged ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_stick_that_is_not_in_is_named_before_a_passphrase_is_asked_for()
    {
        var before = _machine.Snapshot();
        var told = _machine.Run("acknowledge", "--to", _machine.Path("no-stick"));
        Assert.Equal(3, told.ExitCode);
        Assert.StartsWith($"{_machine.Path("no-stick")} is not there\n", told.Error, StringComparison.Ordinal);
        Assert.Equal(before, _machine.Snapshot());
    }

    [RootFact]
    public void A_full_stick_is_named_and_nothing_counts_as_acknowledged()
    {
        using var medium = new SmallMedium(_machine.Path("small"), "4k");
        File.WriteAllBytes(Path.Combine(medium.Path, "full"), new byte[4096]);
        var told = Acknowledge(medium.Path);
        Assert.Equal(3, told.ExitCode);
        Assert.Contains(medium.Path, told.Error, StringComparison.Ordinal);
        Assert.Contains("hint: check the medium, the space on it", told.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(medium.Path, "*.asc"));
        Assert.DoesNotContain("\"acknowledged\":true", File.ReadAllText(Path.Combine(_machine.Home, "state.json")), StringComparison.Ordinal);

        // Control: with room it counts.
        Assert.Equal(0, Acknowledge(Directory.CreateDirectory(_machine.Path("out")).FullName).ExitCode);
        Assert.Contains("\"acknowledged\":true", File.ReadAllText(Path.Combine(_machine.Home, "state.json")), StringComparison.Ordinal);
    }

    private Machine.Answer Acknowledge(string stick) => _machine.Run("acknowledge", "--to", stick, "--passphrase-file", _machine.Path("passphrase"));

    private Dictionary<string, string> WithoutCustody() =>
        _machine.Snapshot().Where(file => !Path.GetFileName(file.Key).StartsWith("custody.", StringComparison.Ordinal)).ToDictionary();
}
