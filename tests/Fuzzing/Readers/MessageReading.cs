using System.Buffers;
using System.Globalization;
using System.Text;
using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Tests;

namespace SecureDrop.Fuzzing.Readers;

/// <summary>What the gateway's gate says to a message, binary or armored, with the keyring of tests/Vectors/messages.</summary>
internal static class MessageReading
{
    private static readonly Dictionary<KeyId, Refusal?> Keyring =
        File.ReadLines(Path.Combine(Vector.Root(), "tests", "Vectors", "messages", "keyring.txt")).Select(line => line.Split(' '))
            .ToDictionary(
                words => new KeyId(ulong.Parse(words[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
                words => words[1] == "accepted" ? (Refusal?)null : Refusal.RecipientRetired);

    public static string Of(byte[] octets, int cuts)
    {
        using var reader = new MessageReader(subkey => Keyring.TryGetValue(subkey, out var refusal) ? refusal : Refusal.RecipientUnknown);
        using var stream = new Cuts(octets, cuts);
        Refusal? first = null;
        for (var piece = stream.Piece(); !piece.IsEmpty; piece = stream.Piece())
        {
            var answer = reader.Read(piece);
            BrokenPromiseException.Unless(first is null || answer == first, "a refusal was taken back");
            first ??= answer;
        }

        var refusal = reader.Finish(out var message);
        BrokenPromiseException.Unless((message is null) == (refusal is not null) && (first is null || refusal == first), "the end says something else");
        using (message) return message is null ? refusal?.Code() ?? "" : Accepted(octets, message);
    }

    private static string Accepted(byte[] octets, EncryptedMessage message)
    {
        var binary = message.Octets.ToArray();
        var again = message.Layout.Join(message.Layout.Separate(message.Octets));
        BrokenPromiseException.Unless(again.AsSpan().SequenceEqual(binary), "its packets give other octets");
        BrokenPromiseException.Unless(octets[0] < 0x80 || binary.AsSpan().SequenceEqual(octets), "other octets are kept than came");
        BrokenPromiseException.Unless(message.Hash == Sha256Hash.Of(binary), "its hash is another's");
        if (octets[0] < 0x80)
        {
            var armored = Encoding.ASCII.GetBytes(Armor.Write("PGP MESSAGE", binary));
            if (!armored.AsSpan().SequenceEqual(octets)) BrokenPromiseException.Unless(Of(armored, 0).EndsWith($"{message.Hash}", StringComparison.Ordinal), "armored anew it is another");
        }

        return $"accept {message.Recipients.Count} {message.Hash}";
    }
}
