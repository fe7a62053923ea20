namespace SecureDrop.Storage.Files;

/// <summary>The files of a vault's directory.</summary>
internal static class FileNames
{
    public const string Hold = Formats.Control.DataFiles.Hold;
    public const string Identity = Formats.Control.DataFiles.Identity;
    public const string Data = "vault.data";
    public const string Log = "vault.log";
    public const string Ballast = Formats.Control.DataFiles.Ballast;

    public const string Pin = Formats.Control.DataFiles.Pin;

    /// <summary><see cref="DamageMark"/>.</summary>
    public const string Damaged = "vault.damaged";

    /// <summary>Behind the name of a file that is being made.</summary>
    public const string New = ".new";
}
