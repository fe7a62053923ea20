using System.Text;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Reviewer.Tests;

/// <summary>REFUSALS.md, rows 45 and 46: names and archives made to hurt.</summary>
public sealed class HostileArchiveTests : IDisposable
{
    private const int Block = 512;
    private readonly Machine _machine = new();
    private readonly Gateway _gateway = new();

    [Fact] // some file systems take two spellings of one letter for the same
    public void A_name_that_the_disk_says_is_taken_overwrites_nothing()
    {
        using var folder = new SecureDrop.Tests.TempFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "files"));
        folder.Write("files/a.txt", [9]);
        var tar = Testimonies.Tar(Testimonies.Plan("account", 16 << 10, ("a.txt", [1, 2])));
        var unpacked = new Cases.ArchiveUnpacking(new MemoryStream(tar), tar.Length, new Cases.CaseVersion(1, 1), folder.Path).Run();
        Assert.Null(unpacked.Fault);
        Assert.Equal("a (2).txt", Assert.Single(unpacked.Files).Disk);
        Assert.Equal([9], File.ReadAllBytes(Path.Combine(folder.Path, "files/a.txt")));
    }

    public void Dispose() => _machine.Dispose();

    [Theory]
    [InlineData("CON")]
    [InlineData("nul.txt")]
    [InlineData(".bashrc")]
    [InlineData("photo\u202Egpj.exe")]
    [InlineData("C:\\evil\\x")]
    [InlineData("\u001b[2J\u001b]0;owned\u0007")]
    [InlineData("line\nbreak")]
    [InlineData(" ")]
    [InlineData("~")]
    [InlineData("-rf")]
    public void A_dangerous_name_is_written_under_a_safe_one_and_shown_escaped(string name)
    {
        Open(Testimonies.Seal(1, "a", files: (name, [1, 2, 3])));
        var file = Assert.Single(Directory.GetFiles(Path.Combine(_machine.CaseFolder(), "files")));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(file));
        Assert.Equal(SafeName.ForDisk(name), Path.GetFileName(file));
        var shown = _machine.Run("show", Path.GetFileName(_machine.CaseFolder())).Output;
        Assert.DoesNotContain(shown, letter => char.IsControl(letter) && letter != '\n');
        Assert.DoesNotContain('\u202E', shown);
        Assert.Contains(SafeName.Show(name), shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_a_disk_takes_for_one_are_numbered()
    {
        Open(Testimonies.Seal(1, "a", files: [("A.txt", [1]), ("a.TXT", [2]), ("a.txt", [3])]));
        var files = Directory.GetFiles(Path.Combine(_machine.CaseFolder(), "files"));
        Assert.Equal(3, files.Select(path => path.ToLowerInvariant()).Distinct().Count());
    }

    [Fact]
    public void A_name_of_a_thousand_octets_is_cut_for_the_disk()
    {
        Open(Testimonies.Seal(1, "a", files: (new string('n', Testimony.MaximumNameOctets), [1])));
        Assert.True(Path.GetFileName(Assert.Single(Directory.GetFiles(Path.Combine(_machine.CaseFolder(), "files")))).Length <= SafeName.MaximumOctets);
    }

    public static TheoryData<string, string> Archives => new()
    {
        { "symbolic-link", "tar-Link" },
        { "hard-link", "tar-Link" },
        { "device", "tar-Device" },
        { "pipe", "tar-Device" },
        { "folder", "tar-Directory" },
        { "climbing", "tar-PathRefused" },
        { "absolute", "tar-PathRefused" },
        { "long-name", "tar-KindUnknown" },
        { "huge", "tar-TooLarge" },
        { "extra", "file-not-listed" },
        { "million", "file-not-listed" },
        { "missing", "file-missing" },
        { "no-testimony", "testimony-missing" },
        { "twice", "testimony-FileNameRefused" },
        { "json-climbs", "testimony-FileNameRefused" },
    };

    [Theory]
    [MemberData(nameof(Archives))]
    public void A_hostile_archive_is_refused_by_name_and_writes_nothing_outside_its_case(string what, string named)
    {
        Open([Testimonies.SealWhole(1, Spoil(what))], outcome: "failed archive-refused");
        Assert.Equal("refused", _machine.Cases().Single().GetProperty("state").GetString());
        Assert.Contains(named, _machine.Run("list").Output, StringComparison.Ordinal);
        // The account, which came before the fault, is there to be read.
        Assert.Equal(what is not "no-testimony" and not "twice" and not "json-climbs", File.Exists(Path.Combine(_machine.CaseFolder(), "message.txt")));
        var written = new DirectoryInfo(_machine.Path(".")).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).ToList();
        Assert.DoesNotContain(written, item => item.LinkTarget is not null || item.Name == "evil");
    }

    [Fact]
    public void Control_the_archive_that_the_others_are_made_from_opens()
    {
        Open([Testimonies.SealWhole(1, Base())]);
        Assert.Equal("complete", _machine.Cases().Single().GetProperty("state").GetString());
    }

    [Fact]
    public void A_file_that_is_not_what_testimony_json_says_is_kept_and_flagged()
    {
        var tar = Base();
        tar[Member(tar, 2) + Block] ^= 1;
        Open([Testimonies.SealWhole(1, tar)], outcome: "failed hash-mismatch");
        Assert.Equal("refused", _machine.Cases().Single().GetProperty("state").GetString());
        Assert.Contains("file      hash-mismatch  600 octets  evilfile", _machine.Run("show", Path.GetFileName(_machine.CaseFolder())).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_full_of_terminal_commands_is_shown_escaped_and_kept_as_it_is()
    {
        var account = "first\n\u001b[31mred\u202E\u0007";
        Open(Testimonies.Seal(1, account));
        var shown = _machine.Run("show", Path.GetFileName(_machine.CaseFolder())).Output;
        Assert.DoesNotContain('\u001b', shown);
        Assert.DoesNotContain('\u202E', shown);
        Assert.Contains("first\n", shown, StringComparison.Ordinal);
        Assert.Equal(account, File.ReadAllText(Path.Combine(_machine.CaseFolder(), "message.txt")));
    }

    [Fact]
    public void Programs_archives_and_double_extensions_are_kept_and_flagged()
    {
        Open(Testimonies.Seal(1, "a", files: [("scan.pdf.exe", [1]), ("album.zip", [2]), ("harmless.jpg", "MZ"u8.ToArray()), ("report.docx", "PK\u0003\u0004"u8.ToArray())]));
        var shown = _machine.Run("show", Path.GetFileName(_machine.CaseFolder())).Output;
        Assert.Contains("intact  1 octets  [program, double-extension]  scan.pdf.exe", shown, StringComparison.Ordinal);
        Assert.Contains("intact  1 octets  [archive]  album.zip", shown, StringComparison.Ordinal);
        Assert.Contains("intact  2 octets  [program]  harmless.jpg", shown, StringComparison.Ordinal);
        Assert.Contains("intact  4 octets  report.docx\n", shown, StringComparison.Ordinal);
        Assert.All(
            Directory.GetFiles(Path.Combine(_machine.CaseFolder(), "files")),
            path => Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite)));
    }

    [Fact]
    public void A_letter_with_a_hostile_name_is_kept_under_a_safe_one()
    {
        Open([Crafted.Message(Crafted.Literal(Testimonies.Random(500), "../../evil"))]);
        var file = Assert.Single(Directory.GetFiles(Path.Combine(_machine.CaseFolder(), "files")));
        Assert.Equal(SafeName.ForDisk("../../evil"), Path.GetFileName(file));
    }

    private void Open(byte[][] parts, string outcome = "opened")
    {
        _gateway.Store(parts);
        var opened = _machine.Open(_gateway.Export(), "--json");
        Assert.True(opened.ExitCode == 0, opened.All);
        var entry = System.Text.Json.JsonDocument.Parse(opened.Output).RootElement.GetProperty("opened")[0].GetProperty("entries")[0];
        Assert.Equal(outcome, $"{entry.GetProperty("outcome")}{(entry.TryGetProperty("reason", out var reason) ? $" {reason}" : "")}");
    }

    private static byte[] Base() => Testimonies.Tar(Testimonies.Plan("account", 16 << 10, ("evilfile", Testimonies.Random(600))));

    private static byte[] Spoil(string what)
    {
        var tar = Base();
        var header = Member(tar, 2);
        switch (what)
        {
            case "symbolic-link": Type(tar, header, '2', "/etc/passwd"); break;
            case "hard-link": Type(tar, header, '1', "message.txt"); break;
            case "device": Type(tar, header, '3'); break;
            case "pipe": Type(tar, header, '6'); break;
            case "folder": Type(tar, header, '5'); break;
            case "long-name": Type(tar, header, 'L'); break;
            case "climbing": Rename(tar, header, "files/../../evil"); break;
            case "absolute": Rename(tar, header, "/tmp/evil"); break;
            case "huge": Number(tar, header, "77777777777"); break;
            case "extra": return Insert(tar, 1);
            case "million": return Insert(tar, 1_000_000 / 32);
            case "missing": return [.. tar[..header], .. new byte[4 * Block]];
            case "no-testimony": return tar[Member(tar, 1)..];
            case "twice":
                var two = Testimonies.Tar(Testimonies.Plan("account", 16 << 10, ("evil1", [1]), ("evil2", [2])));
                Replace(two, "\"evil2\"", "\"evil1\"");
                return two;
            case "json-climbs": Replace(tar, "\"evilfile\"", "\"../../ev\""); break;
            default: throw new ArgumentOutOfRangeException(nameof(what));
        }

        return tar;
    }

    /// <summary>Where the header of a member stands; plain names only.</summary>
    private static int Member(byte[] tar, int index)
    {
        var at = 0;
        for (; index > 0; index--)
            at += Block + ((Convert.ToInt32(Encoding.ASCII.GetString(tar, at + 124, 11), 8) + Block - 1) / Block * Block);
        return at;
    }

    /// <summary>Empty members that testimony.json does not list, after those it lists.</summary>
    private static byte[] Insert(byte[] tar, int count)
    {
        var header = tar.AsSpan(Member(tar, 2), Block).ToArray();
        Number(header, 0, "00000000000");
        using var spoiled = new MemoryStream();
        spoiled.Write(tar.AsSpan(0, Member(tar, 3)));
        for (var at = 0; at < count; at++) spoiled.Write(header);
        spoiled.Write(new byte[2 * Block]);
        return spoiled.ToArray();
    }

    private static void Type(byte[] tar, int header, char type, string target = "")
    {
        tar[header + 156] = (byte)type;
        Encoding.ASCII.GetBytes(target).CopyTo(tar.AsSpan(header + 157));
        Sum(tar, header);
    }

    private static void Rename(byte[] tar, int header, string name)
    {
        tar.AsSpan(header, 100).Clear();
        Encoding.ASCII.GetBytes(name).CopyTo(tar.AsSpan(header));
        Sum(tar, header);
    }

    private static void Number(byte[] tar, int header, string size)
    {
        Encoding.ASCII.GetBytes(size).CopyTo(tar.AsSpan(header + 124));
        Sum(tar, header);
    }

    private static void Replace(byte[] tar, string before, string after)
    {
        var at = tar.AsSpan().IndexOf(Encoding.ASCII.GetBytes(before));
        Encoding.ASCII.GetBytes(after).CopyTo(tar.AsSpan(at));
    }

    /// <summary>The header's checksum, as POSIX writes it.</summary>
    private static void Sum(byte[] tar, int header)
    {
        tar.AsSpan(header + 148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var octet in tar.AsSpan(header, Block)) sum += octet;
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(tar.AsSpan(header + 148));
    }
}
