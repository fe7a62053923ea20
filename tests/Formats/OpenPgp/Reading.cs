using System.Buffers;
using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Tests.Formats.OpenPgp;

/// <summary>What a reader answered: a refusal, or the message's octets, hash, recipients and layout.</summary>
internal sealed record Reading(Refusal? Refusal, byte[] Octets, string Summary, IReadOnlyList<KeyId> Recipients, MessageLayout? Layout)
{
    public string Code => Refusal?.Code() ?? "accept";

    /// <param name="octets">What is sent.</param>
    /// <param name="cut">Length of the next piece, asked again and again; whole when absent.</param>
    /// <param name="rule">The keyring; that of <see cref="SampleMessage"/> when absent.</param>
    public static Reading Of(ReadOnlySpan<byte> octets, Func<int>? cut = null, RecipientRule? rule = null)
    {
        using var reader = new MessageReader(rule ?? SampleMessage.Rule);
        for (var rest = octets; !rest.IsEmpty;)
        {
            var piece = Math.Min(cut?.Invoke() ?? rest.Length, rest.Length);
            reader.Read(rest[..piece]);
            rest = rest[piece..];
        }

        var refusal = reader.Finish(out var message);
        using (message)
        {
            Assert.Equal(refusal is null, message is not null);
            return message is null
                ? new Reading(refusal, [], refusal?.Code() ?? "", [], null)
                : new Reading(null, message.Octets.ToArray(), $"{message.Hash} {string.Join(' ', message.Recipients)}", message.Recipients, message.Layout);
        }
    }

    /// <summary>The first octet after which the answer was a refusal, counted from 1; 0 when it came only at the end or not at all.</summary>
    public static int RefusedAt(ReadOnlySpan<byte> octets)
    {
        using var reader = new MessageReader(SampleMessage.Rule);
        for (var i = 0; i < octets.Length; i++)
            if (reader.Read(octets.Slice(i, 1)) is not null) return i + 1;
        return 0;
    }
}
