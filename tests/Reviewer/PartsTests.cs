using System.Text;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Tests;

/// <summary>Parts that come late, twice, or contradict each other; and what the acknowledgement says of them.</summary>
public sealed class PartsTests : IDisposable
{
    private readonly Machine _machine = new();
    private readonly Gateway _gateway = new();
    private readonly byte[] _photograph = Testimonies.Random(60_000);

    public void Dispose() => _machine.Dispose();

    private byte[][] Seal(string account = "account") => Testimonies.Seal(1, account, files: [("a.txt", [1, 2, 3]), ("photo.jpg", _photograph)]);

    [Fact]
    public void The_first_part_alone_gives_the_account_and_what_is_missing()
    {
        var parts = Seal();
        _gateway.Store(parts[0]);
        Open();

        var one = _machine.Cases().Single();
        Assert.Equal("incomplete", one.GetProperty("state").GetString());
        Assert.Equal($"2-{parts.Length}", one.GetProperty("missing").GetString());
        Assert.Equal("account", File.ReadAllText(Path.Combine(_machine.CaseFolder(), "message.txt")));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(Path.Combine(_machine.CaseFolder(), "files", "a.txt")));
        Assert.False(File.Exists(Path.Combine(_machine.CaseFolder(), "files", "photo.jpg")));
        Assert.Contains("missing  60000 octets  photo.jpg", _machine.Run("show", Path.GetFileName(_machine.CaseFolder())).Output, StringComparison.Ordinal);
        Assert.Equal("1 incomplete", Acknowledged());
    }

    [Fact]
    public void A_part_that_speaks_of_99_999_costs_what_one_that_speaks_of_two_does()
    {
        (int Octets, long Allocated) Cost(byte id, int count)
        {
            _gateway.Store([.. Enumerable.Range(0, 20).Select(at => Organisation.Sealer.Seal([65], new PartName(Testimonies.Id((byte)(id + at)), 1, count)))]);
            var bundle = _machine.Stick(_gateway.Export());
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal(0, _machine.Open(bundle).ExitCode);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            var records = Directory.GetFiles(Path.Combine(_machine.Home, "cases"), "case.json", SearchOption.AllDirectories);
            return ((int)records.Max(record => new FileInfo(record).Length), allocated);
        }

        Cost(1, 2); // what the first run compiles is not counted
        var two = Cost(50, 2);
        var many = Cost(100, 99_999);
        Assert.InRange(many.Octets, 1, two.Octets + 10);
        Assert.InRange(many.Allocated, 1, two.Allocated + (1 << 20));
        Assert.Contains(_machine.Cases(), one => one.GetProperty("missing").GetString() == "2-99999");
    }

    [Fact]
    public void A_later_bundle_completes_the_case_and_its_acknowledgement_says_so()
    {
        var parts = Seal();
        _gateway.Store(parts[2], parts[0]);
        Open();
        Assert.Equal("1 opened, 2 incomplete", Acknowledged());
        _gateway.Store([.. parts.Where((_, at) => at is not 0 and not 2)]);
        Open();

        Assert.Equal("complete", _machine.Cases().Single().GetProperty("state").GetString());
        Assert.Equal(_photograph, File.ReadAllBytes(Path.Combine(_machine.CaseFolder(), "files", "photo.jpg")));
        Assert.Equal(string.Join(", ", Enumerable.Range(1, parts.Length).Select(entry => $"{entry} opened")), Acknowledged());
    }

    [Fact]
    public void Later_parts_without_the_first_wait()
    {
        var parts = Seal();
        _gateway.Store(parts[1]);
        Open();
        Assert.Equal("incomplete", _machine.Cases().Single().GetProperty("state").GetString());
        Assert.False(File.Exists(Path.Combine(_machine.CaseFolder(), "message.txt")));
        Assert.Equal("1 opened", Acknowledged());
    }

    [Fact]
    public void The_same_part_sealed_twice_is_kept_once()
    {
        _gateway.Store(Seal());
        _gateway.Store(Seal());
        Open();
        Assert.Equal("complete", _machine.Cases().Single().GetProperty("state").GetString());
        Assert.Equal(Seal().Length, Directory.GetFiles(Path.Combine(_machine.CaseFolder(), "ciphertext")).Length);
        Assert.DoesNotContain("incomplete", Acknowledged(), StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_that_contradict_each_other_are_both_kept_and_the_case_is_flagged()
    {
        _gateway.Store(Seal());
        Open();
        _gateway.Store(Seal("another")[0]);
        Open();

        Assert.Equal("conflict", _machine.Cases().Single().GetProperty("state").GetString());
        Assert.Equal("account", File.ReadAllText(Path.Combine(_machine.CaseFolder(), "message.txt")));
        Assert.Equal("another", File.ReadAllText(Path.Combine(_machine.CaseFolder(), "conflict-2", "message.txt")));
        Assert.True(File.Exists(Path.Combine(_machine.CaseFolder(), "conflict-2", "ciphertext", "00001.pgp")));
    }

    [Fact]
    public void A_part_with_another_count_is_kept_as_a_conflict()
    {
        var archive = Testimonies.Plan("account", 16 << 10, ("photo.jpg", _photograph));
        _gateway.Store(Testimonies.Seal(1, archive));
        _gateway.Store(Organisation.Sealer.Seal(archive.Slices().First().Span, new PartName(Testimonies.Id(1), 1, 99)));
        Open();
        var one = _machine.Cases().Single();
        Assert.Equal("conflict", one.GetProperty("state").GetString());
        Assert.Equal(_photograph, File.ReadAllBytes(Path.Combine(_machine.CaseFolder(), "files", "photo.jpg")));
    }

    [Fact]
    public void More_contradicting_versions_than_anyone_needs_are_refused_and_their_ciphertexts_kept()
    {
        _gateway.Store([.. Enumerable.Range(1, 10).Select(number => Testimonies.Seal(1, $"account {number}")[0])]);
        Open();
        Assert.Equal(2, Directory.GetFiles(Path.Combine(_machine.Home, "failed")).Length);
        Assert.EndsWith("8 opened, 9 failed archive-refused, 10 failed archive-refused", Acknowledged(), StringComparison.Ordinal);
    }

    [Fact]
    public void Stock_programs_can_join_the_ciphertexts_by_their_order()
    {
        var parts = Seal();
        _gateway.Store([.. parts.Reverse()]);
        Open();
        var inOrder = Directory.GetFiles(Path.Combine(_machine.CaseFolder(), "ciphertext"), "*.pgp").Order(StringComparer.Ordinal).Select(File.ReadAllBytes);
        Assert.Equal(parts, inOrder);
    }

    [Fact]
    public void An_acknowledgement_is_signed_by_the_reviewer_and_names_no_testimony()
    {
        _gateway.Store(Seal());
        Open();
        Acknowledged();
        Assert.True(SignedText.TryRead(File.ReadAllBytes(AcknowledgementFile), out var signed, out _));
        Assert.True(Certificates.Signatures.Verify(signed, Organisation.Certificate("reviewer-1"), Organisation.Now));
        Assert.False(Certificates.Signatures.Verify(signed, Organisation.Certificate("reviewer-2"), Organisation.Now));
        Assert.DoesNotContain("01010101", Encoding.UTF8.GetString(signed.Text.Span), StringComparison.Ordinal);
        Assert.True(Acknowledgement.TryRead(signed.Text.Span, out var read, out _));
        Assert.Equal((_gateway.Id, 1, _gateway.Head), (read.Ledger, read.Bundle, read.Head));
    }

    private string AcknowledgementFile => Directory.GetFiles(_machine.Path("out")).Order(StringComparer.Ordinal).Last();

    private void Open()
    {
        var opened = _machine.Open(_gateway.Export());
        Assert.True(opened.ExitCode == 0, opened.All);
    }

    private string Acknowledged()
    {
        Directory.CreateDirectory(_machine.Path("out"));
        var written = _machine.Run("acknowledge", "--to", _machine.Path("out"), "--passphrase-file", _machine.Path("passphrase"));
        Assert.True(written.ExitCode == 0, written.All);
        Assert.True(SignedText.TryRead(File.ReadAllBytes(AcknowledgementFile), out var signed, out _));
        return string.Join(", ", Encoding.UTF8.GetString(signed.Text.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(5));
    }
}
