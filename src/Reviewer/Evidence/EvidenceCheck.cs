using System.Text;
using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Bags;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Bundles;
using SecureDrop.Reviewer.Keys;

namespace SecureDrop.Reviewer.Evidence;

/// <summary>
/// Checks an evidence bag as its README.txt tells an expert to, step by step, and names what is altered, missing or added. Needs no secret key; trusts nothing
/// but the root's fingerprint. Keyrings and certificates count as of then: a bag is to be checked in ten years.
/// </summary>
internal sealed class EvidenceCheck
{
    private readonly List<EvidenceFault> _faults = [];
    private readonly Dictionary<string, string> _sha256 = [];
    private readonly Dictionary<string, TrustedKeyring?> _keyrings = [];
    private readonly EvidenceFolder _folder;
    private readonly Fingerprint _root;
    private readonly DateTimeOffset _now;

    private EvidenceCheck(string path, Fingerprint root, DateTimeOffset now)
    {
        (_root, _now) = (root, now);
        _folder = EvidenceFolder.List(path, _faults);
    }

    public EvidenceInfo? Info { get; private set; }
    public int Files => _folder.Paths.Count;
    public IReadOnlyList<EvidenceFault> Faults => _faults;

    /// <summary>What a testimony lists and the bag does not hold.</summary>
    public IReadOnlyList<string> LeftOut { get; private set; } = [];

    /// <param name="path">The bag's folder.</param>
    /// <param name="root">From the home's pin, or from a second channel.</param>
    /// <param name="now">A signature dated later is void.</param>
    public static EvidenceCheck Of(string path, Fingerprint root, DateTimeOffset now)
    {
        var check = new EvidenceCheck(path, root, now);
        check.Hashes();
        if (check.ReadKeyring(EvidenceFiles.Keyring) is { } keyring)
        {
            check.Signature(keyring);
            check.Acknowledged(keyring);
        }

        var ciphertexts = check.Ciphertexts();
        var heads = check.LedgerHeads(ciphertexts);
        check.BundlesOf(ciphertexts, heads);
        check.Plaintext();
        check.LeftOut = [.. check.Absent()];
        check.Custody();
        return check;
    }

    private void Fault(int step, string subject, string what) => _faults.Add(new(step, subject, what));

    private void Hashes()
    {
        var tags256 = Read(BundleFiles.TagManifest, EvidenceManifest.Sha256Digits);
        var tags512 = Read(EvidenceFiles.TagManifest512, EvidenceManifest.Sha512Digits);
        var payload256 = Read(BundleFiles.Manifest, EvidenceManifest.Sha256Digits);
        var payload512 = Read(EvidenceFiles.Manifest512, EvidenceManifest.Sha512Digits);
        foreach (var path in EvidenceFiles.Tagged.Except(tags256.Keys)) Fault(1, path, $"{BundleFiles.TagManifest} does not list it");
        foreach (var path in EvidenceFiles.Tagged.Except(tags512.Keys)) Fault(1, path, $"{EvidenceFiles.TagManifest512} does not list it");
        foreach (var path in EvidenceFiles.Top.Where(path => !_folder.Paths.Contains(path))) Fault(1, path, "missing");
        foreach (var (hashes, manifest) in new[] { (tags256, BundleFiles.TagManifest), (tags512, EvidenceFiles.TagManifest512), (payload256, BundleFiles.Manifest), (payload512, EvidenceFiles.Manifest512) })
            foreach (var path in hashes.Keys.Where(path => !_folder.Paths.Contains(path))) Fault(1, path, $"missing, {manifest} lists it");
        foreach (var path in _folder.Paths.Except(EvidenceFiles.Top).Order(StringComparer.Ordinal))
        {
            var (sha256, sha512) = _folder.Hashes(path);
            _sha256[path] = sha256;
            var isPayload = path.StartsWith(BundleFiles.Payload + "/", StringComparison.Ordinal);
            if (isPayload && !EvidenceFiles.HasPlaceFor(path)) Fault(1, path, "no file that a bag of this format has");
            Compare(path, sha256, isPayload ? payload256 : tags256, isPayload ? BundleFiles.Manifest : BundleFiles.TagManifest);
            Compare(path, sha512, isPayload ? payload512 : tags512, isPayload ? EvidenceFiles.Manifest512 : EvidenceFiles.TagManifest512);
        }

        if (_folder.Read(BundleFiles.Declaration, 1024) is not { } declaration || !declaration.AsSpan().SequenceEqual(Encoding.ASCII.GetBytes(BundleFiles.DeclarationText)))
            Fault(1, BundleFiles.Declaration, "not as bags of this format have it");
        if (_folder.Read(BundleFiles.Info, EvidenceInfo.MaximumOctets) is { } octets && EvidenceInfo.TryRead(octets, out var info, out var why)) Info = info;
        else return;
        if (Info.PayloadFiles != _folder.Payload.Count() || Info.PayloadOctets != _folder.Payload.Sum(path => new FileInfo(_folder.FullPath(path)).Length))
            Fault(1, BundleFiles.Info, "it counts other files and octets than are here");
    }

