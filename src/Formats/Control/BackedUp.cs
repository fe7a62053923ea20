namespace SecureDrop.Formats.Control;

/// <summary>POST /backed-up: a backup is written, synced and read again.</summary>
/// <param name="Line">The ledger's last line in it.</param>
/// <param name="Head">The head after that line, 64 hexadecimal digits.</param>
/// <param name="Arrivals">From the snapshot's header <see cref="ArrivalsHeader"/>.</param>
public sealed record BackedUp(int Line, string Head, int Arrivals)
{
    /// <summary>How many submissions had ever come in when the snapshot was taken.</summary>
    public const string ArrivalsHeader = "Arrivals";
}
