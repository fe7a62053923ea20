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

    public override string ToString() => throw new NotImplementedException();

    public static bool TryParse(ReadOnlySpan<char> text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PartName? name) => throw new NotImplementedException();
}
