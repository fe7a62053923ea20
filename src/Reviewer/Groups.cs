namespace SecureDrop.Reviewer;

/// <summary>Long signs in groups of four, to be read aloud or copied by hand.</summary>
internal static class Groups
{
    public static string Of(string signs) => string.Join(' ', signs.Chunk(4).Select(four => new string(four)));
}
