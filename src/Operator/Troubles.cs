using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Control;
using SecureDrop.Formats.Texts;
using SecureDrop.Operator.Bundles;

namespace SecureDrop.Operator;

/// <summary>Every text that tells the operator what stopped a command and what to do next.</summary>
internal static class Troubles
{
    public static TroubleException NoDataDirectory() => Usage(
        "the gateway's data directory is not known here", "name it: --data DIR, the same DIR the gateway was started with");

    public static TroubleException SocketPathTooLong(string path) => Usage(
        $"{path} is longer than a Unix socket's path may be (107 octets)", "give the data directory a shorter path");

    public static TroubleException ListenerElsewhere() => Usage(
        "--url names no listener on this machine", "http://127.0.0.1:PORT or https://localhost: over a network, doctor would tell where the operator is");

    public static TroubleException AnswersMalformed(string file, string what) => Usage(
        $"{file}: {what}", "one line `key: value` for each of " + string.Join(", ", Setup.Question.All.Select(question => question.Key)) + "; lines that begin with # are passed over");

    public static TroubleException AnswersEnded(string key) => Usage(
        $"the answers end before {key}", "answer all five, or put them into a file: --answers FILE");

    public static TroubleException AnswersRefused(int refused) => Usage(
        $"{refused} answers were refused, and nothing was made", "put the five answers into a file: --answers FILE");

    public static TroubleException SetupRefused(int refused) => Refused(
        $"{refused} of the answers {(refused == 1 ? "is" : "are")} refused, and nothing was made", "mend what is named above and give the command again");

    public static TroubleException ReasonNeeded() => Usage(
        "--forced and --reason belong together", "purge --forced ENTRY… --reason TEXT: the ledger keeps the reason");

    public static TroubleException ReasonMalformed() => Usage(
        "the reason does not fit the ledger", "one line of 1 to 200 octets, with no control or invisible characters, no blank at either end");

    public static TroubleException RootNeeded() => Usage(
        "no root is pinned in the gateway's data directory yet (keyring.pin), so the root to trust must be named",
        "add --root FINGERPRINT: 40 digits that you got from your organisation by another way than the keyring file");

    public static TroubleException RootMalformed() => Usage(
        "--root is not a fingerprint", "40 hexadecimal digits; with blanks between them, put quotes around the whole");

    public static TroubleException KeyFilesNeeded() => Usage(
        "the key that signs bundles is not named", "add --signing-key FILE and --passphrase-file FILE (only a gateway in Development uses the example key)");

    public static TroubleException KeyAndPassphrase() => Usage(
        "--signing-key and --passphrase-file belong together", "name both to sign the offline kit, or neither");

    public static TroubleException GatewayNotRunning(string socket) => Trouble(
        $"no gateway answers at {socket}", "start the gateway on this data directory, or name the right one with --data DIR; intake may stay closed");

    public static TroubleException GatewayHangs(TimeSpan after) => Trouble(
        $"the gateway does not answer within {after.TotalSeconds:0} seconds", "let long work such as a purge end; if there is none, start the gateway again");

    public static TroubleException SocketNotAllowed(string socket) => Trouble(
        $"{socket} may not be opened", "run this as the account that runs the gateway");

    public static TroubleException ConnectionLost(string why) => Trouble(
        $"the connection to the gateway was lost: {why}", "see whether the gateway still runs (`status`) and give the command again: repeating it does no harm");

    public static TroubleException AnswerNotUnderstood(string why) => Trouble(
        $"the gateway's answer was not understood: {why}", "use an operator program and a gateway of one version");

    public static TroubleException Stopped() => Trouble("stopped", "nothing is lost: give the command again");

    public static TroubleException FileUnusable(string path, string how) => Trouble(
        $"{path} {how}", "name a file that is there and that you may read");

    public static TroubleException File(string why) => Trouble(why, "see that the file or folder is there, may be used and has space, then give the command again");

    public static TroubleException GatewayRefused(ControlProblem problem) => Refused(
        $"the gateway refused: {problem.Title} ({problem.Code})", GatewayHint(problem.Code));

    public static TroubleException PinUnreadable(string file, TextRefusal refusal) => refusal.Newer is { } newer ? Refused($"{file}: {newer}", NewerFormatException.Remedy) : Refused(
        $"{file} is not as this program wrote it ({refusal})",
        "someone changed it: compare the root's fingerprint with your organisation's, remove the file and run `keyring install` with --root");

