using Org.BouncyCastle.Crypto.Digests;
using SecureDrop.Formats;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Hashing;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Cases;

/// <summary>
/// Unpacks a testimony's archive into an empty folder: testimony.json, message.txt, then the files that testimony.json lists, in its order. Anything
/// else is refused. Stops at the first fault; what came whole before it stays.
/// </summary>
/// <param name="slices">The archive.</param>
/// <param name="octets">How long it may be.</param>
/// <param name="version">Which reading of the testimony it is.</param>
/// <param name="folder">Empty.</param>
/// <param name="tell">Called with octets as they are written.</param>
internal sealed class ArchiveUnpacking(Stream slices, long octets, CaseVersion version, string folder, Action<long> tell)
{
    private const string FilePrefix = "files/";
    private const int PieceOctets = 1 << 18;
    private readonly TarReader _tar = new(slices, octets);
    private readonly SafeNames _names = new();
    private readonly List<CaseFile> _files = [];
    private readonly List<string> _flags = [];
    private Testimony? _testimony;
    private FailureReason? _fault;
    private string? _detail;
    private bool _hasAccount;

    public CaseVersion Run()
    {
        while (_fault is null or FailureReason.HashMismatch && Next()) continue;
        foreach (var missing in _testimony?.Files.Skip(_files.Count) ?? [])
            _files.Add(new CaseFile(missing.Name, null, missing.Size, false, FileFlags.Of(missing.Name, [])));
        if (_fault is null && version.Missing.Count == 0 && _files.Any(file => file.Disk is null)) Refuse("file-missing");
        return version with
        {
            Fault = _fault,
            FaultDetail = _detail,
            HasAccount = _hasAccount,
            Language = _testimony?.Language,
            Files = _files,
            Flags = _flags,
        };
    }

    private bool Next()
    {
        if (_tar.Next(out var member) is { } fault) return Stop(fault);
        if (member is null) return false;
        if (_testimony is null) return member.Path == "testimony.json" ? ReadTestimony(member) : Refuse("testimony-missing");
        if (!_hasAccount) return member.Path == "message.txt" ? ReadMessage(member) : Refuse("message-missing");
        var expected = _files.Count < _testimony.Files.Count ? _testimony.Files[_files.Count] : null;
        return expected is not null && member.Path == FilePrefix + expected.Name && member.Size == expected.Size ? ReadFile(expected) : Refuse("file-not-listed");
    }

    private bool ReadTestimony(TarMember member)
    {
        // It fits in one part, or the writer was not ours.
        if (member.Size > Buckets.Largest) return Refuse("testimony-too-large");
        if (ReadWhole(member, out var text) is { } fault) return Stop(fault);
        if (Testimony.Version.Newer(text) is { } newer)
        {
            // Its grammar is not known here: not even message.txt is looked for. The ciphertexts are kept, and stock tools read them.
            (_fault, _detail) = (FailureReason.FormatNewer, $"testimony format {newer.Version}, this program reads {newer.Known}");
            return false;
        }

        if (!Testimony.TryRead(text, out var testimony, out var why)) return Refuse($"testimony-{why}");
        if (testimony.Parts != version.Count) return Refuse("parts-disagree");
        Save("testimony.json", text);
        _testimony = testimony;
        return true;
    }

    private bool ReadMessage(TarMember member)
    {
        if (member.Size > Testimony.MaximumAccountOctets) return Refuse("message-too-large");
        if (ReadWhole(member, out var text) is { } fault) return Stop(fault);
        Save("message.txt", text);
        _hasAccount = true;
        if (System.Text.Encoding.UTF8.GetString(text) != _testimony?.Account) _flags.Add("account-differs");
        return true;
    }

    private bool ReadFile(TestimonyFile expected)
    {
        HomeFolder.MakeFolder(Path.Combine(folder, "files"));
        // Some file systems take two spellings of one letter for the same.
        var disk = _names.Take(expected.Name);
        while (File.Exists(Path.Combine(folder, "files", disk))) disk = _names.Take(expected.Name);
        var path = Path.Combine(folder, "files", disk);
        if (CopyTo(path, expected.Size, out var hash, out var head) is { } fault)
        {
            // Half a file must not pass for the file.
            File.Delete(path);
            return Stop(fault);
        }

        var intact = hash == expected.Sha256;
        _files.Add(new CaseFile(expected.Name, disk, expected.Size, intact, FileFlags.Of(expected.Name, head)));
        if (!intact) (_fault, _detail) = (FailureReason.HashMismatch, disk);
        return true;
    }

    private TarFault? CopyTo(string path, long size, out Sha256Hash hash, out byte[] head)
    {
        using var file = PrivateFile.Open(path, FileMode.CreateNew);
        var hashing = new Sha256Digest();
        (hash, head) = (default, []);
        var length = Math.Clamp(size, 1, PieceOctets);
        var (room, other) = (new byte[length], new byte[length]);
        // Hashing is the slowest here, and takes its own thread while the next piece is read.
        var hashed = Task.CompletedTask;
        try
        {
            while (true)
            {
                if (_tar.Read(room, out var read) is { } fault) return fault;
                if (read == 0) break;
                if (head.Length == 0) head = room[..Math.Min(read, FileFlags.Head)];
                file.Write(room, 0, read);
                tell(read);
                hashed.Wait();
                var piece = room.AsMemory(0, read);
                hashed = Task.Run(() => hashing.BlockUpdate(piece.Span));
                (room, other) = (other, room);
            }
        }
        finally
        {
            hashed.Wait();
        }

        hash = new Sha256Hash(hashing.End());
        return null;
    }

    private TarFault? ReadWhole(TarMember member, out byte[] octets)
    {
        octets = new byte[member.Size];
        for (var at = 0; at < octets.Length;)
        {
            if (_tar.Read(octets.AsSpan(at), out var read) is { } fault) return fault;
            if (read == 0) return TarFault.Truncated;
            at += read;
        }

        return null;
    }

    private void Save(string name, byte[] octets)
    {
        using var file = PrivateFile.Create(Path.Combine(folder, name));
        file.Write(octets);
    }

    /// <summary>An archive that ends early is nobody's fault while parts are missing.</summary>
    private bool Stop(TarFault fault) => (fault != TarFault.Truncated || version.Missing.Count == 0) && Refuse($"tar-{fault}");

    private bool Refuse(string detail)
    {
        (_fault, _detail) = (FailureReason.ArchiveRefused, detail);
        return false;
    }
}
