namespace SecureDrop.Formats;

/// <summary>Damm's check digit with his table of order 10: over digits and their check digit it is 0.</summary>
internal static class DammDigit
{
    private static readonly string[] Table =
    [
        "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
        "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
    ];

    /// <param name="digits">ASCII digits only.</param>
    public static int Over(ReadOnlySpan<char> digits)
    {
        var interim = 0;
        foreach (var digit in digits) interim = Table[interim][digit - '0'] - '0';
        return interim;
    }
}
