using System.CommandLine;
using System.Text.Json;
using SecureDrop.Formats;
using SecureDrop.Formats.Bags;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Reviewer.Bundles;
using SecureDrop.Reviewer.Commands;
using SecureDrop.Reviewer.Custody;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Evidence;

/// <summary>
/// `verify`: an evidence bag, a bundle or this home's own custody log, checked and nothing changed. A bag needs no home, only the root's fingerprint; a bundle is
/// checked for itself by this home's keyring (whether it follows what was opened before, `open` judges).
/// </summary>
internal static class VerifyCommand
{
    public static Command Create(TimeProvider time)
    {
        var folder = new Argument<string?>("DIR") { Arity = ArgumentArity.ZeroOrOne, Description = "an evidence bag or a bundle; without it, this home's custody log" };
        var root = new Option<string[]>("--root")
        {
            HelpName = "FINGERPRINT",
            Description = "fingerprint of the root, from a second channel, for a bag on a machine without a home",
            AllowMultipleArgumentsPerToken = true,
        };
        var json = CommandDoor.JsonOption();
        var command = new Command("verify", "Check an evidence bag, a bundle, or this home's custody log.") { folder, root, json };
        command.SetAction(parsed => CommandDoor.Run(parsed, parsed.GetValue(json), door =>
            Run(door, parsed.GetValue(folder), parsed.GetValue(root) is { Length: > 0 } groups ? string.Concat(groups) : null, time.GetUtcNow())));
        return command;
    }

    private static Trouble? Run(CommandDoor door, string? folder, string? typed, DateTimeOffset now)
    {
        Fingerprint? root = null;
        if (typed is not null)
        {
            if (!Fingerprint.TryParseTyped(typed, out var parsed)) return Trouble.Usage("--root takes a fingerprint: 40 hexadecimal digits");
            root = parsed;
        }

        using var home = HomeFolder.ForReading(door.Home);
        if (folder is null) return Custody(door, home);
        if (File.Exists(folder)) return Trouble.InputOutput($"{SafeName.Show(folder)} is a file", "an evidence bag and a bundle are folders");
        if (!Directory.Exists(folder)) return Trouble.InputOutput($"there is no folder {SafeName.Show(folder)}", "is the medium in, and mounted?");
        if (!File.Exists(Path.Combine(folder, EvidenceFiles.TagManifest512)) && !File.Exists(Path.Combine(folder, EvidenceFiles.ReadMe)) && !File.Exists(Path.Combine(folder, BundleFiles.Info)))
            return Trouble.InputOutput($"{SafeName.Show(folder)} is neither an evidence bag nor a bundle", "name the folder on the medium: evidence-… or bundle-…");
        if (!File.Exists(Path.Combine(folder, EvidenceFiles.TagManifest512)) && !File.Exists(Path.Combine(folder, EvidenceFiles.ReadMe))) return Bundle(door, home, folder, now);
        root ??= Trust.ReadPin(home)?.Root;
        if (root is not { } trusted) return Trouble.Usage("this home trusts no root yet", "--root FINGERPRINT, from a second channel: the one in the bag proves nothing");
        if (BundleFolder.Newer(folder, EvidenceInfo.Version) is { } newer) return Trouble.Refused($"{SafeName.Show(folder)}: {newer}", NewerFormatException.Remedy);
        var check = EvidenceCheck.Of(folder, trusted, now);
        var answer = new VerifyAnswer("evidence", check.Faults.Count == 0 ? check.Info?.Signer.ToString() : null, check.Files, null, [.. check.Faults.Select(fault => $"{fault}")], check.Info?.HasSessionKeys, check.LeftOut);
        return Tell(door, answer, $"evidence bag of {check.Info?.Date:yyyy-MM-dd}, {check.Info?.Cases} {(check.Info?.Cases == 1 ? "case" : "cases")}, {check.Files} files: as it was signed\nroot      {trusted.Grouped()}");
    }

    private static Trouble? Bundle(CommandDoor door, HomeFolder home, string folder, DateTimeOffset now)
    {
        if (Trust.Read(home, DateOnly.MinValue, out var trouble) is not { } keyring) return trouble;
        var refusals = CheckedBundle.CheckAlone(folder, keyring, now, out var manifest);
        var answer = new VerifyAnswer("bundle", refusals.Count == 0 ? manifest?.Signer.ToString() : null, manifest?.Payload.Count ?? 0, null, [.. refusals.Select(refusal => $"{refusal}")]);
        return Tell(door, answer, $"bundle {manifest?.Info.Bundle} of {manifest?.Info.Date:yyyy-MM-dd}, {manifest?.Payload.Count} files: as it was signed; nothing was opened");
    }

    private static Trouble? Custody(CommandDoor door, HomeFolder home)
    {
        var text = CustodyLog.Read(home, out var fault);
        var answer = new VerifyAnswer("custody", null, text?.Lines.Count ?? 0, $"{text?.Head}", fault is null ? [] : [$"{Path.GetFileName(home.Custody)}: {fault}"]);
        return Tell(door, answer, $"custody log, {answer.Count} lines: as this program wrote it\nhead      {Groups.Of(answer.Head ?? "")}");
    }

    private static Trouble? Tell(CommandDoor door, VerifyAnswer answer, string good)
    {
        if (door.Json) door.Output.WriteLine(JsonSerializer.Serialize(answer, HomeJson.Default.VerifyAnswer));
        else if (answer.Faults.Count == 0) door.Output.WriteLine(answer.Signer is { } signer ? $"{good}\nsigned    {Groups.Of(signer)}" : good);
        if (answer is { Plaintext: false }) door.Error.WriteLine("warning: no session keys are in this bag: nothing shows that its plaintext is what the ciphertexts decrypt to");
        foreach (var file in answer.LeftOut ?? []) door.Error.WriteLine($"left out: {file}; an incomplete testimony has such, in a complete one ask who did it");
        foreach (var fault in answer.Faults) door.Error.WriteLine(fault);
        return answer.Faults.Count == 0 ? null : Trouble.Refused("it is not as it was signed", "ask for another copy, and say by another way what is named above");
    }
}