    public static TroubleException NoPin(string file) => Refused(
        $"there is no {file}: no root is trusted here yet", "run `keyring install FILE --root FINGERPRINT`");

    public static TroubleException NoKeyring() => Refused(
        "the gateway has no keyring", "run `keyring install FILE --root FINGERPRINT`");

    public static TroubleException RestoreUnfinished() => Refused("a restore was begun and has not ended (restoring)", GatewayHint("restoring"));

    /// <summary>The detail is what the name does not tell, such as the line or the certificate; or null.</summary>
    public static TroubleException KeyringRefused(string what, KeyringRefusal refusal, string? detail) => Refused(
        $"{what} is refused: {refusal.Words()} ({KeyringWords.Code(refusal)}{(detail is null ? "" : ": " + detail)})", KeyringWords.Hint(refusal));

    public static TroubleException AtRestKeyNeeded() => Usage(
        "the at-rest key's file is not named", "add --key FILE: the file at its source, which the gateway or its systemd unit is given");

    public static TroubleException NoAtRestKey(string file) => Refused(
        $"{file} is no at-rest key: one has 32 octets", "name the file that the gateway or its systemd unit is given; nothing was changed");

    public static TroubleException AtRestKeyDiffers(string file) => Refused(
        $"{file} is not the key that opens this gateway's vault (at_rest_key_differs)", GatewayHint("at_rest_key_differs"));

    public static TroubleException AtRestKeyChanged(string next) => Trouble(
        $"{next} is not the key that the gateway has just taken: another rotation is under way",
        "let that one end; if there is none, give the command again: a key that opens the vault is not written over");

    public static TroubleException AtRestKeyOfAnother(string file) => Refused(
        $"{file} is not the key that opens this gateway's vault (at_rest_key_differs): intake is closed, nothing was destroyed",
        "give the command again with the key's file at its source, which the gateway or its systemd unit is given; to go back, remove the file `lockdown` "
        + "from the data directory");

    public static TroubleException AtRestKeyAlive(string why) => Trouble(
        $"the at-rest key could not be destroyed, so the vault still opens with it: {why}",
        "name the key at its source (what lies below /run/credentials is a copy), or run this as the account that may write there");

    public static TroubleException GatewayNotEnded(string hold) => Trouble(
        "the at-rest key is destroyed, but a process that could not be ended holds the vault and has the key in its memory",
        $"find it with `fuser {hold}` and end it with `kill -9`, or cut the machine's power");

    public static TroubleException IntakeNotClosed(string data, string why) => Trouble(
        $"the at-rest key is destroyed and no process holds a vault in {data}, but intake could not be marked as closed there: {why}",
        "see that --data names the gateway's data directory: a gateway on another one still runs, with the key in its memory");

    public static TroubleException NotLockedDown() => Refused(
        "nothing was done: you did not type the word", "give the command again, with --yes if nobody is there to type");

    public static TroubleException NotInstalled() => Refused(
        "not installed: you did not answer yes", "give the command again, with --yes if nobody is there to answer");

    /// <param name="intake">As `status` says it.</param>
    public static TroubleException ClockNotConfirmed(string intake) => intake == "clock"
        ? Refused("not confirmed: intake stays closed", "set the clock of this machine right and start the gateway again; if it is right, answer yes or give --yes")
        : Refused($"not confirmed; intake is {intake}, and no date waits to be confirmed", "`status` says `clock` when one does");

    public static TroubleException SecretKeyRefused(string file, SecretKeyRefusal refusal) => Refused(
        $"{file} does not open: {refusal.Words()}",
        "use the operator's secret key file from `securedrop-reviewer keygen --role operator` and the file with its passphrase");

    public static TroubleException SignerRefused(Fingerprint signer, SignerRefusal refusal, KeyringLine? line) => Refused(
        $"operator {signer.Grouped()} may not sign: " + refusal switch
        {
            SignerRefusal.SignerRevoked => $"the keyring lists the key as revoked on {line?.EndedOn:yyyy-MM-dd}",
            SignerRefusal.SignerNotBegun => $"by the keyring the key begins on {line?.From:yyyy-MM-dd}",
            SignerRefusal.SignerEnded => $"by the keyring the key ended on {line?.Until:yyyy-MM-dd}",
            _ => "the keyring lists no operator of this fingerprint",
        } + $" ({KeyringWords.Code(refusal)})",
        refusal == SignerRefusal.SignerNotBegun
            ? "use the key before it until then: both are good while the keyring lists both"
            : "use the key that the keyring lists (`keyring show`), or have the organisation issue a keyring with this one");

