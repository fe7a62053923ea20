using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Security;
using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Soak;

/// <summary>Seals testimonies to the keyring of the day, in this process: a program for each would make a thin crowd on two cores.</summary>
internal sealed class Sealery(World world, History history)
{
    private readonly string _folder = world.NewFolder("sent");
    private int _number;
    private volatile Keyed? _keyed;

    private sealed record Keyed(Sealer Sealer, DateOnly Day);

    /// <summary>Follows a keyring that was installed.</summary>
    public void Follow(TrustedKeyring keyring)
    {
        var sealer = Sealer.For(keyring, world.Today, new SecureRandom()) ?? throw new ViolationException($"epoch {keyring.Lines.Epoch} names nobody to seal to on {world.Today}");
        _keyed = new Keyed(sealer, world.Today);
    }

    /// <summary>The parts of one more testimony, in order.</summary>
    public IReadOnlyList<Item> Seal(Random random)
    {
        var keyed = _keyed ?? throw new InvalidOperationException("No keyring yet.");
        var size = Buckets.Sizes[random.Next(100) switch { < 82 => 0, < 92 => 1, < 97 => 2, < 99 => 3, _ => 4 }];
        var parts = random.Next(4) == 0 ? random.Next(2, 5) : 1;
        var text = $"testimony {Interlocked.Increment(ref _number)} of {RandomNumberGenerator.GetHexString(16)}\nرأيت سيارتين.\n";
        var octets = new byte[Math.Max(0, size * (parts - 1))];
        random.NextBytes(octets);
        Attachment[] files = octets.Length == 0 ? [] : [Attachment.Measure("صورة.bin", () => new MemoryStream(octets))];
        if (!TestimonyArchive.TryPlan(new Account(text, "ar"), files, size, out var archive, out var fault)) throw new InvalidOperationException($"{fault}");
        return [.. Sealing.Seal(archive, keyed.Sealer, new SecureRandom()).Select(part => Keep(part.Octets.Span, text, part.Name.Number, part.Name.Count))];
    }

    /// <summary>Takes up what another program has sealed.</summary>
    public Item Keep(ReadOnlySpan<byte> octets, string account, int part, int parts)
    {
        var hash = Sha256Hash.Of(octets);
        var file = Path.Combine(_folder, $"{hash}.pgp");
        File.WriteAllBytes(file, octets);
        var item = new Item(hash, file, account, part, parts, world.Today);
        history.Add(item);
        return item;
    }

    /// <summary>Something that must be refused, with words in it that must lie nowhere afterwards.</summary>
    public static byte[] Junk(Random random, string mark)
    {
        var words = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"{mark} they came at night. ", random.Next(1, 2000))));
        return random.Next(6) switch
        {
            0 => [],
            1 => words,
            2 => [0x84 + 4, 3, .. words], // a compressed packet in the clear
            3 => [0xCB, .. words], // a literal packet
            4 => Encoding.ASCII.GetBytes($"-----BEGIN PGP MESSAGE-----\n\n{mark}\n-----END PGP MESSAGE-----\n"),
            _ => [0xC1, 94, 3, 1, 2, 3, 4, 5, 6, 7, 8, 18, .. words],
        };
    }
}
