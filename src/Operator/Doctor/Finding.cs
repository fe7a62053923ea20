namespace SecureDrop.Operator.Doctor;

/// <summary>What one check has come to.</summary>
/// <param name="Check">Its name, stable for scripts.</param>
/// <param name="Level">How bad it is.</param>
/// <param name="Found">What was seen, in words.</param>
/// <param name="Remedy">The next step; null when there is none to take.</param>
internal sealed record Finding(string Check, Level Level, string Found, string? Remedy)
{
    private const string UnknownPrefix = "unknown: ";

    public bool IsUnknown => Found.StartsWith(UnknownPrefix, StringComparison.Ordinal);

    public static Finding Ok(string check, string found) => new(check, Level.Ok, found, null);

    public static Finding Notice(string check, string found, string? remedy) => new(check, Level.Notice, found, remedy);

    public static Finding Warning(string check, string found, string remedy) => new(check, Level.Warning, found, remedy);

    public static Finding Danger(string check, string found, string remedy) => new(check, Level.Danger, found, remedy);

    /// <summary>It could not be seen. Who asked is to know that: never ok.</summary>
    public static Finding Unknown(string check, string why, string remedy) => new(check, Level.Warning, UnknownPrefix + why, remedy);
}
