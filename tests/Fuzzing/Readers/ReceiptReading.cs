using System.Text;
using SecureDrop.Formats;

namespace SecureDrop.Fuzzing.Readers;

/// <summary>A receipt as somebody typed it: read in many ways, written in one.</summary>
internal static class ReceiptReading
{
    public static string Of(byte[] octets, int cuts)
    {
        if (!Receipt.TryParse(Encoding.UTF8.GetString(octets), out var receipt)) return "refuse";
        BrokenPromiseException.Unless(Receipt.TryParse($"{receipt}", out var shown) && shown == receipt, "shown it is another");
        BrokenPromiseException.Unless(Receipt.TryParse(receipt.Digits, out var plain) && plain == receipt, "in digits it is another");
        return $"accept {receipt.Digits}";
    }
}
