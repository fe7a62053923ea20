using SecureDrop.Certificates;

namespace SecureDrop.Operator.Backups;

/// <summary>What stops a backup or a restore, and what to do next.</summary>
internal static class BackupTroubles
{
    private const string Again = "nothing was changed: take another copy of the backup";

    public static TroubleException CertificateUnusable(string file, string why) => new(
        ExitCode.Refused, $"{file} is refused as a backup certificate: {why}",
        "make one on the isolated machine (securedrop-reviewer keygen --role backup --name NAME), and bring NAME.public.asc here; its secret key stays there");

    public static TroubleException SecretIsAReviewers(string file) => new(
        ExitCode.Refused, $"{file} is a reviewer's secret key, which must never be on this machine",
        "take it back to the isolated machine and tell the organisation; a restore needs the secret key of the backup certificate");

    public static TroubleException SecretUnusable(string file, string why) => new(
        ExitCode.Refused, $"{file} does not open: {why}", "name the backup certificate's secret key (NAME.secret.asc) and the file with its passphrase");

    public static TroubleException SnapshotWrong(string why) => new(
        ExitCode.Refused, $"what the gateway hands out is no whole snapshot: {why}", "give the command again; if it happens again, `doctor` looks at the vault");

    public static TroubleException TargetFailed(string target, string why) => new(
        ExitCode.InputOutput, $"{target} could not be written: {why}", "make space or take another medium and give the command again; the gateway is as it was");

    public static TroubleException NotTold(string folder, TroubleException why) => new(
        why.ExitCode, $"{folder} is whole and signed, but the gateway did not take note of it: {why.Message}", "keep it; `status` counts from the backup before");

    public static TroubleException Damaged(int count) => new(
        ExitCode.Refused, $"{count} of the vault's ciphertexts could not be read and {(count == 1 ? "is" : "are")} not in the backup; all else is",
        "`doctor` names them; what has been exported may still be opened from its bundle");

    public static TroubleException VaultNotEmpty() => new(
        ExitCode.Refused, "this gateway holds something already, and nothing is restored over it (vault_not_empty)",
        "stop it, start it on a new, empty data directory (another --data DIR), and give the command again; what it took from sources it has given receipts for: export that first, and keep that directory until reviewers have it");

    public static TroubleException KeyringBehind(string what, KeyringRefusal refusal, int epoch) => new(
        ExitCode.Refused, $"the keyring of {what} is refused: {refusal.Words()} ({KeyringWords.Code(refusal)})",
        refusal == KeyringRefusal.EpochLower ? $"this data directory has seen epoch {epoch}: restore with --keyring FILE, that one or a later one" : KeyringWords.Hint(refusal));

    public static TroubleException KeyringNotTaken(string file, TroubleException why) => new(
        why.ExitCode, $"the backup is restored, but the gateway does not follow {file}: {why.Message}",
        "sources seal by the backup's keyring until then: `keyring install FILE` at once, or stop the gateway");

    public static TroubleException Refused(string what, BackupRefusal refusal, string detail) => new(
        ExitCode.Refused, $"{what}: {Words(refusal)}{(detail.Length > 0 ? $": {detail}" : "")} ({KeyringWords.Code(refusal)})", Hint(refusal));

    private static string Words(BackupRefusal refusal) => refusal switch
    {
        BackupRefusal.NotABackup => "no signed bag of this kind is here",
        BackupRefusal.SignatureWrong => "no operator of its keyring has signed it as it is",
        BackupRefusal.SignerNotValid => "the operator who signed it was not listed for its day",
        BackupRefusal.Missing => "the signed manifest lists it, and it is not here",
        BackupRefusal.Altered => "its octets do not have the hash of the signed manifest",
        BackupRefusal.FormatNewer => "a later version of this program has made it",
        BackupRefusal.Malformed => "it is not as this program writes it",
        BackupRefusal.AnotherCertificate => "it is sealed to another certificate than this key's",
        BackupRefusal.DoesNotOpen => "it is signed, and yet does not open",
        BackupRefusal.AnotherLedger => "a bundle of another ledger",
        BackupRefusal.Gap => "ledger lines are missing between the backup and it",
        BackupRefusal.Fork => "it tells another story than the backup",
        _ => "the ledger knows what is in neither the backup nor a bundle named here",
    };

    private static string Hint(BackupRefusal refusal) => refusal switch
    {
        BackupRefusal.FormatNewer => "nothing was changed: install that version of securedrop-net-server, or a later one, then give the command again",
        BackupRefusal.AnotherCertificate => "bring the secret key of the certificate that is named",
        BackupRefusal.SignatureWrong or BackupRefusal.SignerNotValid =>
            "take another copy; a bundle signed by an operator whom only a later keyring lists needs that one too: --keyring FILE",
        BackupRefusal.Gap => "name the bundles between as well: --bundle DIR DIR",
        BackupRefusal.AnotherLedger => "leave it out: it is of another gateway",
        BackupRefusal.Fork => "restore nothing yet: one of the two was forged, or the gateway was restored before; compare heads by voice with a reviewer (compare-head)",
        BackupRefusal.EntriesLost => "look for whole copies of the bundles that held them (--bundle DIR…); to go on without, add --accept-lost: the ledger will say so, and the reviewers be told",
        _ => Again,
    };

}
