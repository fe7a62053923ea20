using System.Globalization;
using System.Text.RegularExpressions;
using SecureDrop.Formats.Puzzles;

namespace SecureDrop.Tests.Formats.Puzzles;

/// <summary>tests/Vectors/puzzles.txt, which the page's own code reads too.</summary>
public sealed class PuzzleTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Vector.Root(), "tests", "Vectors", "puzzles.txt"));

    [Fact]
    public void The_first_number_that_solves_a_puzzle_is_the_one_in_the_vector_file()
    {
        foreach (var vector in Matches("^first ([A-Za-z0-9_-]+) ([0-9]+) = ([0-9a-f]{16})$", 28))
            Assert.Equal(Number(vector[3].Value), Asked(vector[1].Value, int.Parse(vector[2].Value, CultureInfo.InvariantCulture)).Solve(CancellationToken.None));
    }

    [Fact]
    public void A_number_solves_up_to_its_zero_bits_and_no_harder_puzzle()
    {
        foreach (var vector in Matches("^zeros ([A-Za-z0-9_-]+) ([0-9a-f]{16}) = ([0-9]+)$", 9))
        {
            var zeros = int.Parse(vector[3].Value, CultureInfo.InvariantCulture);
            Assert.True(Asked(vector[1].Value, zeros).IsSolvedBy(Number(vector[2].Value)));
            Assert.False(Asked(vector[1].Value, zeros + 1).IsSolvedBy(Number(vector[2].Value)));
        }
    }

    [Fact]
    public void A_solution_is_read_as_it_is_written_and_in_no_other_form()
    {
        foreach (var vector in Matches("^solution \"(.*)\" = ([A-Za-z0-9_-]+) ([0-9a-f]{16})$", 3))
        {
            var solution = PuzzleSolution.Read(vector[1].Value);
            Assert.Equal(new PuzzleSolution(vector[2].Value, Number(vector[3].Value)), solution);
            Assert.Equal(vector[1].Value, $"{solution}");
        }

        foreach (var vector in Matches("^refused-solution \"(.*)\" : .+$", 12)) Assert.Null(PuzzleSolution.Read(vector[1].Value));
    }

    [Fact]
    public void A_digest_is_read_as_it_is_written_and_in_no_other_form()
    {
        foreach (var vector in Matches("^digest \"(.*)\" = ([0-9a-f]{64})$", 2))
        {
            var digest = ContentDigest.Read(vector[1].Value);
            Assert.Equal(vector[2].Value, $"{digest}");
            Assert.Equal(vector[1].Value, ContentDigest.Of(digest.GetValueOrDefault()));
        }

        foreach (var vector in Matches("^refused-digest \"(.*)\" : .+$", 12)) Assert.Null(ContentDigest.Read(vector[1].Value));
    }

    [Theory]
    [InlineData("a", 25)]
    [InlineData("a", -1)]
    [InlineData("", 8)]
    [InlineData("a b", 8)]
    [InlineData("a\n", 8)]
    [InlineData(null, 8)]
    public void Nobody_works_on_what_is_no_puzzle_or_too_hard(string? challenge, int bits) => Assert.Null(Puzzle.Of(challenge, bits));

    [Fact]
    public void Work_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => Asked("a", Puzzle.MostBits).Solve(stop.Token));
    }

    private static Puzzle Asked(string challenge, int bits) => Puzzle.Of(challenge, bits) ?? throw new InvalidOperationException("No puzzle.");

    private static ulong Number(string hexadecimal) => ulong.Parse(hexadecimal, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static List<GroupCollection> Matches(string pattern, int count)
    {
        var found = Lines.Select(line => Regex.Match(line, pattern)).Where(match => match.Success).Select(match => match.Groups).ToList();
        Assert.Equal(count, found.Count);
        return found;
    }
}