    /// <summary>The bundle would be dated by the ledger, whose days never run back and stand still while the clock is in doubt.</summary>
    public static TroubleException SignerNotOperatorThen(Fingerprint signer, DateOnly ledger, DateOnly today) => Refused(
        $"the bundle would be dated {ledger:yyyy-MM-dd}, as the gateway's ledger, and the keyring lists no operator {signer.Grouped()} for that day",
        $"here it is {today:yyyy-MM-dd}: see whether `status` says that the clock must be confirmed; or use the key of an operator who was listed then");

    public static TroubleException TargetMissing(string target) => Trouble(
        System.IO.File.Exists(target) ? $"{target} is a file, not a folder" : $"{target} is not there",
        "put the medium in and mount it; this program does not make the folder, so that nothing lands beside the medium");

    public static TroubleException TargetNotEmpty(string path) => Trouble(
        $"{path} is there already",
        "use an empty medium; or, if it was left by an export that did not finish, remove that folder. The next export repeats the same range");

    public static TroubleException TargetFailed(string target, string why) => Trouble(
        $"{target} could not be written: {why}",
        "the gateway keeps everything until it is acknowledged: make space or take another medium and export again; the same range is repeated");

    public static TroubleException ItemDiffers(int entry) => Refused(
        $"entry {entry} came from the gateway with other octets than the ledger tells",
        "export again; if it happens again the vault is damaged: purge nothing and keep a copy of the data directory");

    public static TroubleException PlanDiffers(string what) => Refused(
        $"the gateway's ledger and its export do not agree: {what}", "purge nothing, keep a copy of the data directory and ask for help");

    public static TroubleException ReadBackDiffers(string file) => Trouble(
        $"{file} reads back other than it was written", "the medium is bad: take another and export again; the same range is repeated");

    public static TroubleException BundleNotTold(string folder, TroubleException why) => new(
        why.ExitCode,
        $"{folder} is whole and signed, but the gateway did not take note of it: {why.Message}",
        "it may be carried as it is; the next export repeats its range under the same number, so use another folder or medium for that");

    public static TroubleException NoSourceProgram() => Usage(
        "securedrop-source, by which a canary is sent, is not beside this program", "install the package securedrop-net-source, in a checkout give `dotnet build src/Source`; or name it: --source FILE");

    /// <param name="exitCode">As the sources' program ended; both have the same codes.</param>
    /// <param name="errors">What it said, with its hint.</param>
    public static TroubleException CanaryNotSent(int exitCode, string errors)
    {
        const string Hint = "hint: ", See = "see securedrop-source "; // a wrong option's next step: it is no cause
        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new(
            exitCode is ExitCode.Refused or ExitCode.Usage ? exitCode : ExitCode.InputOutput,
            $"no canary was sent: {lines.LastOrDefault(line => !line.StartsWith(Hint, StringComparison.Ordinal) && !line.StartsWith(See, StringComparison.Ordinal)) ?? $"securedrop-source ended with {exitCode}"}",
            lines.LastOrDefault(line => line.StartsWith(Hint, StringComparison.Ordinal))?[Hint.Length..] ?? "a source may meet the same: see that the door and the way to it are open (`doctor`)");
    }

    public static TroubleException SourceNotUnderstood() => Trouble(
        "what securedrop-source said is not understood, so whether a canary was sent is not known", "use programs of one version, and give the command again: one canary more does no harm");

    public static TroubleException CanaryNotTold(string receipt, TroubleException why) => new(
        why.ExitCode, $"the canary was sent, receipt {receipt}, but the gateway did not take note of it: {why.Message}", why.Hint);

    public static TroubleException KitNotTaken(TroubleException why) => new(
        why.ExitCode, $"the keyring is installed, but the gateway did not take the kit's signature: {why.Message}", why.Hint);

    public static TroubleException SignatureFailed() => Refused(
        "the signature just made does not verify", "the secret key file or this machine is damaged: try another copy of the key");

    public static TroubleException ImportRefused(int refused, int failed, int all) => Refused(
        all == 1 ? "the file was refused" : $"{refused} of the files {(refused == 1 ? "was" : "were")} refused",
        $"{(failed > 0 ? $"{failed} more did not get in; " : refused < all ? "the others are in; " : "")}what is refused as storage_full, storage_failed, busy or "
        + "keyring_unavailable may be imported again once that is mended; ask the courier for the rest again, sealed with the current keyring");

