using System.Text.Json;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Tests;

namespace SecureDrop.Reviewer.Tests.Triage;

/// <summary>REFUSALS.md, rows 45 and 46, vector by vector: all of them in one bundle, so that each is also a test that the others go on.</summary>
public sealed class HostileTestimonyTests(HostileTestimonyTests.Bundle bundle) : IClassFixture<HostileTestimonyTests.Bundle>
{
    private static readonly IReadOnlyList<Vector> Vectors = Vector.In("testimonies/hostile");
    private readonly Machine _machine = bundle.Machine;
    private readonly IReadOnlyDictionary<string, JsonElement> _cases = bundle.Cases;

    [Fact]
    public void Each_is_refused_by_its_name_or_opens_and_none_writes_outside_its_case_or_steers_the_terminal()
    {
        Assert.InRange(Vectors.Count, 80, 250);
        foreach (var vector in Vectors)
        {
            var version = _cases[vector.Name].GetProperty("versions")[0];
            var detail = version.TryGetProperty("faultDetail", out var said) ? said.GetString() : "shown";
            Assert.True(vector.Expect == detail, $"{vector.Name} ({vector.Why}): {detail}");
            var shown = _machine.Run("show", NameOf(vector));
            Assert.True(shown.ExitCode == 0, vector.Name);
            Assert.True(Harmless.Trouble(shown.All) is null, $"{vector.Name}: {Harmless.Trouble(shown.All)}");
        }

        Harmless.Check(_machine.Run("list").All);
        Harmless.Check(_machine.Run("list", "--csv").All.Replace("\r\n", "\n", StringComparison.Ordinal));
        foreach (var item in new DirectoryInfo(_machine.Path(".")).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            Assert.True(item.LinkTarget is null, item.FullName);
            Assert.NotEqual("evil", item.Name);
            if (item is FileInfo && !OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.None, item.UnixFileMode & (UnixFileMode.UserExecute | UnixFileMode.SetUser));
        }
    }

    [Fact]
    public void Control_octets_that_were_not_escaped_would_be_found()
    {
        Assert.All(["\u001b[2J", "a\rb", "\u202e", "\u2069", "\u2066", "\u2066\u2067\u2069\u2069", "a\u200d\u200d", "\U000E0061", "\ud800", "\u2028"], text => Assert.NotNull(Harmless.Trouble(text)));
        Assert.Null(Harmless.Trouble("a \u2067عربي\u2069 b\nنامە\u200Cکان\n"));
    }

