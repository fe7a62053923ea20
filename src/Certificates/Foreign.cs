using System.Diagnostics.CodeAnalysis;

namespace SecureDrop.Certificates;

/// <summary>The one place where BouncyCastle meets octets from outside.</summary>
internal static class Foreign
{
    /// <summary>Runs what parses or computes over foreign octets; false when BouncyCastle threw.</summary>
    public static bool TryRead<T>(Func<T> read, [MaybeNullWhen(false)] out T value)
    {
        try
        {
            value = read();
            return true;
        }
#pragma warning disable CA1031 // Do not catch general exception types: on malformed octets BouncyCastle throws a dozen of them, down to NullReferenceException; each means refused.
        catch (Exception)
#pragma warning restore CA1031
        {
            value = default;
            return false;
        }
    }

    public static bool Holds(Func<bool> check) => TryRead(check, out var holds) && holds;
}
