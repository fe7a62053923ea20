using System.Text;
using System.Text.Json;
using SecureDrop.Certificates;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Cases;
using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Triage;

namespace SecureDrop.Reviewer.Opening;

/// <summary>
/// Tells an operator's canary from a testimony. A canary is passed over in reports and evidence, so nothing of a source's may ever pass for one: it is a whole testimony of one part with no
/// file and no answer in it, whose account is exactly one text signed by an operator of the keyring, about the ledger that brought it, with a mark that no other case here has had.
/// </summary>
/// <param name="home">Where the cases lie that were canaries before.</param>
/// <param name="keyring">Says who is an operator, on which days.</param>
/// <param name="ledger">Of the bundle that is opened.</param>
/// <param name="now">A signature dated more than a day later is void.</param>
internal sealed class Canaries(HomeFolder home, TrustedKeyring keyring, LedgerId ledger, DateTimeOffset now)
{
    /// <summary>A mark, and the case that has it; read when the first is needed.</summary>
    private Dictionary<string, string>? _seen;

    /// <summary>The record as it is, or as a canary's, or with a flag that says why what an operator has signed is none.</summary>
    public CaseRecord Judge(CaseRecord record)
    {
        if (record is not { Testimony: not null, Versions: [{ Count: 1, HasAccount: true, Fault: null, Missing.Count: 0, Files.Count: 0, Flags.Count: 0 } version] }) return record;
        if (CaseText.Testimony(Path.Combine(home.Cases, record.Name), version) is not { Language: null, When: null, Where: null, Consent: null, Safety: null } said) return record;
        if (!SignedText.TryRead(Encoding.UTF8.GetBytes(said.Account), out var signed, out _) || !CanaryMark.TryRead(signed.Text.Span, out var mark, out _)) return record;
        if (!keyring.Lines.Operators(mark.Day).Select(keyring.Find).OfType<Certificate>().Any(one => Signatures.Verify(signed, one, now))) return record;
        if (mark.Ledger != ledger) return Flagged(FlagWords.CanaryForeign);
        _seen ??= Seen();
        return _seen.TryAdd($"{mark.Id}", record.Name) || _seen[$"{mark.Id}"] == record.Name
            ? record with { Canary = new CaseCanary($"{mark.Id}", mark.Day) } : Flagged(FlagWords.CanaryReplayed);

        CaseRecord Flagged(string flag) => record with { Versions = [version with { Flags = [flag] }] };
    }

    private Dictionary<string, string> Seen()
    {
        var seen = new Dictionary<string, string>();
        if (!Directory.Exists(home.Cases)) return seen;
        foreach (var name in Directory.GetDirectories(home.Cases).Select(path => Path.GetFileName(path)))
        {
            try
            {
                if (CaseName.Read(home, name)?.Canary is { } canary) seen.TryAdd(canary.Mark, name);
            }
            catch (JsonException)
            {
                // A case whose record is lost is shown as damaged elsewhere; here it has no mark.
            }
        }

        return seen;
    }
}
