using System.Text;
using CsCheck;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Tests.Formats.Testimonies;

public sealed class NamesTests
{
    private static readonly TestimonyId Id = new([.. Enumerable.Range(0, 16).Select(i => (byte)i)]);

    [Theory]
    [InlineData("photo.jpg", "photo.jpg")]
    [InlineData("صورة من حلب.jpg", "صورة من حلب.jpg")]
    [InlineData("نامە\u200Cکان.txt", "نامە\u200Cکان.txt")]
    [InlineData("gpj.\u202Eexe", @"gpj.\u{202E}exe")]
    [InlineData("\u001b[2J", @"\u{1B}[2J")]
    [InlineData("a\nb\tc", @"a\u{A}b\u{9}c")]
    [InlineData(@"a\u{202E}", @"a\u{5C}u{202E}")]
    [InlineData("\u0085\u2028\uFEFF\u2066", @"\u{85}\u{2028}\u{FEFF}\u{2066}")]
    public void A_reviewer_sees_what_a_name_hides(string name, string shown) => Assert.Equal(shown, SafeName.Show(name));

    [Fact]
    public void A_text_keeps_its_lines() => Assert.Equal("a\nb\t\\u{D}\\u{1B}", SafeName.ShowText("a\nb\t\r\u001b"));

    [Theory]
    [InlineData("photo.jpg", "photo.jpg")]
    [InlineData("صورة.jpg", "صورة.jpg")]
    [InlineData("../../x", "_._.._x")]
    [InlineData("/etc/passwd", "_etc_passwd")]
    [InlineData("..", "__")]
    [InlineData(".bashrc", "_bashrc")]
    [InlineData("-rf", "_rf")]
    [InlineData("", "_")]
    [InlineData("CON", "_CON")]
    [InlineData("con.tar.gz", "_con.tar.gz")]
    [InlineData("LPT1 .txt", "_LPT1 .txt")]
    [InlineData("CONSUL", "CONSUL")]
    [InlineData("a\0b", "a_b")]
    [InlineData("a\u202Eb", "a_b")]
    [InlineData("C:\\x?.exe", "C__x_.exe")]
    [InlineData("name. ", "name._")]
    public void A_name_is_made_harmless_for_a_disk(string name, string safe) => Assert.Equal(safe, SafeName.ForDisk(name));

    [Fact]
    public void Any_name_becomes_one_that_a_disk_takes()
    {
        using var folder = new TempFolder();
        var names = new SafeNames();
        var any = Gen.OneOf(
            Gen.String[0, 300],
            Gen.Char["./\\:\0\u202E aAش\uD83D\uDD4A"].Array[0, 20].Select(chars => new string(chars)),
            Gen.Const("CON"), Gen.Const("a"), Gen.Const("A"), Gen.Const(new string('ش', 4_000)), Gen.Const(new string('b', 4_000) + ".jpg"));
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        any.Sample(
            name =>
            {
                var safe = names.Take(name);
                Assert.True(seen.Add(safe), safe);
                Assert.InRange(Encoding.UTF8.GetByteCount(safe), 1, SafeName.MaximumOctets);
                Assert.DoesNotContain('/', safe);
                Assert.False(safe.StartsWith('.'), safe);
                Assert.Equal(safe, SafeName.Show(safe));
                folder.Write(safe, []);
            },
            iter: Rounds.Of(500), threads: 1);
        Assert.Equal(seen.Count, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public void The_same_name_twice_is_numbered()
    {
        var names = new SafeNames();
        Assert.Equal(["a.txt", "A (2).txt", "a (3).txt", "a (2)_.txt", "_", "_ (2)"], new[] { "a.txt", "A.txt", "a.txt", "a (2)?.txt", "", "." }.Select(names.Take));
        Assert.EndsWith(" (10000)", Enumerable.Range(0, 10_000).Select(_ => names.Take(new string('x', 300))).ToArray()[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-0003-0020", true)]
    [InlineData("-0001-0001", true)]
    [InlineData("-12345-99999", true)]
    [InlineData("-0003-12345", true)]
    [InlineData("-3-20", false)]
    [InlineData("-00003-0020", false)]
    [InlineData("-0000-0020", false)]
    [InlineData("-0021-0020", false)]
    [InlineData("-0001-100000", false)]
    [InlineData("-+003-0020", false)]
    [InlineData("-٠٠٠٣-0020", false)]
    [InlineData("_0003-0020", false)]
    [InlineData("-0003_0020", false)]
    [InlineData("-0003-0020 ", false)]
    [InlineData("", false)]
    public void A_part_has_one_name(string rest, bool good)
    {
        Assert.Equal(good, PartName.TryParse(Id + rest, out var name));
        if (good) Assert.Equal(Id + rest, $"{name}");
        Assert.False(PartName.TryParse($"{Id}".ToUpperInvariant() + rest, out _));
    }

    [Fact]
    public void Any_part_name_is_read_back() =>
        Gen.Select(Gen.Int[1, PartName.MaximumCount], Gen.Int[1, PartName.MaximumCount]).Sample(
            (a, b) => Assert.True(PartName.TryParse($"{new PartName(Id, Math.Min(a, b), Math.Max(a, b))}", out var name) && name == new PartName(Id, Math.Min(a, b), Math.Max(a, b))),
            iter: Rounds.Of(500));
}
