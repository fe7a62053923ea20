using SecureDrop.Formats;
using SecureDrop.Formats.Bags;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Tests;

/// <summary>REFUSALS.md, row 40. The same bundle is first spoiled and refused by name, then, unspoiled, opened: the control.</summary>
public sealed class RefusedBundleTests : IDisposable
{
    private readonly Machine _machine = new();
    private readonly Gateway _gateway = new();

    public RefusedBundleTests() => _gateway.Store(Testimonies.Seal(1, "first")[0], Testimonies.Seal(2, "second")[0], Testimonies.Seal(3, "third")[0]);

    public void Dispose() => _machine.Dispose();

    public static TheoryData<string, string> Couriers => new()
    {
        { "alter", "altered: data/00000002.pgp" },
        { "remove", "missing: data/00000002.pgp" },
        { "add", "added: data/00000004.pgp" },
        { "swap", "altered: data/00000001.pgp" },
        { "duplicate", "altered: data/00000001.pgp" },
        { "ledger", "altered: data/ledger.txt" },
        { "no-ledger", "missing: data/ledger.txt" },
        { "info", "altered: bag-info.txt" },
        { "manifest", "altered: manifest-sha256.txt" },
        { "no-manifest", "missing: manifest-sha256.txt" },
        { "tag", "signature-wrong: tagmanifest-sha256.txt" },
        { "signature", "signature-wrong: tagmanifest-sha256.txt" },
        { "no-signature", "signature-wrong: tagmanifest-sha256.txt.asc" },
        { "no-tag", "not-a-bundle" },
        { "link", "link-refused: data/00000002.pgp" },
        { "folder-link", "link-refused: data" },
        { "empty", "link-refused: data/00000002.pgp" },
        { "name", "name-refused: data/..00001.pgp" },
        { "hidden", "name-refused: .hidden" },
        { "escape", "name-refused: \\u{1B}[2J" },
        { "folder", "name-refused: data/more" },
    };

    [Theory]
    [MemberData(nameof(Couriers))]
    public void What_a_courier_changed_is_named_and_nothing_is_opened(string what, string named)
    {
        var bundle = _gateway.Export();
        var good = _machine.Stick(bundle);
        var spoiled = _machine.Stick(bundle);
        Spoil(spoiled, what);

        AssertRefused(spoiled, named);

        Assert.Equal(0, _machine.Open(good).ExitCode);
        Assert.Equal(3, _machine.Cases().Count);
    }

    public static TheoryData<string, string> Operators => new()
    {
        { "stranger", "signature-wrong: tagmanifest-sha256.txt" },
        { "early", "signer-not-valid" },
        { "backdate", "info-contradicts: bag-info.txt, dated 2026-11-23, before line 3 of 2026-11-24" },
        { "omit", "entry-missing: data/00000002.pgp" },
        { "add", "entry-unknown: data/00000004.pgp" },
        { "replace", "entry-altered: data/00000002.pgp" },
        { "swap", "entry-altered: data/00000001.pgp" },
        { "line-changed", "info-contradicts: bag-info.txt" },
        { "repeat", "repeated: line 4, entry 4 and entry 2" },
        { "purge-unknown", "malformed: data/ledger.txt (EntryOutOfOrder, line 7)" },
        { "purge-twice", "line-contradicts: line 5, entry 2" },
        { "count", "info-contradicts: bag-info.txt" },
        { "climb", "malformed: manifest-sha256.txt (PathMalformed" },
        { "head", "info-contradicts: bag-info.txt" },
        { "other-ledger", "info-contradicts: bag-info.txt" },
    };

    [Theory]
    [MemberData(nameof(Operators))]
    public void What_a_hostile_signer_changed_is_named_and_nothing_is_opened(string what, string named)
    {
        var bundle = _gateway.Export();
        var good = _machine.Stick(bundle);
        Spoil(bundle, what);

        AssertRefused(_machine.Stick(bundle), named);

        Assert.Equal(0, _machine.Open(good).ExitCode);
    }

    [Fact]
    public void A_machine_whose_clock_is_behind_is_told_its_date()
    {
        var stick = _machine.Stick(_gateway.Export());
        _machine.Time = new FixedTime(Organisation.Now.AddYears(-1));
        AssertRefused(stick, "this machine's date, now 2025-11-25, is wrong");
        _machine.Time = new FixedTime(Organisation.Now);
        Assert.Equal(0, _machine.Open(stick).ExitCode);
    }

    [Fact]
    public void A_gap_is_named_with_the_lines_that_are_missing()
    {
        Assert.Equal(0, _machine.Open(_gateway.Export()).ExitCode);
        _gateway.Store(Testimonies.Seal(4, "d")[0]);
        var second = _machine.Stick(_gateway.Export());
        _gateway.Store(Testimonies.Seal(5, "e")[0]);
        var third = _machine.Stick(_gateway.Export());

        AssertRefused(third, "gap: lines 4 to 4");

        Assert.Equal(0, _machine.Run("open", second, third, "--passphrase-file", _machine.Path("passphrase")).ExitCode);
        Assert.Equal(5, _machine.Cases().Count);
    }