    private void Compare(string path, string hash, Dictionary<string, string> hashes, string manifest)
    {
        if (!hashes.TryGetValue(path, out var listed)) Fault(1, path, $"added, {manifest} does not list it");
        else if (listed != hash) Fault(1, path, $"altered, {manifest} has another hash");
    }

    private Dictionary<string, string> Read(string manifest, int digits)
    {
        if (_folder.Read(manifest, EvidenceManifest.MaximumOctets) is { } octets && EvidenceManifest.TryRead(octets, digits, out var read, out var why))
            return read.Lines.ToDictionary(line => line.Path, line => line.Hash);
        if (_folder.Paths.Contains(manifest)) Fault(1, manifest, "not as this program writes it");
        return [];
    }

    /// <summary>Opened once, and told of once when it is refused.</summary>
    private TrustedKeyring? ReadKeyring(string path)
    {
        if (_keyrings.TryGetValue(path, out var known)) return known;
        return _keyrings[path] = Open();

        TrustedKeyring? Open()
        {
            if (_folder.Read(path, Keyring.MaximumFrameOctets) is not { } frame) Fault(2, path, "missing");
            else if (!VerifiedKeyring.TryOpen(frame, _root, null, DateOnly.MinValue, out var keyring, out var refusal, out var refused)) Fault(2, path, refusal.Words(refused, frame));
            else return keyring;
            return null;
        }
    }

    private void Signature(TrustedKeyring keyring)
    {
        if (Info is not { } info)
        {
            Fault(3, BundleFiles.Info, "it does not name who signed");
            return;
        }
        if (keyring.Find(info.Signer) is not { } certificate || !ReviewerKey.MaySign(keyring, info.Signer))
        {
            Fault(3, BundleFiles.Info, $"the keyring names no reviewer {info.Signer.Grouped()} whose word counts");
            return;
        }
        foreach (var (manifest, signature) in new[] { (BundleFiles.TagManifest, BundleFiles.Signature), (EvidenceFiles.TagManifest512, EvidenceFiles.Signature512) })
            if (_folder.Read(manifest, EvidenceManifest.MaximumOctets) is not { } octets || _folder.Read(signature, BagInfo.MaximumOctets) is not { } armored
                || !Signatures.VerifyDetached(octets, Encoding.Latin1.GetString(armored), certificate, _now)) Fault(3, signature, $"no signature of {info.Signer.Grouped()} over {manifest}");
    }

    /// <summary>What went back to the gateway, by a reviewer of any keyring here: he may have left since.</summary>
    private void Acknowledged(TrustedKeyring newest)
    {
        var keyrings = _folder.In(EvidenceFiles.Keyrings).Select(ReadKeyring).OfType<TrustedKeyring>().Append(newest).ToList();
        foreach (var path in _folder.In(EvidenceFiles.Acknowledgements))
            if (_folder.Read(path, Acknowledgement.MaximumOctets) is not { } frame || !SignedText.TryRead(frame, out var signed, out _)
                || !Acknowledgement.TryRead(signed.Text.Span, out _, out _) || !keyrings.Exists(keyring => IsReviewers(signed, keyring)))
                Fault(3, path, "no reviewer of a keyring here has signed it");
    }

    private bool IsReviewers(SignedText signed, TrustedKeyring keyring) =>
        keyring.Lines.Keys.Where(line => line.Role != KeyringRole.Operator).Select(line => keyring.Find(line.Primary)).OfType<Certificate>().Distinct()
            .Any(certificate => Signatures.Verify(signed, certificate, _now));

    /// <summary>Path and hash.</summary>
    private Dictionary<string, Sha256Hash> Ciphertexts()
    {
        var found = new Dictionary<string, Sha256Hash>();
        foreach (var path in _folder.Payload.Where(path => path.StartsWith(EvidenceFiles.Cases + "/", StringComparison.Ordinal) && path.Split('/')[^2] == "ciphertext"))
            if (Sha256Hash.TryParse(_sha256[path], out var hash)) found[path] = hash;
        if (found.Count == 0) Fault(4, EvidenceFiles.Cases, "no ciphertext is here");
        return found;
    }

