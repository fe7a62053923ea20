using System.Text;
using SecureDrop.Formats;
using SecureDrop.Formats.Control;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Operator.Bundles;

/// <summary>The ledger of an export, checked against what the gateway wants to hand out.</summary>
internal static class ExportLedger
{
    /// <summary>Each item is a stored line with that hash, and each stored line that no purge took is an item.</summary>
    public static LedgerText Read(ExportPlan plan)
    {
        using var text = new MemoryStream();
        foreach (var piece in plan.LedgerText) text.Write(Encoding.UTF8.GetBytes(piece));
        if (!LedgerText.TryRead(text.GetBuffer().AsSpan(0, (int)text.Length), out var ledger, out var refusal))
            throw Troubles.PlanDiffers($"its ledger is not read, {refusal}");
        if ($"{ledger.Id}" != plan.LedgerId) throw Troubles.PlanDiffers("the ledger has another id");

        var stored = ledger.Lines.Where(line => line.Event == LedgerEvent.Stored).ToDictionary(line => line.Entry, line => line.Hash);
        var purged = ledger.Lines.Where(line => line.Event is LedgerEvent.Purged or LedgerEvent.Forced).Select(line => line.Entry).ToHashSet();
        foreach (var item in plan.Items)
        {
            var told = stored.Remove(item.Entry, out var hash) && Sha256Hash.TryParse(item.Sha256, out var handed) && hash == handed;
            if (!told) throw Troubles.PlanDiffers($"entry {item.Entry} is not in the ledger as it is handed out");
        }
        foreach (var entry in stored.Keys.Where(entry => !purged.Contains(entry)))
            throw Troubles.PlanDiffers($"entry {entry} is in the ledger and is not handed out");
        return ledger;
    }
}
