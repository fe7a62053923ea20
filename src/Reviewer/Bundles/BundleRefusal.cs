using SecureDrop.Formats;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Reviewer.Bundles;

/// <summary>Why a bundle is refused, and what in it (escaped when told: names come from outside).</summary>
/// <param name="Fault">Why.</param>
/// <param name="Subject">What in it.</param>
/// <param name="Today">This machine's day, when it was judged by.</param>
/// <param name="Newer">The version, when that is why.</param>
internal sealed record BundleRefusal(BundleFault Fault, string Subject, DateOnly? Today = null, NewerFormat? Newer = null)
{
    public override string ToString() => $"{Word}: {SafeName.Show(Subject)}: {Text}";

    /// <summary>The next step.</summary>
    public string Hint => Fault switch
    {
        BundleFault.FormatNewer => "nothing was changed: bring a newer securedrop-net-reviewer to this machine, then open the bundle again",
        // A signature of tomorrow is void: an isolated machine's clock stays behind when its battery dies.
        BundleFault.SignatureWrong when Today is { } today =>
            $"ask the operator for a new copy of this bundle; or this machine's date, now {today:yyyy-MM-dd}, is wrong: set it right",
        BundleFault.SignerNotValid => "if the operator's key is new, update the keyring: securedrop-reviewer init --keyring FILE",
        BundleFault.Replayed => "nothing is missing: this machine has seen all of it already",
        BundleFault.AnotherLedger =>
            "if the operators say, by a second channel, that the ledger began anew, type its id: open --new-ledger ID",
        BundleFault.NewLedgerNotThis => "compare the id with what the operators told you",
        BundleFault.StartMissing => "ask the operator for: export --from 1",
        BundleFault.Gap => "open the bundles between in order, or ask the operator for an export --from an earlier entry",
        BundleFault.LedgerTooLarge => "nothing was changed here: the operator begins a new ledger, that is a new data directory, and you open it with --new-ledger ID",
        BundleFault.Fork => "somebody rewrote the ledger: compare heads by voice (compare-head) before anything else",
        _ => "ask the operator for a new copy of this bundle; if it is refused again, tell the operators by a second channel",
    };

    /// <summary>`SignerNotValid` as `signer-not-valid`; a newer format has the one code that all programs have for it.</summary>
    public string Word => Fault == BundleFault.FormatNewer ? NewerFormat.Code : string.Concat($"{Fault}".Select(letter => char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{letter}"))[1..];

    private string Text => Fault switch
    {
        BundleFault.FormatNewer => $"{Newer}",
        BundleFault.NotABundle => "no bundle of this format is here",
        BundleFault.LinkRefused => "a link or a special file; a bundle holds regular files only",
        BundleFault.NameRefused => "a name that no bundle holds",
        BundleFault.SignatureWrong => "no operator of the keyring has signed this tag manifest",
        BundleFault.SignerNotValid => "this operator may not sign bundles of that day",
        BundleFault.Malformed => "it is not as bundles are written",
        BundleFault.Missing => "the signed manifest lists it, and it is not here",
        BundleFault.Added => "it is here, and the signed manifest does not list it",
        BundleFault.Altered => "its octets do not have the hash of the signed manifest",
        BundleFault.InfoContradicts => "bag-info.txt says otherwise than the rest of the bundle",
        BundleFault.AnotherLedger => "this machine follows another ledger",
        BundleFault.NewLedgerNotThis => "the bundle's ledger is not the one that was typed",
        BundleFault.StartMissing => "the first bundle opened must begin at line 1 of the ledger",
        BundleFault.Gap => "lines of the ledger between this machine's head and the bundle are missing",
        BundleFault.Replayed => "an older bundle: its ledger ends before what this machine has seen",
        BundleFault.Fork => "the ledger tells another story than the one this machine has seen",
        BundleFault.LedgerTooLarge => "together with what this machine has seen the ledger is too large: more than 512 MiB",
        BundleFault.Repeated => "the ledger stores the same ciphertext twice",
        BundleFault.LineContradicts => "the line does not fit what the ledger says before it",
        BundleFault.EntryMissing => "the ledger stores it and never purges it, and it is not in the bundle",
        BundleFault.EntryUnknown => "it is in the bundle, and the ledger does not store it or has purged it",
        BundleFault.EntryAltered => "its hash is not the one in the ledger",
        _ => throw new InvalidOperationException($"{Fault} has no text."),
    };
}
