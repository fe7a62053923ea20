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
    [InlineData("a\u00ADb\u034F\uFE01\u3164\U000E0061", @"a\u{AD}b\u{34F}\u{FE01}\u{3164}\u{E0061}")]
    [InlineData("a\u200C\u200D\u200Db \u200Dc", @"a" + "\u200C" + @"\u{200D}\u{200D}b \u{200D}c")]
    [InlineData("\u2764\uFE0F 1\uFE0F\u20E3 \U0001F468\u200D\U0001F469", "\u2764\uFE0F 1\uFE0F\u20E3 \U0001F468\u200D\U0001F469")]
    [InlineData("x\uFE0F\u061C\u200F", @"x\u{FE0F}\u{61C}\u{200F}")]
    [InlineData("شَّ\u0301", "شَّ\u0301")]
    [InlineData("\u0301a \u0302", @"\u{301}a \u{302}")]
    [InlineData("a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309", "a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307" + @"\u{308}\u{309}")]
    public void A_reviewer_sees_what_a_name_hides(string name, string shown) => Assert.Equal(shown, SafeName.Show(name));

    [Fact] // xunit does not carry them as data
    public void A_half_of_a_pair_is_not_mistaken_for_another_letter() => Assert.Equal(@"a\u{D83D}b\u{DC00}" + "\uFFFD", SafeName.Show("a\uD83Db\uDC00\uFFFD"));

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
            Gen.Char["./\\:|\0\u202E aAش\u0301\u200D\uFE0F\uD83D\uDD4A"].Array[0, 20].Select(chars => new string(chars)),
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
