using System.Buffers.Binary;
using System.Globalization;

namespace SecureDrop.Formats;

/// <summary>
/// What a source keeps: 24 decimal digits and one check digit, shown in five groups of five.
/// The 24 digits are the first 16 octets of the SHA-256 of the binary ciphertext, as a big-endian number, modulo 10^24,
/// left-padded with zeros. The last is Damm's check digit over them (H. M. Damm, 2004; the table of order 10), which finds
/// every single wrong digit and every swap of two neighbours. Fixed by tests/Vectors/receipts.txt.
/// A receipt is no secret and no proof: whoever has the ciphertext has it too, and two ciphertexts with one receipt can be made with 2^40 work.
/// </summary>
public readonly record struct Receipt
{
    public const int DigitCount = 25;
    private static readonly UInt128 Modulus = UInt128.Parse("1000000000000000000000000", CultureInfo.InvariantCulture);
    private readonly UInt128 _number;

    private Receipt(UInt128 number) => _number = number;

    /// <param name="ciphertext">SHA-256 of the message in binary form; armor does not count.</param>
    public static Receipt Of(Sha256Hash ciphertext) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(ciphertext.ToArray()) % Modulus);

    /// <summary>25 ASCII digits without blanks.</summary>
    public string Digits
    {
        get
        {
            var digits = _number.ToString("D24", CultureInfo.InvariantCulture);
            return digits + (char)('0' + DammDigit.Over(digits));
        }
    }

    /// <summary>
    /// As people type it: decimal digits of any script (Unicode category Nd), mixed or not; blanks, dashes and the marks
    /// that keyboards and bidirectional text leave behind are ignored. False for anything else, a wrong length or a wrong check digit.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Receipt receipt)
    {
        receipt = default;
        Span<char> digits = stackalloc char[DigitCount];
        var count = 0;
        foreach (var sign in text.EnumerateRunes())
        {
            if (ReceiptSigns.IsIgnored(sign)) continue;
            if (count == DigitCount || ReceiptSigns.Digit(sign) is not { } digit) return false;
            digits[count++] = (char)('0' + digit);
        }

        if (count != DigitCount || DammDigit.Over(digits) != 0) return false;
        receipt = new Receipt(UInt128.Parse(digits[..^1], CultureInfo.InvariantCulture));
        return true;
    }

    /// <summary>Five groups of five digits with one space between.</summary>
    public override string ToString() => string.Join(' ', Digits.Chunk(5).Select(group => new string(group)));
}