    public static TroubleException ImportFailed(int failed, int all) => Trouble(
        all == 1 ? "the file did not get in" : $"{failed} of the files did not get in",
        $"{(failed < all ? "the others are in; " : "")}see that the file may be read and that the gateway runs (`status`), then give the command again: repeating it does no harm");

    public static TroubleException AcknowledgementRefused(string file, AcknowledgementRefusal refusal, Fingerprint? signer, TextRefusal? fault, (DateOnly? Dated, DateOnly Today) days)
    {
        var (why, hint) = refusal switch
        {
            AcknowledgementRefusal.FormatNewer => (
                $"{fault}", "nothing was changed: install a newer securedrop-net-server here, or have the reviewer acknowledge with the older program"),
            AcknowledgementRefusal.FrameNotCanonical => (
                $"it is not one clear-signed text in its one form ({fault})",
                "carry the file as `securedrop-reviewer acknowledge` wrote it: no editor, no mail program, no change of line ends"),
            AcknowledgementRefusal.TextNotCanonical => (
                $"what is signed is not an acknowledgement in its one form ({fault})", "take the file that `securedrop-reviewer acknowledge` wrote"),
            AcknowledgementRefusal.SignatureMisdated => (
                $"{signer?.Grouped()} signed it, dated {days.Dated:yyyy-MM-dd}, and here it is {days.Today:yyyy-MM-dd}",
                "one of the two clocks is wrong: set it right; if it is the isolated machine's, have the reviewer acknowledge again"),
            AcknowledgementRefusal.SignerNotReviewer => (
                $"{signer?.Grouped()} signed it, who is no reviewer", "only a reviewer's machine acknowledges"),
            AcknowledgementRefusal.SignerRetired => (
                $"{signer?.Grouped()} signed it, whose keys have ended", "have a reviewer with a current key open the bundle and acknowledge"),
            _ => (
                "no certificate of the keyring verifies its signature: it was altered, or a stranger signed it",
                "ask the reviewer by voice and carry the acknowledgement again"),
        };
        return Refused($"{file} is refused: {why} ({KeyringWords.Code(refusal)})", hint);
    }

    private static string GatewayHint(string code) => code switch
    {
        "keyring_unavailable" => "install a current keyring: `keyring install FILE`",
        "ledger_differs" or "bundle_unknown" or "head_differs" => "it belongs to another gateway, or to a vault before it was restored: ask the reviewer which bundle it is about",
        "entry_unknown" or "entry_purged" => "entries are counted in the ledger, which every bundle carries in data/ledger.txt",
        "entry_not_taken_out" => "export without --from first: an export from there would leave them behind",
        "entry_damaged" => "stop the gateway and keep a copy of the data directory; then `purge --forced ENTRY --reason damaged` gives it up by name and the rest can be "
            + "exported. A source who asks hears `unknown` and can send it again",
        NewerFormat.Code => "nothing was changed: the gateway is older than what it was given; install a newer securedrop-net-server and start it again",
        "root_differs" or "keyring_forked" => "do not use it: tell your organisation that a wrong keyring is going around",
        "keyring_older" => "get the newest keyring from your organisation",
        "example_certificates" => "the secret keys of keys-example/ are public: make your own with `securedrop-reviewer keygen`",
        "kit_differs" => "use an operator program and a gateway of one build, then give the same command again; until then the kit can be checked by voice only",
        "signer_unknown" => "use the key of an operator whom the keyring lists (`keyring show`)",
        "at_rest_key_differs" => "name the key's file at its source, which the gateway or its systemd unit is given; nothing was changed",
        "keyring_expired" => "get the newest keyring from your organisation, or set this machine's clock right",
        "vault_not_empty" => "start the gateway on a new, empty data directory, and give the command again",
        "restore_running" or "backup_running" => "let it end, then give the command again",
        "restoring" => "give `restore` once more, with the same options: it begins anew and finishes",
        "snapshot_malformed" => "intake stays closed; use an operator program and a gateway of one version, and give the command again",
        "receipt_unknown" => "is --to the address of this gateway? Another one has taken it",
        "storage_full" => "make space on the gateway's disk; nothing that was accepted is lost",
        _ => "see `status`; nothing was changed",
    };

    private static TroubleException Usage(string what, string hint) => new(ExitCode.Usage, what, hint);

    private static TroubleException Refused(string what, string hint) => new(ExitCode.Refused, what, hint);

    private static TroubleException Trouble(string what, string hint) => new(ExitCode.InputOutput, what, hint);
}
