using System.Text;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Reviewer.Cases;
using SecureDrop.Reviewer.Triage;
using SecureDrop.Tests;

namespace SecureDrop.Reviewer.Tests.Triage;

/// <summary>Whatever a source writes, what reaches a terminal steers nothing, hides nothing, and closes in each line what it opens there.</summary>
public sealed class TerminalTests
{
    private static readonly string[] Pieces =
    [
        "\u001b[2J", "\u009b", "\r", "\n", "\t", "\0", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\u061c", "\u200e", "\u200d", "\u200c", "\ufe0f", "\u0301", "\u20dd", "\u00ad", "\u3164", "\u2028",
        "\ue000", "\U000E0041", "\U000E0101", "\ud83d", "\udc00", "\ufffe", "\\u{", "عربي", "ٱ", "١٢", "abc ", " ", "    ", "漢字", "🕊", "👩\u200d👩", "a\u0308", "│ ", "file      intact  ", "\u0489",
    ];

    [Fact]
    public void Any_words_in_any_field_leave_show_and_list_harmless()
    {
        var random = new Random(45);
        for (var round = 0; round < Rounds.Of(300); round++)
        {
            var (facts, columns) = (Case(random, out var folder), random.Next(3) switch { 0 => (int?)null, 1 => random.Next(0, 200), _ => 80 });
            using (folder)
            {
                var output = new StringWriter();
                new CaseTable(output, columns).Write([facts]);
                new CaseView(new Sheet(output, columns), facts).Write();
                Harmless.Check(output.ToString());
                Harmless.Check(CaseCsv.Of(ListedCase.Of(facts)));
            }
        }
    }

    [Fact]
    public void A_line_is_never_wider_than_the_terminal_and_loses_no_letter()
    {
        var random = new Random(46);
        for (var round = 0; round < 300; round++)
        {
            var text = Words(random, 60).Replace("\n", "", StringComparison.Ordinal);
            var columns = random.Next(20, 100);
            var lines = TerminalText.Line(text, columns).ToList();
            Assert.All(lines, line => Assert.InRange(TerminalText.Columns(line), 0, columns));
            static string Letters(string shown) => new([.. shown.Where(letter => letter is not (' ' or '\u2066' or '\u2067' or '\u2069') && !char.IsWhiteSpace(letter))]);
            Assert.Equal(Letters(SafeName.Show(text)), Letters(string.Concat(lines)));
        }
    }

    [Fact]
    public void A_sentence_that_is_broken_reads_on_in_the_direction_of_its_start()
    {
        var lines = TerminalText.Lines("رأيت سيارتين من نوع BMW series 5 black with four men inside ثم ذهبوا", 30).ToList();
        Assert.InRange(lines.Count, 2, 4);
        Assert.All(lines, line => Assert.True(line.StartsWith('\u2067') && line.EndsWith('\u2069'), line));
        Assert.All(TerminalText.Lines("They said «حلب» and left towards the old road", 20), line => Assert.True(line.StartsWith('\u2066') && line.EndsWith('\u2069'), line));
        Assert.All(TerminalText.Lines("They left towards the old road", 20), line => Assert.DoesNotContain('\u2066', line));
    }

    [Fact]
    public void A_mebibyte_of_marks_or_of_one_word_is_laid_out_in_time_that_grows_with_it()
    {
        foreach (var piece in (string[])["\u0301", "a", "ع", " ", "\u202e"])
        {
            var text = string.Concat(Enumerable.Repeat(piece, Testimony.MaximumAccountOctets / Encoding.UTF8.GetByteCount(piece)));
            var before = GC.GetAllocatedBytesForCurrentThread();
            var lines = TerminalText.Lines(text, 80).Count();
            Assert.InRange(lines, 1, Testimony.MaximumAccountOctets);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200L << 20);
        }
    }

    private static string Words(Random random, int most) => string.Concat(Enumerable.Range(0, random.Next(1, most)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    /// <summary>A case as it may lie on the disk, its texts as hostile as testimony.json can carry them.</summary>
    private static CaseFacts Case(Random random, out TempFolder folder)
    {
        folder = new TempFolder();
        string Text() => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(Words(random, 30)));
        var names = Enumerable.Range(0, 3).Select(_ => Text().Replace("/", "", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal)).Where(name => name.Length > 0).Distinct().ToList();
        var testimony = new Testimony
        {
            Format = 1,
            Account = Text(),
            When = Text(),
            Where = Text(),
            Safety = Text(),
            TarOctets = 1,
            Parts = 1,
            Files = [.. names.Select(name => new TestimonyFile(name, 1, default))],
        };
        folder.Write("testimony.json", testimony.Write());
        Assert.NotNull(CaseText.Testimony(folder.Path, new CaseVersion(1, 1)));
        var version = new CaseVersion(1, 1)
        {
            HasAccount = true,
            Language = "ar",
            Fault = Formats.Texts.FailureReason.HashMismatch,
            FaultDetail = Text(),
            Files = [.. names.Select(name => new CaseFile(name, SafeName.ForDisk(name), 1, true, FileFlags.Of(name, [])))],
        };
        return new CaseFacts
        {
            Record = new CaseRecord { Name = "1a2b-3c4d", Testimony = "00", Parts = [new CasePart(1, 1, "", 1, "", "")], Versions = [version] },
            Folder = folder.Path,
            Arrivals = [],
            Seen = SeenState.New,
            Notes = 1,
            Octets = 1,
            Flags = ["wishes"],
            When = testimony.When,
            Where = testimony.Where,
        };
    }
}
