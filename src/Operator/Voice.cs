namespace SecureDrop.Operator;

/// <summary>Long hexadecimal numbers as people read them to each other.</summary>
internal static class Voice
{
    /// <summary>Groups of four digits.</summary>
    public static string Grouped(string hex) => string.Join(' ', hex.Chunk(4).Select(group => new string(group)));
}
