namespace SecureDrop.Fuzzing;

/// <summary>A reader broke a rule; the message carries the input in base64.</summary>
public sealed class FindingException(string what, byte[] octets, Exception? inner = null)
    : Exception($"{what}, on {octets.Length} octets: {Convert.ToBase64String(octets)}", inner)
{
    public byte[] Octets { get; } = octets;
}
