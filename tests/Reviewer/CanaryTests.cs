using System.Security.Cryptography;
using System.Text;
using SecureDrop.Certificates;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Tests.Triage;

namespace SecureDrop.Reviewer.Tests;

/// <summary>What an operator has signed as a canary is told from testimonies, and nothing else is.</summary>
public sealed class CanaryTests : IDisposable
{
    private static readonly DateOnly Day = DateOnly.FromDateTime(Organisation.Now.UtcDateTime);
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_canary_is_shown_as_one_and_acknowledged_but_in_no_report_or_evidence()
    {
        var canary = _desk.Take(new Account(Mark()));
        Assert.Equal("canary", KindOf(canary));
        Assert.Contains($"{canary}  canary  the operator's, of 2026-11-25", _desk.Run("show", canary), StringComparison.Ordinal);
        Assert.Contains("1 of the operator's canaries", _desk.Run("list"), StringComparison.Ordinal);
        _desk.Run("acknowledge", "--to", Directory.CreateDirectory(_desk.Machine.Path("back")).FullName, "--passphrase-file", _desk.Passphrase);
        Assert.Contains(" opened\n", File.ReadAllText(Directory.GetFiles(_desk.Machine.Path("back")).Single()), StringComparison.Ordinal);

        var report = _desk.Machine.Path("report.html");
        Assert.Contains("no cases to report", Report().Error, StringComparison.Ordinal);
        var testimony = _desk.Take(new Account("They followed me from the bridge."));
        Assert.Contains("is the operator's canary", Report(canary).Error, StringComparison.Ordinal);
        Assert.Contains("is the operator's canary", _desk.Machine.Run("package", canary, "--to", _desk.Machine.Path("back"), "--passphrase-file", _desk.Passphrase).Error, StringComparison.Ordinal);
        Assert.Equal(0, Report().ExitCode);
        Assert.Contains(testimony, File.ReadAllText(report), StringComparison.Ordinal); // control: what it tells of, it names
        Assert.DoesNotContain(canary, File.ReadAllText(report), StringComparison.Ordinal);

        Machine.Answer Report(params string[] cases) => _desk.Machine.Run(["report", .. cases, "--to", report, "--language", "en"]);
    }

    /// <summary>SECURITY.md: nobody but an operator can mark a testimony as a canary, and not even an operator one that says anything else.</summary>
    [Fact]
    public void Whatever_else_bears_a_mark_stays_a_testimony()
    {
        var mark = Mark();
        Account[] accounts =
        [
            new(Mark(signer: Organisation.Stranger.Value)),
            new(mark.Replace("mark ", "mark 0", StringComparison.Ordinal)),
            new(mark.Replace("day 2026", "day 2025", StringComparison.Ordinal)),
            new(mark + "They followed me from the bridge.\n"),
            new("They followed me from the bridge.\n" + mark),
            new(mark.Replace("\n", "\r\n", StringComparison.Ordinal)),
            new(mark, Language: "en"), new(mark, Where: "the bridge"), new(mark, Safety: "never call"), new(mark, Consent: new Consent(true, null, null)),
        ];
        _desk.Open([
            .. accounts.Select((account, at) => Desk.Parts((byte)(50 + at), account)[0]), Desk.Parts(90, new Account(mark), ("photo.jpg", Testimonies.Random(100)))[0],
            Desk.Parts(91, new Account(Mark(new Gateway(8).Id)))[0]]);
        Assert.Equal(accounts.Length + 2, _desk.Listed("--kind", "testimony").Length);
        Assert.Single(_desk.Listed("--flag", "canary-foreign"));
        // Control: the same mark, alone, is a canary.
        var canary = _desk.Take(new Account(mark));
        Assert.Equal(("canary", ""), (KindOf(canary), FlagsOf(canary)));
        // And once only, whether it comes later or in one bundle.
        var again = _desk.Take(new Account(mark));
        Assert.Equal(("testimony", "canary-replayed"), (KindOf(again), FlagsOf(again)));
        var fresh = Mark();
        _desk.Open(Desk.Parts(101, new Account(fresh))[0], Desk.Parts(102, new Account(fresh))[0]);
        Assert.Equal(2, _desk.Listed("--kind", "canary").Length);
    }

    private string KindOf(string name) => Case(name).GetProperty("kind").GetString() ?? "";

    private string FlagsOf(string name) => string.Join(' ', Case(name).GetProperty("flags").EnumerateArray().Select(flag => flag.GetString()));

    private System.Text.Json.JsonElement Case(string name) => _desk.Machine.Cases().Single(one => one.GetProperty("case").GetString() == name);

    private static string Mark(LedgerId? ledger = null, SigningKey? signer = null)
    {
        var mark = new CanaryMark(ledger ?? new Gateway().Id, Day, new CanaryId(RandomNumberGenerator.GetBytes(CanaryId.Size)));
        return Encoding.UTF8.GetString((signer ?? Organisation.Operator).Sign(mark.Write(), Organisation.Now).Write());
    }
}
