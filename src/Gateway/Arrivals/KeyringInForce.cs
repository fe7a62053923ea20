using System.Diagnostics.CodeAnalysis;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Gateway.Arrivals;

/// <summary>
/// The keyring that this gateway follows now, replaced in one step when the operator installs the next. Nothing here verifies a signature:
/// `operator keyring install` has, and the gateway has no code for it.
/// </summary>
internal sealed class KeyringInForce(TimeProvider time)
{
    private sealed record Held(Keyring Keyring, byte[] Frame);

    private volatile Held? _held;

    public Keyring? Current => _held?.Keyring;

    /// <summary>The signed frame as it was installed.</summary>
    public byte[]? Frame => _held?.Frame;

    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>The keyring, if a message may be accepted to some subkey today; otherwise the door is closed.</summary>
    public Keyring? Accepting => Current is { } keyring && keyring.Accepts(Today) ? keyring : null;

    public void Follow(Keyring keyring, byte[] frame) => _held = new Held(keyring, frame);

    /// <summary>The frame's grammar and the text's, in its one canonical form.</summary>
    public static bool TryRead(ReadOnlySpan<byte> frame, [NotNullWhen(true)] out Keyring? keyring)
    {
        keyring = null;
        return SignedText.TryRead(frame, out var signed, out _) && Keyring.TryRead(signed.Text.Span, out keyring, out _);
    }
}
