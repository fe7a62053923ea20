namespace SecureDrop.Fuzzing.Readers;

/// <summary>A reader accepted octets that it does not keep to.</summary>
public sealed class BrokenPromiseException(string message) : Exception(message)
{
    internal static void Unless(bool kept, string promise)
    {
        if (!kept) throw new BrokenPromiseException(promise);
    }
}
