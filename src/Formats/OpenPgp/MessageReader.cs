namespace SecureDrop.Formats.OpenPgp;

/// <summary>Tells whether the keyring accepts an encryption subkey today; null when it does.</summary>
public delegate Refusal? RecipientRule(KeyId subkey);

/// <summary>Reads one message as its octets arrive, binary or armored, and judges each rule in stream order.</summary>
public sealed class MessageReader(RecipientRule recipients) : IDisposable
{
    /// <summary>Takes the next octets. Once a rule has failed the answer stays the same.</summary>
    public Refusal? Read(ReadOnlySpan<byte> octets) => throw new NotImplementedException($"{recipients}{octets.Length}");

    /// <summary>The stream has ended: the message, or why it is none. The reader gives its buffers to the message.</summary>
    public Refusal? Finish(out EncryptedMessage? message) => throw new NotImplementedException();

    public void Dispose() { }
}
