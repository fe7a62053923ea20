using System.Diagnostics.CodeAnalysis;
using SecureDrop.Formats;

namespace SecureDrop.Certificates;

/// <summary>An opened secret primary key that signs texts and files. Disposing zeroes what can be zeroed.</summary>
public sealed class SigningKey : IDisposable
{
    private SigningKey(Fingerprint primary) => Primary = primary;

    public Fingerprint Primary { get; }

    public static bool TryOpen(string armoredSecret, ReadOnlySpan<char> passphrase, [NotNullWhen(true)] out SigningKey? key, out SecretKeyRefusal refusal) =>
        throw new NotImplementedException($"{armoredSecret}{passphrase.Length}");

    /// <summary>A detached armored signature over the octets as they are.</summary>
    public string SignDetached(ReadOnlySpan<byte> octets, DateTimeOffset now) => throw new NotImplementedException($"{octets.Length}{now}{Primary}");

    public void Dispose() => GC.KeepAlive(new SigningKey(Primary));

    public override string ToString() => nameof(SigningKey);
}
