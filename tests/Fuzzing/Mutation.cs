using System.Buffers.Binary;

namespace SecureDrop.Fuzzing;

/// <summary>Changes octets as a forger might: bits, numbers, lines and stretches altered, dropped, doubled, moved, or taken from another input.</summary>
internal sealed class Mutation(Random random)
{
    private static readonly byte[] Telling = [0x00, 0x01, 0x7F, 0x80, 0xBF, 0xC0, 0xFE, 0xFF, (byte)'\n', (byte)'\r', (byte)' ', (byte)'-', (byte)'0', (byte)'9', (byte)':', (byte)'='];
    private static readonly uint[] Numbers = [0, 1, 44, 45, 46, 94, 191, 192, 511, 512, 8383, 8384, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF];

    /// <summary>One to eight changes.</summary>
    /// <param name="octets">What is changed, in a copy.</param>
    /// <param name="other">Where stretches are taken from.</param>
    /// <param name="longest">Most octets of the answer.</param>
    public byte[] Of(byte[] octets, byte[] other, int longest)
    {
        List<byte> changed = [.. octets];
        for (var times = 1 << random.Next(4); times > 0; times--) Change(changed, other);
        if (changed.Count > longest) changed.RemoveRange(longest, changed.Count - longest);
        return [.. changed];
    }

    private void Change(List<byte> octets, byte[] other)
    {
        var at = random.Next(octets.Count + 1);
        var length = Math.Min(octets.Count - at, 1 << random.Next(9));
        var kind = random.Next(12);
        if (at == octets.Count || kind == 0) octets.Insert(at, Octet());
        else if (kind == 1) octets[at] ^= (byte)(1 << random.Next(8));
        else if (kind == 2) octets[at] = Octet();
        else if (kind == 3) octets[at] += (byte)random.Next(-16, 17);
        else if (kind == 4) octets.RemoveRange(at, length);
        else if (kind == 5) octets.InsertRange(at, octets.GetRange(at, length));
        else if (kind == 6) Overwrite(octets, at);
        else if (kind == 7) octets.RemoveRange(random.Next(2) * at, Math.Min(at, octets.Count - at));
        else if (kind == 8 && other.Length > 0) octets.InsertRange(at, Stretch(other));
        else if (kind == 9 && other.Length > 0) Replace(octets, at, Stretch(other));
        else if (kind == 10) ChangeLines(octets, other);
        else octets[random.Next(Math.Min(octets.Count, 64))] = Octet();
    }

    private byte Octet() => random.Next(2) == 0 ? Telling[random.Next(Telling.Length)] : (byte)random.Next(256);

    private void Overwrite(List<byte> octets, int at)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(number, Numbers[random.Next(Numbers.Length)]);
        for (var i = random.Next(4); i < 4 && at < octets.Count; i++) octets[at++] = number[i];
    }

    private static void Replace(List<byte> octets, int at, byte[] stretch)
    {
        octets.RemoveRange(at, Math.Min(stretch.Length, octets.Count - at));
        octets.InsertRange(at, stretch);
    }

    private byte[] Stretch(byte[] other)
    {
        var start = random.Next(other.Length);
        return other[start..Math.Min(other.Length, start + (1 << random.Next(9)))];
    }

    /// <summary>A line dropped, doubled, moved, or one of the other's put in.</summary>
    private void ChangeLines(List<byte> octets, byte[] other)
    {
        var (start, end) = Line(octets, random.Next(octets.Count));
        var line = octets.GetRange(start, end - start);
        if (random.Next(2) == 0) octets.RemoveRange(start, end - start);
        if (random.Next(3) == 0 || octets.Count == 0) return;
        var place = Line(octets, random.Next(octets.Count)).Start;
        if (random.Next(2) == 0 && other.Length > 0)
        {
            var (from, to) = Line(other, random.Next(other.Length));
            octets.InsertRange(place, other[from..to]);
        }
        else
        {
            octets.InsertRange(place, line);
        }
    }

    private static (int Start, int End) Line(IReadOnlyList<byte> octets, int at)
    {
        var start = at;
        while (start > 0 && octets[start - 1] != '\n') start--;
        while (at < octets.Count && octets[at] != '\n') at++;
        return (start, Math.Min(at + 1, octets.Count));
    }
}
