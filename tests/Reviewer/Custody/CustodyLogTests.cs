using System.Text;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Custody;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Tests.Custody;

/// <summary>What was done on the isolated machine is written down, line by line, and no line can be changed or taken away unseen.</summary>
public sealed class CustodyLogTests : IDisposable
{
    private readonly Machine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void Each_act_is_a_line_that_says_by_whom()
    {
        var gateway = new Gateway();
        gateway.Store([.. Testimonies.Seal(1, "account"), [0x85, 1, 2]]);
        var bundle = gateway.Export();
        Assert.Equal(0, _machine.Open(bundle).ExitCode);

        var lines = Lines();
        Assert.Equal(["begun", "keyring", "secret-key", "opened"], lines.Select(line => line.Split(' ')[3]));
        Assert.EndsWith($"{Reviewer} epoch 1 {Organisation.Keyring.Lines.Hash} root {Organisation.Root}", lines[1], StringComparison.Ordinal);
        Assert.Matches($"^[0-9a-f]{{64}} 4 2026-11-25 opened {Reviewer} bundle 1 ledger {gateway.Id} line 2 head {gateway.Head.Head} "
            + $"tag-manifest {bundle.TagManifestHash} opened 1 failed 1 before 0$", lines[3]);
    }

    [Fact]
    public void Who_looks_at_a_case_or_notes_something_is_a_line_and_what_was_noted_is_not()
    {
        var gateway = new Gateway();
        gateway.Store(Testimonies.Seal(1, "account"));
        Assert.Equal(0, _machine.Open(gateway.Export()).ExitCode);
        var name = Path.GetFileName(_machine.CaseFolder());
        Assert.Equal(0, _machine.Run("show", name).ExitCode);
        Assert.Equal(0, _machine.Run("note", name, "--text", "ask again about the bridge").ExitCode);
        Assert.Equal([$"viewed {Reviewer} case {name}", $"noted {Reviewer} case {name} note 1"], Lines()[^2..].Select(line => line.Split(' ', 4)[3]));
        Assert.DoesNotContain("bridge", File.ReadAllText(Log), StringComparison.Ordinal);

        // Control: what cannot be written down is not shown.
        File.Delete(Log);
        Directory.CreateDirectory(Log);
        var unseen = _machine.Run("show", name);
        Assert.Equal(3, unseen.ExitCode);
        Assert.DoesNotContain("account", unseen.All, StringComparison.Ordinal);
    }

    [Fact]
    public void A_thousand_entries_are_one_line()
    {
        var gateway = new Gateway();
        gateway.Store([.. Enumerable.Range(0, 1000).Select(at => new byte[] { 0x85, (byte)at, (byte)(at >> 8) })]);
        Assert.Equal(0, _machine.Open(gateway.Export()).ExitCode);
        Assert.Single(Lines(), line => line.Contains(" opened ", StringComparison.Ordinal));
    }

    /// <summary>By line: the title is line 0, the last view line 7.</summary>
    private static readonly Dictionary<string, Func<string[], string[]>> Alterations = new()
    {
        ["a letter"] = lines => [.. lines[..4], lines[4].Replace("1111", "1112", StringComparison.Ordinal), .. lines[5..]],
        ["a day"] = lines => [.. lines[..4], lines[4].Replace("-25 ", "-24 ", StringComparison.Ordinal), .. lines[5..]],
        ["a blank at the end"] = lines => [.. lines[..4], lines[4] + " ", .. lines[5..]],
        ["a line taken out"] = lines => [.. lines[..5], .. lines[6..]],
        ["two lines changed over"] = lines => [.. lines[..5], lines[6], lines[5], .. lines[7..]],
        ["a line twice"] = lines => [.. lines[..6], .. lines[5..]],
        ["the last line taken off"] = lines => lines[..^1],
        ["all lines taken off"] = lines => lines[..1],
    };

    public static TheoryData<string> Ways => [.. Alterations.Keys];