    /// <summary>Ledger id, line and head, for each line of each ledger.</summary>
    private HashSet<(LedgerId Ledger, LedgerHead Head)> LedgerHeads(Dictionary<string, Sha256Hash> ciphertexts)
    {
        var heads = new HashSet<(LedgerId, LedgerHead)>();
        var stored = new HashSet<Sha256Hash>();
        var told = _folder.FoldersIn(EvidenceFiles.Bundles).Select(name => _folder.Read($"{EvidenceFiles.Bundles}/{name}/{BundleFiles.Info}", BagInfo.MaximumOctets))
            .Select(octets => octets is not null && BagInfo.TryRead(octets, out var info, out _) ? (info.Ledger, info.Head) : default).ToHashSet();
        foreach (var path in _folder.In(EvidenceFiles.Ledgers))
        {
            if (_folder.Read(path, LedgerText.MaximumOctets) is not { } octets || !LedgerText.TryRead(octets, out var ledger, out _) || ledger.After.Number != 0)
            {
                Fault(5, path, "not a ledger from its first line on");
                continue;
            }
            foreach (var refusal in LedgerRules.Judge(ledger)) Fault(5, path, $"{refusal}");
            var head = ledger.After;
            foreach (var line in ledger.Lines)
            {
                head = head.After(line);
                heads.Add((ledger.Id, head));
                if (line.Event == LedgerEvent.Stored) stored.Add(line.Hash);
            }

            // What stands behind it, or in a ledger of which no bundle tells, anybody could have written.
            if (!told.Contains((ledger.Id, head))) Fault(5, path, "no bundle signs its last head");
        }

        foreach (var (path, hash) in ciphertexts.Where(one => !stored.Contains(one.Value))) Fault(5, path, "no ledger here has stored it");
        return heads;
    }

    private void BundlesOf(Dictionary<string, Sha256Hash> ciphertexts, HashSet<(LedgerId Ledger, LedgerHead Head)> heads)
    {
        var carried = new HashSet<Sha256Hash>();
        foreach (var name in _folder.FoldersIn(EvidenceFiles.Bundles))
        {
            var path = $"{EvidenceFiles.Bundles}/{name}";
            if (ReadKeyring($"{EvidenceFiles.Keyrings}/{name}.asc") is not { } keyring) continue;
            var refusals = BundleFolder.List(_folder.FullPath(path), out var bundle);
            SealedManifest? manifest = null;
            if (refusals.Count == 0) refusals = SealedManifest.Open(bundle, keyring, _now, out manifest);
            foreach (var refusal in refusals) Fault(4, path, $"{refusal}");
            if (manifest is null) continue;
            carried.UnionWith(manifest.Payload.Where(file => file.Key != BundleFiles.Ledger).Select(file => file.Value));
            if (!heads.Contains((manifest.Info.Ledger, manifest.Info.Head))) Fault(5, path, $"its head, of line {manifest.Info.Head.Number}, is not on the ledger's chain");
        }

        foreach (var (path, _) in ciphertexts.Where(one => !carried.Contains(one.Value))) Fault(4, path, "in no bundle that is signed");
    }

    /// <summary>Only with session keys; without them nobody but a reviewer can.</summary>
    private void Plaintext()
    {
        if (Info is not { HasSessionKeys: true }) return;
        foreach (var version in Versions())
        {
            var isArchive = _folder.Paths.Contains($"{version}/testimony.json");
            List<string> files = [.. _folder.In(version).Where(path => Path.GetFileName(path) is "message.txt" or "testimony.json"), .. _folder.In($"{version}/files")];
            if (files.Count == 0) continue;
            var hashes = DisclosedParts.Hashes(_folder, version, isArchive, out var fault);
            if (fault is not null) Fault(6, $"{version}/{EvidenceFiles.SessionKeys}", fault);
            foreach (var path in files.Where(path => !hashes.Contains((_sha256[path], DisclosedParts.PlaceOf(path[(version.Length + 1)..]))))) Fault(6, path, "not what the ciphertexts decrypt to");
        }
    }

    private IEnumerable<string> Versions() => _folder.FoldersIn(EvidenceFiles.Cases).Select(name => $"{EvidenceFiles.Cases}/{name}")
        .SelectMany(path => _folder.FoldersIn(path).Where(name => name.StartsWith("conflict-", StringComparison.Ordinal)).Select(name => $"{path}/{name}").Prepend(path));

    private IEnumerable<string> Absent() =>
        from version in Versions()
        let json = _folder.Read($"{version}/testimony.json", Buckets.Largest)
        let testimony = json is not null && Testimony.TryRead(json, out var read, out _) ? read : null
        where testimony is not null
        let here = _folder.In($"{version}/files").Select(path => _sha256[path]).ToHashSet()
        from file in testimony.Files
        where !here.Contains($"{file.Sha256}")
        select $"{version}: a file with SHA-256 {file.Sha256}";

    private void Custody()
    {
        if (_folder.Read(EvidenceFiles.Custody, CustodyText.MaximumOctets) is not { } octets) Fault(7, EvidenceFiles.Custody, "missing");
        else if (!CustodyText.TryRead(octets, out var custody, out var refusal)) Fault(7, EvidenceFiles.Custody, $"its chain is broken ({refusal})");
        else if (Info is { } info && (custody.Lines.Count != info.CustodyLines || custody.Head != info.CustodyHead)) Fault(7, EvidenceFiles.Custody, "bag-info.txt names another head");
    }
}
