using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Reviewer.Tests;

/// <summary>Sealed testimonies as a source's program makes them.</summary>
internal static class Testimonies
{
    public const string Arabic = "شهادة عن الليلة الأولى";

    public static TestimonyId Id(byte value) => new([.. Enumerable.Repeat(value, TestimonyId.Size)]);

    public static TestimonyArchive Plan(string account, int? partSize, params (string Name, byte[] Octets)[] files) =>
        TestimonyArchive.TryPlan(
            new Account(account, "ar"), [.. files.Select(file => Attachment.Measure(file.Name, () => new MemoryStream(file.Octets)))], partSize, out var archive, out var fault)
            ? archive : throw new InvalidOperationException($"{fault}");

    /// <summary>The parts in order.</summary>
    public static byte[][] Seal(byte id, TestimonyArchive archive) => [.. archive.Slices().Select((slice, at) =>
        Organisation.Sealer.Seal(slice.Span, new PartName(Id(id), at + 1, archive.Parts)))];

    public static byte[][] Seal(byte id, string account, int? partSize = 16 << 10, params (string Name, byte[] Octets)[] files) => Seal(id, Plan(account, partSize, files));

    /// <summary>Octets of a tar that a test may spoil.</summary>
    public static byte[] Tar(TestimonyArchive archive) => [.. archive.Slices().SelectMany(slice => slice.ToArray())];

    /// <summary>A whole archive as one part.</summary>
    public static byte[] SealWhole(byte id, byte[] tar) => Organisation.Sealer.Seal(tar, new PartName(Id(id), 1, 1));

    public static byte[] Random(int octets, int seed = 1)
    {
        var random = new byte[octets];
        new Random(seed).NextBytes(random);
        return random;
    }
}