    [Theory]
    [MemberData(nameof(Ways))]
    public void An_altered_log_is_put_aside_and_the_next_one_says_so(string way)
    {
        foreach (var name in (string[])["1111", "2222", "3333", "4444"]) View(name);
        var altered = string.Concat(Alterations[way](File.ReadAllLines(Log)).Select(line => line + "\n"));
        Assert.NotEqual(altered, File.ReadAllText(Log));
        File.WriteAllText(Log, altered);

        using var told = new StringWriter();
        View("5555", told);

        Assert.Contains("custody log is not as this program wrote it", told.ToString(), StringComparison.Ordinal);
        Assert.Equal(altered, File.ReadAllText(Path.Combine(_machine.Home, "custody-damaged")));
        Assert.Contains("after a damaged log sha256", Lines()[0], StringComparison.Ordinal);
        Assert.EndsWith("viewed " + Reviewer + " case 5555", Lines()[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_was_emptied_is_missed()
    {
        View("1111");
        File.WriteAllText(Log, "");
        using var told = new StringWriter();
        View("2222", told);
        Assert.Contains("line 4, which custody.head names, is missing", told.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_cut_back_together_with_the_loss_of_its_head_is_missed()
    {
        foreach (var name in (string[])["1111", "2222"]) View(name);
        File.WriteAllLines(Log, File.ReadAllLines(Log)[..^1]);
        File.Delete(Path.Combine(_machine.Home, "custody.head"));
        var verified = _machine.Run("verify");
        Assert.Equal(1, verified.ExitCode);
        Assert.Contains("custody.head", verified.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_written_down_is_not_opened()
    {
        var gateway = new Gateway();
        gateway.Store(Testimonies.Seal(1, "account"));
        var stick = _machine.Stick(gateway.Export());
        var written = File.ReadAllBytes(Log);
        File.Delete(Log);
        Directory.CreateDirectory(Log);

        Assert.Equal(3, _machine.Open(stick).ExitCode);

        Assert.Empty(_machine.Cases());
        Assert.False(File.Exists(Path.Combine(_machine.Home, "state.json")));
        // Control: with the log in its place it is opened, and that is a line.
        Directory.Delete(Log);
        File.WriteAllBytes(Log, written);
        Assert.Equal(0, _machine.Open(stick).ExitCode);
        Assert.Single(_machine.Cases());
        Assert.Single(Lines(), line => line.Contains(" opened ", StringComparison.Ordinal));
    }

    [Fact]
    public void Control_an_unaltered_log_goes_on()
    {
        foreach (var name in (string[])["1111", "2222"]) View(name);
        using var told = new StringWriter();
        View("3333", told);
        Assert.Equal("", told.ToString());
        Assert.Equal(Enumerable.Range(1, 6), Lines().Select(line => int.Parse(line.Split(' ')[1], null)));
        Assert.NotNull(CustodyLog.Read(HomeFolder.ForReading(_machine.Home), out _));
        Assert.False(File.Exists(Path.Combine(_machine.Home, "custody-damaged")));
    }

    [Fact]
    public void A_line_that_a_power_cut_left_half_written_is_dropped_and_that_is_said()
    {
        View("1111");
        var whole = File.ReadAllBytes(Log);
        View("2222");
        var more = File.ReadAllBytes(Log);
        for (var cut = whole.Length + 1; cut < more.Length; cut += 7)
        {
            File.WriteAllBytes(Log, more[..cut]);
            // The power goes before the head is written.
            File.WriteAllText(Path.Combine(_machine.Home, "custody.head"), $"4 {Encoding.ASCII.GetString(whole).TrimEnd('\n').Split('\n')[^1].Split(' ')[0]}\n");
            View("3333");
            Assert.StartsWith(Encoding.ASCII.GetString(whole), File.ReadAllText(Log), StringComparison.Ordinal);
            Assert.Contains($" mended {Reviewer} dropped {cut - whole.Length} octets", Lines()[4], StringComparison.Ordinal);
            Assert.Contains("viewed", Lines()[5], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_log_that_is_lost_from_a_home_in_use_is_not_begun_as_if_it_were_new()
    {
        var gateway = new Gateway();
        gateway.Store(Testimonies.Seal(1, "account"));
        Assert.Equal(0, _machine.Open(gateway.Export()).ExitCode);
        File.Delete(Log);
        File.Delete(Path.Combine(_machine.Home, "custody.head"));
        View("1111");
        Assert.Contains("no log was found in a home that has opened bundles", Lines()[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_commands_at_once_take_turns()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(at => Task.Run(() => View($"{at}{at}{at}{at}"))));
        Assert.Equal(Enumerable.Range(1, 11), Lines().Select(line => int.Parse(line.Split(' ')[1], null)));
        Assert.NotNull(CustodyLog.Read(HomeFolder.ForReading(_machine.Home), out _));
    }

    private string Log => Path.Combine(_machine.Home, "custody.txt");

    private string[] Lines() => File.ReadAllLines(Log)[1..];

    private static string Reviewer { get; } = $"{Organisation.Certificate("reviewer-1").Primary}";

    private void View(string name, TextWriter? told = null)
    {
        using var home = HomeFolder.ForReading(_machine.Home);
        CustodyLog.Write(home, new DateOnly(2026, 11, 25), CustodyAct.Viewed, $"case {name}", told ?? TextWriter.Null);
    }
}
