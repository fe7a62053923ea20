using System.Buffers;
using System.Runtime.InteropServices;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Tests.Formats.OpenPgp;

public sealed class WipeTests
{
    [Fact]
    public void A_messages_octets_are_wiped_when_it_is_disposed_and_cannot_be_asked_for_again()
    {
        var octets = SampleMessage.Whole(5000);
        using var reader = new MessageReader(SampleMessage.Rule);
        reader.Read(octets);
        Assert.Null(reader.Finish(out var message));
        Assert.NotNull(message);
        Assert.True(MemoryMarshal.TryGetArray(message.Octets.First, out var buffer) && buffer.Array is not null);
        var ciphertext = octets.AsSpan(1000, 64);
        Assert.True(buffer.Array.AsSpan().IndexOf(ciphertext) >= 0); // control: it was there

        message.Dispose();
        Assert.Equal(-1, buffer.Array.AsSpan().IndexOf(ciphertext));
        Assert.Throws<ObjectDisposedException>(() => message.Octets);
        message.Dispose(); // twice is harmless
    }

    [Fact]
    public void A_reader_disposed_after_it_gave_its_message_leaves_the_message_whole()
    {
        var reader = new MessageReader(SampleMessage.Rule);
        reader.Read(SampleMessage.Whole());
        reader.Finish(out var message);
        reader.Dispose();
        using (message) Assert.Equal(Sha256(SampleMessage.Whole()), message?.Octets is { } octets ? Sha256(octets.ToArray()) : "");
    }

    private static string Sha256(byte[] octets) => SecureDrop.Formats.Sha256Hash.Of(octets).ToString();
}
