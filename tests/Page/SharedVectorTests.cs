using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using SecureDrop.Formats;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Page.Tests;

/// <summary>The page makes and reads the same octets as the programs. Node runs the page's own functions; BrowserVectorTests asks the browsers the same.</summary>
public sealed partial class SharedVectorTests
{
    [Fact]
    public void The_programs_make_the_slices_that_the_vectors_say()
    {
        Assert.True(ArchiveCase.All.Count > 5);
        foreach (var one in ArchiveCase.All)
        {
            var archive = one.Plan();
            Assert.True(TestimonyId.TryParse(one.Id, out var id));
            var parts = archive.Slices().Select((slice, i) => new CasePart($"{new PartName(id, i + 1, archive.Parts)}", $"{Sha256Hash.Of(slice.Span)}"));
            Assert.Equal((one.Name, one.Bucket), (one.Name, archive.Bucket));
            Assert.Equal(one.Parts, parts);
        }
    }

    [NeedsFact("node")]
    public void The_page_makes_the_slices_that_the_vectors_say() => AssertArchives(NodeChecks.Run("archives", ArchiveCase.Raw));

    [NeedsFact("node")]
    public void The_page_pads_a_number_of_parts_as_the_programs_do()
    {
        long[] numbers = [.. Enumerable.Range(0, 5000), 65_535, 65_536, 65_537, 99_999, 1_000_000];
        Assert.Equal(numbers.Select(Buckets.Pad), NodeChecks.Run("padded", numbers).EnumerateArray().Select(one => one.GetInt64()));
    }

    [NeedsFact("node")]
    public void The_page_makes_and_reads_receipts_as_their_vectors_say()
    {
        var lines = File.ReadLines(Path.Combine(Vector.Root(), "tests", "Vectors", "receipts.txt")).ToArray();
        var of = lines.Select(line => OfLine().Match(line)).Where(match => match.Success).ToArray();
        var typed = lines.Select(line => TypedLine().Match(line)).Where(match => match.Success).ToArray();
        Assert.True(of.Length > 5 && typed.Length > 20);
        var said = NodeChecks.Run("receipts", new { of = of.Select(line => line.Groups[1].Value), read = typed.Select(line => Unescaped(line.Groups[2].Value)) });
        Assert.Equal(of.Select(line => line.Groups[2].Value), said.GetProperty("of").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal(typed.Select(line => line.Groups[1].Value == "read" ? line.Groups[3].Value : null), said.GetProperty("read").EnumerateArray().Select(one => one.GetString()));
    }

    [NeedsFact("node")]
    public void The_page_solves_puzzles_as_their_vectors_say()
    {
        var first = File.ReadLines(Path.Combine(Vector.Root(), "tests", "Vectors", "puzzles.txt"))
            .Select(line => FirstLine().Match(line)).Where(match => match.Success).Select(match => match.Groups).ToArray();
        Assert.True(first.Length > 20);
        var said = NodeChecks.Run("solved", first.Select(line => new { challenge = line[1].Value, bits = int.Parse(line[2].Value, CultureInfo.InvariantCulture) }));
        Assert.Equal(first.Select(line => $"{line[1].Value}.{line[3].Value}"), said.EnumerateArray().Select(one => one.GetString()));
    }

    [NeedsFact("node")]
    public void The_page_works_on_no_puzzle_that_the_programs_would_not_work_on()
    {
        (string? Challenge, int Bits)[] said = [("a", 0), ("Az09-_", 24), ("a", 25), ("a", -1), ("", 8), ("a b", 8), ("a\n", 8), ("é", 8), (null, 8), (new string('a', 256), 8), (new string('a', 257), 8)];
        var taken = NodeChecks.Run("puzzlesOf", said.Select(one => new { challenge = one.Challenge, bits = one.Bits })).EnumerateArray().Select(one => one.GetBoolean());
        Assert.Equal(said.Select(one => Formats.Puzzles.Puzzle.Of(one.Challenge, one.Bits) is not null), taken);
        Assert.Contains(true, taken);
    }

    [NeedsTheory("node")]
    [InlineData("signed-text")]
    [InlineData("keyring")]
    public void The_page_reads_and_refuses_the_texts_that_the_programs_read_and_refuse(string kind)
    {
        var vectors = Vector.In($"texts/{kind}");
        var said = NodeChecks.Run("texts", new { kind, octets = vectors.Select(vector => Convert.ToBase64String(vector.Octets)) }).EnumerateArray().Select(one => one.GetBoolean());
        var wrong = vectors.Zip(said).Where(pair => pair.Second != (pair.First.Expect == "accept")).Select(pair => $"{pair.First.Name}: {pair.Second}");
        Assert.Empty(wrong);
    }

    internal static void AssertArchives(JsonElement said)
    {
        foreach (var (one, made) in ArchiveCase.All.Zip(said.EnumerateArray()))
        {
            Assert.True(made.ValueKind == JsonValueKind.Object, $"{one.Name}: {made}");
            Assert.Equal((one.Name, one.Bucket), (one.Name, made.GetProperty("bucket").GetInt32()));
            Assert.Equal(one.Parts, made.GetProperty("parts").EnumerateArray()
                .Select(part => new CasePart(part.GetProperty("name").GetString() ?? "", part.GetProperty("sha256").GetString() ?? "")));
        }
    }

    private static string Unescaped(string text) =>
        EscapedSign().Replace(text, match => ((char)int.Parse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    [GeneratedRegex("^of ([0-9a-f]{64}) = ([0-9 ]+)$")]
    private static partial Regex OfLine();

    [GeneratedRegex("^first ([A-Za-z0-9_-]+) ([0-9]+) = ([0-9a-f]{16})$")]
    private static partial Regex FirstLine();

    [GeneratedRegex("^(read|refuse) \"(.*)\" [=:] (.*)$")]
    private static partial Regex TypedLine();

    [GeneratedRegex("\\\\u([0-9A-F]{4})")]
    private static partial Regex EscapedSign();
}
