namespace SecureDrop.Formats;

/// <summary>A version that this program does not read yet.</summary>
/// <param name="What">The name of its format.</param>
/// <param name="Version">As it was read.</param>
/// <param name="Known">The newest that this program reads.</param>
public sealed record NewerFormat(string What, int Version, int Known)
{
    /// <summary>The stable code that people and scripts see, for every format and in every program.</summary>
    public const string Code = "format_newer";

    /// <summary>Reads on after what it is about.</summary>
    public override string ToString() => $"it has {What} format {Version}, and this program reads format {Known}: this needs a newer SecureDrop.Net ({Code})";
}
