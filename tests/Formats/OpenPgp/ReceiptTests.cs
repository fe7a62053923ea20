using System.Text.RegularExpressions;
using SecureDrop.Formats;

namespace SecureDrop.Tests.Formats.OpenPgp;

/// <summary>tests/Vectors/receipts.txt, which the page's own code reads too.</summary>
public sealed class ReceiptTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Vector.Root(), "tests", "Vectors", "receipts.txt"));

    [Fact]
    public void A_ciphertexts_receipt_is_the_one_in_the_vector_file()
    {
        var vectors = Matches("^of ([0-9a-f]{64}) = ([0-9 ]{29})$", 8);
        foreach (var vector in vectors)
        {
            Assert.True(Sha256Hash.TryParse(vector[1].Value, out var hash));
            Assert.Equal(vector[2].Value, Receipt.Of(hash).ToString());
            Assert.Equal(vector[2].Value.Replace(" ", "", StringComparison.Ordinal), Receipt.Of(hash).Digits);
            Assert.True(Receipt.TryParse(vector[2].Value, out var typed));
            Assert.Equal(Receipt.Of(hash), typed);
        }
    }

    [Fact]
    public void A_source_may_type_a_receipt_in_the_digits_of_any_script_with_blanks_dashes_and_marks_between()
    {
        foreach (var vector in Matches("^read \"(.*)\" = ([0-9]{25})$", 18))
        {
            Assert.True(Receipt.TryParse(Regex.Unescape(vector[1].Value), out var receipt), vector[1].Value);
            Assert.Equal(vector[2].Value, receipt.Digits);
        }
    }

    [Fact]
    public void A_source_who_mistypes_a_receipt_is_told_so()
    {
        foreach (var vector in Matches("^refuse \"(.*)\" : .+$", 14))
            Assert.False(Receipt.TryParse(Regex.Unescape(vector[1].Value), out _), vector[1].Value);
    }

    [Fact]
    public void Every_single_wrong_digit_and_every_swap_of_neighbours_is_found()
    {
        var digits = Receipt.Of(Sha256Hash.Of("abc"u8)).Digits;
        for (var i = 0; i < digits.Length; i++)
        {
            for (var wrong = '0'; wrong <= '9'; wrong++)
                Assert.Equal(wrong == digits[i], Receipt.TryParse(digits[..i] + wrong + digits[(i + 1)..], out _));
            if (i > 0 && digits[i] != digits[i - 1])
                Assert.False(Receipt.TryParse(digits[..(i - 1)] + digits[i] + digits[i - 1] + digits[(i + 1)..], out _));
        }
    }

    private static List<GroupCollection> Matches(string pattern, int atLeast)
    {
        var found = Lines.Select(line => Regex.Match(line, pattern)).Where(match => match.Success).Select(match => match.Groups).ToList();
        Assert.True(found.Count >= atLeast, $"{pattern}: {found.Count}");
        return found;
    }
}