    [Fact]
    public void A_line_that_imitates_this_program_stands_behind_a_bar_or_a_label()
    {
        foreach (var name in (string[])["words-imitation", "words-one-long-line"])
        {
            var lines = _machine.Run("show", NameOf(Vectors.Single(vector => vector.Name == name))).Output.Split('\n');
            Assert.StartsWith("file      intact  600 octets  ", Assert.Single(lines, line => line.StartsWith("file", StringComparison.Ordinal)), StringComparison.Ordinal);
            Assert.Single(lines, line => line.StartsWith("safety wishes", StringComparison.Ordinal));
            Assert.DoesNotContain(lines, line => line.StartsWith("0000-0000", StringComparison.Ordinal) || line.StartsWith("none", StringComparison.Ordinal));
        }

        // A terminal breaks long lines by itself; there they are broken before it does, and stand indented.
        var narrow = new StringWriter();
        var words = CaseText(name: "words-one-long-line");
        new Reviewer.Triage.Sheet(narrow, 80).Theirs("when", words);
        Assert.All(narrow.ToString().TrimEnd('\n').Split('\n').Skip(1), line => Assert.True(line.Length == 0 || line.StartsWith("          ", StringComparison.Ordinal), line));
        Assert.All(narrow.ToString().Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void What_an_attachment_is_by_its_first_octets_is_flagged_under_any_name()
    {
        var flags = _cases["heads"].GetProperty("versions")[0].GetProperty("files").EnumerateArray().ToDictionary(
            file => file.GetProperty("name").GetString() ?? "", file => string.Join(' ', file.GetProperty("flags").EnumerateArray()));
        Assert.All(["a.jpg", "b.jpg", "c.txt", "d.png", "f.txt", "g.jpg", "h.txt", "i.jpg"], name => Assert.Equal("program", flags[name]));
        Assert.All(["j.pdf", "k.docm"], name => Assert.Equal("macros", flags[name]));
        Assert.All(["e.pdf", "m.jpg", "n.mp4", "o.txt", "p.dat"], name => Assert.Equal("archive", flags[name]));
        Assert.Equal("", flags["l.docx"]);

        var names = _cases["names"].GetProperty("versions")[0].GetProperty("files").EnumerateArray().ToDictionary(
            file => file.GetProperty("name").GetString() ?? "", file => string.Join(' ', file.GetProperty("flags").EnumerateArray()));
        Assert.Equal("program double-extension", names[$"{new string('x', 300)}.pdf.exe"]);
        Assert.Equal("program double-extension", names.Single(name => name.Key.StartsWith("invoice.pdf ", StringComparison.Ordinal)).Value);
        Assert.Equal("odd-name", names["C:\\evil\\x"]);
        Assert.Equal("", names["\u0646" + new string('\u0646', 499) + ".jpg"]);
        // Each got a file of its own, with its own octet.
        var disk = _cases["names"].GetProperty("versions")[0].GetProperty("files").EnumerateArray().Select(file => file.GetProperty("disk").GetString() ?? "").ToList();
        Assert.Equal(disk.Count, disk.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(Enumerable.Range(0, disk.Count), disk.Select(name => (int)File.ReadAllBytes(Path.Combine(_machine.Home, "cases", NameOf("names"), "files", name)).Single()));
    }

    [Fact]
    public void The_most_that_a_testimony_may_say_is_listed_shown_and_searched()
    {
        using var desk = new Desk();
        var field = new string('\u0301', Testimony.MaximumFieldOctets / 2);
        var files = Enumerable.Range(0, Math.Min(Testimony.MaximumFiles, Rounds.Of(300))).Select(at => ($"{at:D4} {new string('\u0338', 400)}", Array.Empty<byte>())).ToArray();
        var name = desk.Take(new Account($"a{new string('\u0301', (Testimony.MaximumAccountOctets / 2) - 1)}", "ar", field, field, new Consent(), field), files);
        Assert.Contains($"{files.Length} files", desk.Run("show", name), StringComparison.Ordinal);
        Assert.InRange(desk.Run("list").Length, 1, 500);
        Assert.InRange(desk.Run("list", "--csv").Length, 1, 8_000);
        Assert.Equal([name], desk.Listed("--search", "0299"));
    }

    private string NameOf(Vector vector) => NameOf(vector.Name);
    private string NameOf(string vector) => _cases[vector].GetProperty("name").GetString() ?? "";

    private string CaseText(string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(_machine.Home, "cases", NameOf(name), "testimony.json"))).RootElement.GetProperty("when").GetString() ?? "";

    /// <summary>All vectors, opened once.</summary>
    public sealed class Bundle : IDisposable
    {
        public Bundle()
        {
            var gateway = new Gateway();
            gateway.Store([.. Vectors.Select((vector, at) => Organisation.Sealer.Seal(vector.Octets, new PartName(Testimonies.Id((byte)(at + 1)), 1, 1)))]);
            var opened = Machine.Open(gateway.Export());
            Assert.True(opened.ExitCode == 0, opened.All);
            Harmless.Check(opened.All);
            var records = Directory.GetDirectories(Path.Combine(Machine.Home, "cases")).Select(path => JsonDocument.Parse(File.ReadAllText(Path.Combine(path, "case.json"))).RootElement);
            var byTestimony = records.ToDictionary(record => record.GetProperty("testimony").GetString() ?? "");
            Cases = Vectors.Select((vector, at) => (vector.Name, Record: byTestimony[$"{Testimonies.Id((byte)(at + 1))}"])).ToDictionary(pair => pair.Name, pair => pair.Record);
        }

        internal Machine Machine { get; } = new();
        public IReadOnlyDictionary<string, JsonElement> Cases { get; }
        public void Dispose() => Machine.Dispose();
    }
}