    [Fact]
    public void A_first_bundle_begins_at_line_1()
    {
        _gateway.Export();
        _gateway.Store(Testimonies.Seal(4, "d")[0]);
        AssertRefused(_machine.Stick(_gateway.Export()), "start-missing: lines 1 to 3");
        Assert.Equal(0, _machine.Open(_gateway.Export(from: 1)).ExitCode);
    }

    [Fact]
    public void An_older_bundle_is_refused_as_a_replay()
    {
        var first = _machine.Stick(_gateway.Export());
        _gateway.Store(Testimonies.Seal(4, "d")[0]);
        var second = _machine.Stick(_gateway.Export());
        Assert.Equal(0, _machine.Open(first).ExitCode);
        Assert.Equal(0, _machine.Open(second).ExitCode);
        AssertRefused(first, "replayed: ends at line 3");
        Assert.Contains("hint: nothing is missing", _machine.Open(first).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rewritten_ledger_is_refused_as_a_fork()
    {
        Assert.Equal(0, _machine.Open(_gateway.Export()).ExitCode);
        var other = new Gateway();
        other.Store(Testimonies.Seal(1, "first")[0], Testimonies.Seal(2, "x")[0], Testimonies.Seal(3, "y")[0]);
        other.Export();
        AssertRefused(_machine.Stick(other.Export(from: 1)), "fork: line 1");
        other.Store(Testimonies.Seal(4, "z")[0]);
        AssertRefused(_machine.Stick(other.Export()), "fork: line 3");
    }

    [Fact]
    public void Another_ledger_is_taken_only_when_its_id_is_typed_and_then_recorded()
    {
        Assert.Equal(0, _machine.Open(_gateway.Export()).ExitCode);
        var other = new Gateway(9);
        other.Store(Testimonies.Seal(9, "new")[0]);
        var stick = _machine.Stick(other.Export());
        AssertRefused(stick, $"another-ledger: {other.Id}");
        var wrong = _machine.Open(stick, "--new-ledger", $"{_gateway.Id}");
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("new-ledger-not-this", wrong.Error, StringComparison.Ordinal);

        Assert.Equal(0, _machine.Open(stick, "--new-ledger", $"{other.Id}").ExitCode);

        Assert.Contains($" {other.Id} typed by hand, leaving {_gateway.Id} at 3", File.ReadAllText(Path.Combine(_machine.Home, "custody.txt")), StringComparison.Ordinal);
        Assert.Equal(4, _machine.Cases().Count);
        Assert.Contains($"{other.Head.Head}", _machine.Run("compare-head", "--json").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_may_go_to_and_fro_between_ledgers_and_one_that_is_cut_short_follows_neither_untyped()
    {
        var (one, other) = (new Gateway(3), new Gateway(9));
        foreach (var gateway in (Gateway[])[one, other]) gateway.Store(Crafted.Message(Crafted.Literal([1]), new(FlipAt: 3)));
        var sticks = new[] { one, other }.Select(gateway => (Id: $"{gateway.Id}", Stick: _machine.Stick(gateway.Export()))).ToArray();
        Assert.Equal(0, _machine.Open(sticks[0].Stick).ExitCode);
        for (var turn = 1; turn <= 4; turn++)
        {
            var (id, stick) = sticks[turn % 2];
            AssertRefused(stick, $"another-ledger: {id}");
            // Where the new ledger should be written, nothing can be.
            var blocked = Directory.CreateDirectory(Path.Combine(_machine.Home, "ledger.txt.new"));
            Assert.Equal(3, _machine.Open(stick, "--new-ledger", id).ExitCode);
            blocked.Delete();
            // The next run puts all of the old ledger back, whatever else it does.
            Assert.Equal(1, _machine.Open(stick).ExitCode);
            Assert.Single(Directory.GetFiles(Path.Combine(_machine.Home, "failed")));
            Assert.True(File.Exists(Path.Combine(_machine.Home, "state.json")));
            AssertRefused(stick, $"another-ledger: {id}");
            var typed = _machine.Open(stick, "--new-ledger", id);
            Assert.True(typed.ExitCode == 0, typed.All);
            Assert.Single(Directory.GetFiles(Path.Combine(_machine.Home, "failed")));
        }

        Assert.Equal(4, Directory.GetDirectories(Path.Combine(_machine.Home, "former-ledgers"), "*").Count(former => File.Exists(Path.Combine(former, "state.json"))));
    }

    [Fact]
    public void A_shorter_chain_is_taken_only_when_the_id_is_typed()
    {
        var restored = new Gateway();
        var first = Testimonies.Seal(1, "first")[0];
        restored.Store(first);
        var stick = _machine.Stick(restored.Export());
        _gateway.Store(first);
        Assert.Equal(0, _machine.Open(_gateway.Export()).ExitCode);
        Assert.Equal(1, _machine.Open(stick).ExitCode);

        Assert.Equal(0, _machine.Open(stick, "--new-ledger", $"{restored.Id}").ExitCode);

        Assert.Contains($"{restored.Head.Head}", _machine.Run("compare-head", "--json").Output, StringComparison.Ordinal);
    }

    private void AssertRefused(string bundle, string named)
    {
        var before = _machine.Snapshot();
        var refused = _machine.Open(bundle);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(named, refused.Error, StringComparison.Ordinal);
        Assert.Contains("hint:", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, _machine.Snapshot());
    }

    private void Spoil(string folder, string what)
    {
        string At(string path) => Path.Combine(folder, path);
        void Alter(string path)
        {
            var octets = File.ReadAllBytes(At(path));
            octets[octets.Length / 2] ^= 1;
            File.WriteAllBytes(At(path), octets);
        }

        switch (what)
        {
            case "alter": Alter("data/00000002.pgp"); break;
            case "remove": File.Delete(At("data/00000002.pgp")); break;
            case "add": File.Copy(At("data/00000002.pgp"), At("data/00000004.pgp")); break;
            case "swap":
                File.Move(At("data/00000001.pgp"), At("data/x"));
                File.Move(At("data/00000002.pgp"), At("data/00000001.pgp"));
                File.Move(At("data/x"), At("data/00000002.pgp"));
                break;
            case "duplicate": File.Copy(At("data/00000002.pgp"), At("data/00000001.pgp"), overwrite: true); break;
            case "ledger": Alter(BundleFiles.Ledger); break;
            case "no-ledger": File.Delete(At(BundleFiles.Ledger)); break;
            case "info": Alter(BundleFiles.Info); break;
            case "manifest": Alter(BundleFiles.Manifest); break;
            case "no-manifest": File.Delete(At(BundleFiles.Manifest)); break;
            case "tag": Alter(BundleFiles.TagManifest); break;
            case "signature": Alter(BundleFiles.Signature); break;
            case "no-signature": File.Delete(At(BundleFiles.Signature)); break;
            case "no-tag": File.Delete(At(BundleFiles.TagManifest)); break;
            case "link":
                File.Move(At("data/00000002.pgp"), _machine.Path("outside"));
                File.CreateSymbolicLink(At("data/00000002.pgp"), _machine.Path("outside"));
                break;
            case "folder-link":
                Directory.Move(At("data"), _machine.Path("outside"));
                Directory.CreateSymbolicLink(At("data"), _machine.Path("outside"));
                break;
            case "empty": File.WriteAllBytes(At("data/00000002.pgp"), []); break;
            case "name": File.WriteAllBytes(At("data/..00001.pgp"), [1]); break;
            case "hidden": File.WriteAllBytes(At(".hidden"), [1]); break;
            case "escape": File.WriteAllBytes(At("\u001b[2J"), [1]); break;
            case "folder": Directory.CreateDirectory(At("data/more")); break;
            default: throw new ArgumentOutOfRangeException(nameof(what));
        }
    }

    private static void Spoil(BundleDraft bundle, string what)
    {
        const string first = "data/00000001.pgp", second = "data/00000002.pgp";
        var lines = bundle.Ledger.Lines;
        var hash = lines[1].Hash;
        LedgerLine Line(int number, LedgerEvent happened, int entry) => new(number, happened, Gateway.Day, entry, hash);
        switch (what)
        {
            case "stranger": bundle.Signer = Organisation.Stranger.Value; break;
            case "early": bundle.Day = new DateOnly(2020, 1, 1); break;
            case "backdate": bundle.Day = Gateway.Day.AddDays(-1); break;
            case "omit": bundle.Files.Remove(second); break;
            case "add": bundle.Files["data/00000004.pgp"] = bundle.Files[second]; break;
            case "replace": bundle.Files[second] = Testimonies.Seal(8, "other")[0]; break;
            case "swap": (bundle.Files[first], bundle.Files[second]) = (bundle.Files[second], bundle.Files[first]); break;
            case "line-changed":
                var head = bundle.Ledger.Head;
                bundle.Ledger = bundle.Ledger with { Lines = [lines[0], lines[1] with { Hash = Sha256Hash.Of([1]) }, lines[2]] };
                bundle.Change = info => info with { Head = head };
                break;
            case "repeat":
                bundle.Ledger = bundle.Ledger with { Lines = [.. lines, Line(4, LedgerEvent.Stored, 4)] };
                bundle.Files["data/00000004.pgp"] = bundle.Files[second];
                break;
            case "purge-unknown": bundle.Ledger = bundle.Ledger with { Lines = [.. lines, Line(4, LedgerEvent.Purged, 9)] }; break;
            case "purge-twice":
                bundle.Ledger = bundle.Ledger with { Lines = [.. lines, Line(4, LedgerEvent.Purged, 2), Line(5, LedgerEvent.Purged, 2)] };
                bundle.Files.Remove(second);
                break;
            case "count": bundle.Change = info => info with { PayloadFiles = 3 }; break;
            case "climb": bundle.Files["data/../../evil"] = [1]; break;
            case "head": bundle.Change = info => info with { Head = info.Head with { Head = Sha256Hash.Of([1]) } }; break;
            case "other-ledger": bundle.Change = info => info with { Ledger = new LedgerId(new byte[16]) }; break;
            default: throw new ArgumentOutOfRangeException(nameof(what));
        }
    }
}
