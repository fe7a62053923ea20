using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SecureDrop.Formats.Testimonies;

/// <summary>
/// The literal packet's file name, inside the encryption: `ID-0003-0020`. In the order of these names the slices give the tar.
/// </summary>
/// <param name="Testimony">The same for all parts.</param>
/// <param name="Number">From 1 to <paramref name="Count"/>; written with four digits or more.</param>
/// <param name="Count">From 1 to 99,999.</param>
public sealed record PartName(TestimonyId Testimony, int Number, int Count)
{
    public const int MaximumCount = 99_999;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Testimony}-{Number:D4}-{Count:D4}");

    /// <summary>Reads what <see cref="ToString"/> writes and only that.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out PartName? name)
    {
        name = null;
        const int idLength = TestimonyId.Size * 2;
        if (text.Length is < idLength + 10 or > idLength + 12 || !TestimonyId.TryParse(text[..idLength], out var id)) return false;
        var numbers = text[(idLength + 1)..];
        var dash = Math.Max(0, numbers.IndexOf('-'));
        if (!int.TryParse(numbers[..dash], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        if (!int.TryParse(numbers[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return false;
        if (number < 1 || number > count || count > MaximumCount) return false;
        var read = new PartName(id, number, count);
        name = text.SequenceEqual(read.ToString()) ? read : null;
        return name is not null;
    }
}
