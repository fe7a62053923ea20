using CsCheck;
using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Tests.Formats.OpenPgp;

public sealed class PropertyTests
{
    private static readonly byte[][] Good = [.. Vector.All().Where(vector => vector.Expect == "accept" && vector.Octets.Length < 2000).Select(vector => vector.Octets), SampleMessage.Whole(), SampleMessage.Whole(600)];

    /// <summary>Good messages with octets changed, taken out, doubled or cut; a few are changed nowhere and stay good.</summary>
    private static readonly Gen<byte[]> Mutated =
        from message in Gen.Int[0, Good.Length - 1].Select(i => Good[i])
        from changes in Gen.Select(Gen.Int[0, 3], Gen.Int[0, message.Length - 1], Gen.Byte).Array[0, 4]
        select changes.Aggregate(message, (octets, change) => Change(octets, change.Item1, change.Item2 % Math.Max(1, octets.Length), change.Item3));

    [Fact]
    public void Random_octets_never_throw_and_are_answered_alike_however_they_are_cut() =>
        Gen.Select(Gen.Byte.Array[0, 400], Gen.Int[1, 50]).Sample((octets, piece) =>
            Reading.Of(octets).Summary == Reading.Of(octets, () => piece).Summary, iter: Rounds.Of(5_000));

    [Fact]
    public void A_damaged_message_never_throws_and_what_is_still_accepted_writes_again_to_the_same_octets()
    {
        var (accepted, refused) = (0, 0);
        Gen.Select(Mutated, Gen.Int[1, 50]).Sample((octets, piece) =>
        {
            var whole = Reading.Of(octets, rule: Anybody);
            if (whole.Summary != Reading.Of(octets, () => piece, Anybody).Summary) return false;
            Interlocked.Increment(ref whole.Layout is null ? ref refused : ref accepted);
            if (whole.Layout is null) return true;
            return whole.Layout.Join(whole.Layout.Separate(new(whole.Octets))).AsSpan().SequenceEqual(whole.Octets)
                && Reading.Of(whole.Octets, rule: Anybody).Summary == whole.Summary;
        }, iter: Rounds.Of(20_000));
        Assert.True(accepted > 100 && refused > 100, $"{accepted} accepted, {refused} refused"); // control: both ways were walked
    }

    [Fact]
    public void No_damage_to_a_small_message_makes_the_reader_take_much_memory() =>
        Mutated.Sample(octets =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            using var reader = new MessageReader(Anybody);
            reader.Read(octets);
            reader.Finish(out var message);
            message?.Dispose();
            return GC.GetAllocatedBytesForCurrentThread() - before < 100_000;
        }, iter: Rounds.Of(5_000));

    private static byte[] Change(byte[] octets, int how, int at, byte value) => octets.Length == 0 ? octets : how switch
    {
        0 => [.. octets[..at], value, .. octets[(at + 1)..]],
        1 => [.. octets[..at], .. octets[(at + 1)..]],
        2 => [.. octets[..at], value, .. octets[at..]],
        _ => octets[..Math.Max(1, octets.Length - value % 8)],
    };

    private static Refusal? Anybody(KeyId subkey) => null;
}
