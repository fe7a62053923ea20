using System.Text.Json.Serialization.Metadata;
using SecureDrop.Formats.Control;
using SecureDrop.Storage;

namespace SecureDrop.Gateway.Control;

/// <summary>Answers on the control socket: JSON of the shapes in Formats/Control, or a problem with a code and what it means.</summary>
internal static class ControlAnswer
{
    public static IResult Json<T>(T value, JsonTypeInfo<T> type, int status = 200) => Results.Json(value, type, statusCode: status);

    public static IResult Problem(string code, string title, int status = 409) => Results.Json(
        new ControlProblem(status, code, title), ControlJson.Default.ControlProblem, "application/problem+json", status);

    public static IResult Problem(VaultRefusal refusal) => refusal switch
    {
        VaultRefusal.EntryUnknown => Problem("entry_unknown", "There is no such entry in the ledger."),
        VaultRefusal.EntryNotTakenOut => Problem("entry_not_taken_out", "Entries before this one have been in no finished bundle."),
        VaultRefusal.EntryPurged => Problem("entry_purged", "The entry has been purged."),
        VaultRefusal.EntryDamaged => Problem("entry_damaged", "The entry's octets no longer match its hash."),
        VaultRefusal.LedgerDiffers => Problem("ledger_differs", "This is about another ledger."),
        VaultRefusal.BundleUnknown => Problem("bundle_unknown", "This gateway has made no such bundle."),
        VaultRefusal.HeadDiffers => Problem("head_differs", "The head is not the one that the bundle ended with."),
        VaultRefusal.ReasonUnusable => Problem("reason_unusable", "A forced purge needs a reason of 1 to 200 octets without control characters."),
        VaultRefusal.AtRestKeyDiffers => Problem("at_rest_key_differs", "This is not the key that opens this gateway's vault."),
        VaultRefusal.SnapshotRunning => Problem("backup_running", "A backup is being made, and nothing is purged until that has ended."),
        VaultRefusal.VaultNotEmpty => Problem("vault_not_empty", "This gateway's vault holds something already."),
        VaultRefusal.RestoreRunning => Problem("restore_running", "Another restore is under way."),
        VaultRefusal.ReceiptUnknown => Problem("receipt_unknown", "This gateway holds nothing with this receipt."),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };
}
