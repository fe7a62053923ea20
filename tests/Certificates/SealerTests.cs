using System.Text;
using Org.BouncyCastle.Security;
using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Tests;

namespace SecureDrop.Certificates.Tests;

public sealed class SealerTests
{
    private static readonly SecureRandom Random = new();
    private static readonly PartName Name = new(new TestimonyId(new byte[16]), 3, 20);
    private static readonly byte[] Slice = [.. "slice "u8, .. new byte[(16 << 10) - 6]];

    [Fact]
    public void A_sealed_part_is_a_message_that_the_gateway_accepts()
    {
        var octets = Sealer().Seal(Slice, Name);
        var subkeys = ExampleKeys.Keyring.Lines.SealingSubkeys(ExampleKeys.Today).Select(line => line.Subkey.GetValueOrDefault().KeyId).ToArray();
        using var reader = new MessageReader(subkey => ExampleKeys.Keyring.Lines.Judge(subkey, ExampleKeys.Today));
        reader.Read(octets);

        Assert.Null(reader.Finish(out var message));
        using (message) Assert.Equal(subkeys, message?.Recipients);
    }

    [Fact]
    public void All_parts_of_one_bucket_have_one_length_whatever_they_hold()
    {
        var zeros = Sealer().Seal(new byte[16 << 10], Name);
        var random = Sealer().Seal(SecureRandom.GetNextBytes(Random, 16 << 10), Name);

        Assert.Equal(random.Length, zeros.Length);
        Assert.True(zeros.Length > 16 << 10);
        Assert.Equal(-1, zeros.AsSpan().IndexOf(new byte[16]));
    }

    [Fact]
    public void The_same_part_sealed_twice_gives_two_ciphertexts() => Assert.NotEqual(Sealer().Seal(Slice, Name), Sealer().Seal(Slice, Name));

    [Fact]
    public void An_expired_keyring_gives_no_sealer()
    {
        Assert.Null(Certificates.Sealer.For(ExampleKeys.Keyring, new DateOnly(2100, 1, 1), Random));
        Assert.Null(Certificates.Sealer.For(ExampleKeys.Keyring, new DateOnly(2099, 1, 2), Random));
        Assert.NotNull(Certificates.Sealer.For(ExampleKeys.Keyring, new DateOnly(2099, 1, 1), Random));
    }

    [Fact]
    public void A_testimony_is_sealed_in_parts_each_accepted_with_a_receipt_of_its_own()
    {
        var file = SecureRandom.GetNextBytes(Random, 100_000);
        var attachment = Attachment.Measure("صورة.jpg", () => new MemoryStream(file));
        Assert.True(TestimonyArchive.TryPlan(new Account("مرحبا"), [attachment], 16 << 10, out var archive, out _));
        var parts = Sealing.Seal(archive, Sealer(), Random).ToList();

        Assert.Equal(archive.Parts, parts.Count);
        Assert.Equal(Enumerable.Range(1, parts.Count), parts.Select(part => part.Name.Number));
        Assert.Single(parts.Select(part => part.Name.Testimony).Distinct());
        Assert.Equal(parts.Count, parts.Select(part => part.Receipt).Distinct().Count());
        Assert.All(parts, part => Assert.Equal(Receipt.Of(Sha256Hash.Of(part.Octets.Span)), part.Receipt));
    }

    [NeedsFact("gpg", "tar")]
    public void Stock_gpg_and_tar_open_a_testimony_sealed_in_parts()
    {
        using var tools = new StockTools();
        var file = SecureRandom.GetNextBytes(Random, 100_000);
        Assert.True(TestimonyArchive.TryPlan(
            new Account("مرحبا\n"), [Attachment.Measure("صورة.jpg", () => new MemoryStream(file))], 64 << 10, out var archive, out _));
        tools.Gpg("--passphrase", ExampleKeys.Passphrase, "--import", ExampleKeys.PathOf("reviewer-1.secret.asc"));
        using var slices = new MemoryStream();
        foreach (var part in Sealing.Seal(archive, Sealer(), Random))
            slices.Write(tools.Gpg("--passphrase", ExampleKeys.Passphrase, "-d", tools.Write("part", part.Octets.Span)).Output);
        Directory.CreateDirectory(tools.PathOf("out"));

        Assert.Equal(0, tools.Run("tar", "xif", tools.Write("all.tar", slices.ToArray()), "-C", tools.PathOf("out")).Code);
        Assert.Equal("مرحبا\n", File.ReadAllText(tools.PathOf("out/message.txt")));
        Assert.Equal(file, File.ReadAllBytes(tools.PathOf("out/files/صورة.jpg")));
    }

    [NeedsFact("gpg", "sqop", "sq")]
    public void Stock_tools_open_a_part_for_each_recipient_and_none_opens_an_altered_one()
    {
        using var tools = new StockTools();
        var octets = Sealer().Seal(Slice, Name);
        var part = tools.Write("part", octets);
        octets[^1000] ^= 1;
        var altered = tools.Write("altered", octets);
        tools.Gpg("--passphrase", ExampleKeys.Passphrase, "--import", ExampleKeys.PathOf("reviewer-2.secret.asc"));
        string[] open = ["--passphrase", ExampleKeys.Passphrase, "-d"];
        string Sqop(string file) =>
            $"sqop decrypt --with-key-password={ExampleKeys.PathOf("passphrase.txt")} {ExampleKeys.PathOf("reviewer-1.secret.asc")} < {file}";

        Assert.Equal(Slice, tools.Gpg([.. open, part]).Output);
        Assert.Equal(Slice, tools.Run("sh", "-c", Sqop(part)).Output);
        Assert.NotEqual(0, tools.Gpg([.. open, altered]).Code);
        Assert.NotEqual(0, tools.Run("sh", "-c", Sqop(altered)).Code);
        Assert.Contains("Version: 1", Encoding.UTF8.GetString(tools.Run("sq", "packet", "dump", part).Output), StringComparison.Ordinal);
    }

    private static Sealer Sealer() =>
        Certificates.Sealer.For(ExampleKeys.Keyring, ExampleKeys.Today, Random) ?? throw new InvalidOperationException();
}
