using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Cases;
using SecureDrop.Reviewer.Custody;
using SecureDrop.Reviewer.Evidence;
using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Keys;

namespace SecureDrop.Reviewer.Commands;

/// <summary>
/// `acknowledge`: the small signed text that goes back, for the last bundle opened. It says the state of every entry that the ledger does not know as purged, so
/// one that got lost on its way is made good by the next, and what a later bundle completed is told then.
/// </summary>
internal static class AcknowledgeCommand
{
    public static Command Create(TimeProvider time)
    {
        var to = new Option<string>("--to") { Required = true, HelpName = "DIR", Description = "folder to write acknowledgement-NNNNNN.asc to" };
        var passphrase = new Option<FileInfo>("--passphrase-file") { HelpName = "FILE", Description = "its first line is the passphrase; without it you are asked" };
        var json = CommandDoor.JsonOption();
        var command = new Command("acknowledge", "Write the signed acknowledgement of the last bundle opened.") { to, passphrase, json };
        command.SetAction(parsed => CommandDoor.Run(parsed, parsed.GetValue(json), door =>
            Run(door, parsed.GetRequiredValue(to), parsed.GetValue(passphrase), time)));
        return command;
    }

    private static Trouble? Run(CommandDoor door, string to, FileInfo? passphraseFile, TimeProvider time)
    {
        if (NamedFile.TroubleOfFolder(to) is { } noFolder) return noFolder;
        using var home = HomeFolder.Hold(door.Home);
        if (home is null) return CommandDoor.InUse(door.Home);
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (Trust.Read(home, today, out var trouble) is not { } keyring) return trouble;
        var state = MachineState.Read(home);
        if (Ledgers.Read(home) is not { } ledger || state.Bundles is not [.., var last])
            return Trouble.Refused("this machine has opened no bundle yet", "securedrop-reviewer open BUNDLE");
        if (Open(home, keyring, today, passphraseFile, out trouble) is not { } key) return trouble;
        using (key)
        {
            var acknowledgement = new Acknowledgement(ledger.Id, last.Number, ledger.Head, today, Entries(ledger, state, new KeptCases(home), out var damaged));
            var path = Path.Combine(to, string.Create(CultureInfo.InvariantCulture, $"acknowledgement-{last.Number:D6}.asc"));
            var signed = key.Sign(acknowledgement.Write(), now);
            // Judged as the operator will: what is void there must show here, not across the gap.
            if (keyring.Find(key.Primary) is not { } certificate || !Signatures.Verify(signed, certificate, now))
                return Trouble.Refused(
                    $"a signature dated {today:yyyy-MM-dd} is void: the certificate of {key.Primary.Grouped()} was not there then",
                    "this machine's date is wrong: set it right and acknowledge again; nothing was written");
            // Once more is harmless: the same text of the same day is the same octets, and a later one says all that this one does.
            CustodyLog.Write(home, today, CustodyAct.Acknowledged, $"bundle {last.Number} ledger {ledger.Id} head {ledger.Head.Number} {ledger.Head.Head} text {signed.Hash}", door.Error);
            PrivateFile.Replace(path, signed.Write());
            Acknowledgements.Keep(home, ledger.Id, last.Number, signed.Write());
            var told = acknowledgement.Entries.Where(entry => entry.Outcome == Outcome.Opened).Select(entry => entry.Entry).ToHashSet();
            (state with { Entries = [.. state.Entries.Select(entry => told.Contains(entry.Entry) ? entry with { Acknowledged = true } : entry)] }).Write(home);
            Tell(door, path, acknowledgement);
            if (damaged.Count > 0) door.Error.WriteLine(Warning(damaged));
        }

        return null;
    }

    /// <summary>
    /// An entry is said to be opened when all that it stands for lies here, not because it once did: the gateway may purge what is acknowledged, and this
    /// machine's disk may have lost or damaged the only other copy.
    /// </summary>
    private static List<AcknowledgedEntry> Entries(LedgerText ledger, MachineState state, KeptCases kept, out List<int> damaged)
    {
        var purged = ledger.Lines.Where(line => line.Event is LedgerEvent.Purged or LedgerEvent.Forced).Select(line => line.Entry).ToHashSet();
        var present = state.Entries.Where(entry => !purged.Contains(entry.Entry)).ToList();
        var lost = present.Where(entry => entry.Outcome == Outcome.Opened && !kept.IsWhole(entry)).Select(entry => entry.Entry).ToHashSet();
        damaged = [.. lost];
        return [.. present.Select(entry => new AcknowledgedEntry(entry.Entry, lost.Contains(entry.Entry) ? Outcome.Incomplete : entry.Outcome, entry.Reason))];
    }

    private static string Warning(List<int> damaged) =>
        $"warning: what was kept of {(damaged.Count == 1 ? "entry" : "entries")} {Ranges.Of(damaged)} is lost or damaged, so {(damaged.Count == 1 ? "it is" : "they are")} not "
        + $"acknowledged as opened\nhint: ask the operator for: export --from {damaged.Min()}, and open that bundle";

    private static SigningKey? Open(HomeFolder home, TrustedKeyring keyring, DateOnly today, FileInfo? passphraseFile, out Trouble? trouble)
    {
        bool Counts(Fingerprint primary) => keyring.Lines.IsLiveReviewer(primary, today);
        if (ReviewerKey.Find(home, keyring, Counts, out trouble) is null || Passphrase.Take(passphraseFile, out trouble) is not { } passphrase) return null;
        var key = ReviewerKey.Open(home, keyring, Counts, passphrase, out trouble);
        Array.Clear(passphrase);
        return key;
    }

    private static void Tell(CommandDoor door, string path, Acknowledgement acknowledgement)
    {
        int Count(Outcome outcome) => acknowledgement.Entries.Count(entry => entry.Outcome == outcome);
        var answer = new AcknowledgeAnswer(path, acknowledgement.Bundle, Count(Outcome.Opened), Count(Outcome.Incomplete), Count(Outcome.Failed));
        if (door.Json) door.Output.WriteLine(JsonSerializer.Serialize(answer, HomeJson.Default.AcknowledgeAnswer));
        else door.Output.WriteLine($"{path}\nall entries up to bundle {answer.Bundle}: {answer.Opened} opened, {answer.Incomplete} incomplete, {answer.Failed} failed");
    }
}
