using System.Reflection;
using System.Text;
using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Bags;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Cases;
using SecureDrop.Reviewer.Custody;
using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Opening;

namespace SecureDrop.Reviewer.Evidence;

/// <summary>
/// Builds a bag under a name that says it is not ready, makes it durable, reads it back from the medium, checks it as a court would, and only then gives it
/// its name.
/// </summary>
internal sealed class EvidencePacking(HomeFolder home, TrustedKeyring keyring, SigningKey key, UnlockedKeys? secrets, DateTimeOffset now, TextWriter error)
{
    /// <summary>More names would not fit a line of the custody log; the hash is over all of them, each with a line end, as `ls data/cases | sha256sum` gives it.</summary>
    private const int MostNamed = 20;

    private readonly DateOnly _today = DateOnly.FromDateTime(now.UtcDateTime);

    private static string Program =>
        $"securedrop-reviewer {typeof(EvidencePacking).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}";

    public PackageAnswer? WriteFolder(EvidencePlan plan, string target, out Trouble? trouble)
    {
        var partial = target + ".partial";
        // What a run cut short has left.
        if (Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
        // Ended at once, it would leave plaintext on the medium.
        using var stop = new Interruption();
        HomeFolder.MakeFolder(partial);
        try
        {
            if (Build(plan, partial, stop.Token, out var answer, out trouble) is null || answer is null) return null;
            Directory.Move(partial, target);
            Durable.Folder(Path.GetDirectoryName(Path.GetFullPath(target)) ?? target);
            Packaged(answer);
            return answer with { Bag = target };
        }
        finally
        {
            if (Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
        }
    }

    /// <summary>The bag itself is built on this machine's own disk: no plaintext touches the medium.</summary>
    public PackageAnswer? WriteSealed(EvidencePlan plan, string target, IReadOnlyList<EvidenceRecipient> recipients, out Trouble? trouble)
    {
        using var stop = new Interruption();
        var folder = home.EmptyWork("evidence");
        if (Build(plan, folder, stop.Token, out var answer, out trouble) is null || answer is null) return null;
        var partial = target + ".partial";
        try
        {
            trouble = SealedEvidence.Write(partial, folder, Path.GetFileNameWithoutExtension(Path.GetFileNameWithoutExtension(target)), recipients);
            if (trouble is not null) return null;
            File.Move(partial, target);
            Durable.Folder(Path.GetDirectoryName(Path.GetFullPath(target)) ?? target);
            Packaged(answer);
            return answer with { Bag = target, SealedTo = [.. recipients.Select(one => $"{one.Primary}")] };
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private EvidenceBag? Build(EvidencePlan plan, string folder, CancellationToken stop, out PackageAnswer? answer, out Trouble? trouble)
    {
        answer = null;
        // The bag's own copy of the log ends with this line.
        CustodyLog.Write(home, _today, CustodyAct.Packaging, Words(plan.Cases), error);
        var bag = new EvidenceBag(folder);
        trouble = null;
        foreach (var item in plan.Items.Concat(CustodyItems()))
        {
            stop.ThrowIfCancellationRequested();
            if ((trouble = bag.Add(item)) is not null) return null;
        }

        if (secrets is not null && AddSessionKeys(bag, plan.Cases, new MessageOpener(secrets, _ => false)) is { } missing)
        {
            trouble = missing;
            return null;
        }

        var custody = CustodyLog.Read(home, out var fault) ?? throw new InvalidDataException($"{home.Custody} is damaged ({fault}).");
        var info = new EvidenceInfo(
            Program, _today, bag.PayloadOctets, bag.PayloadFiles, plan.Cases.Count, keyring.Lines.Root, key.Primary, custody.Lines.Count, custody.Head, secrets is not null);
        bag.Add(BundleFiles.Declaration, Encoding.ASCII.GetBytes(BundleFiles.DeclarationText));
        bag.Add(BundleFiles.Info, info.Write());
        bag.Add(EvidenceFiles.ReadMe, EvidenceReadMe.Of(info, plan.Cases));
        var tags = bag.Seal(key, now);
        Durable.Everything(folder);
        trouble = ReadBack(folder);
        if (trouble is not null) return null;
        stop.ThrowIfCancellationRequested();
        answer = new PackageAnswer("", [.. plan.Cases.Select(record => record.Name)], info.PayloadFiles, info.PayloadOctets, $"{Sha256Hash.Of(tags)}", $"{key.Primary}", info.HasSessionKeys, []);
        return bag;
    }

    /// <summary>The log, and those before it that were found damaged.</summary>
    private IEnumerable<EvidenceItem> CustodyItems() =>
        Directory.GetFiles(home.Root, "custody-damaged*").Order(StringComparer.Ordinal).Prepend(home.Custody)
            .Select(path => new EvidenceItem($"{EvidenceFiles.CustodyFolder}/{Path.GetFileName(path)}", path));

    private Trouble? AddSessionKeys(EvidenceBag bag, IReadOnlyList<CaseRecord> cases, MessageOpener opener)
    {
        foreach (var record in cases)
        {
            foreach (var version in record.Versions)
            {
                var text = new StringBuilder();
                foreach (var path in CaseEvidence.InOrder(record, version))
                {
                    var file = Path.GetFullPath(Path.Combine(home.Cases, record.Name, version.Folder, path));
                    if (DisclosedKey.Of(file, opener) is not { } sessionKey)
                        return Trouble.Refused($"no secret key here opens {file} any more", "package it without --session-keys");
                    text.Append($"{sessionKey} {path}\n");
                }

                if (text.Length > 0) bag.Add(CaseEvidence.PathOf(record.Name, version.Folder, EvidenceFiles.SessionKeys), Encoding.ASCII.GetBytes(text.ToString()));
            }
        }

        return null;
    }

    /// <summary>From the medium, as far as the system lets go of what it remembers.</summary>
    private Trouble? ReadBack(string folder)
    {
        foreach (var path in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            Durable.LetGo(file);
        }

        var check = EvidenceCheck.Of(folder, keyring.Lines.Root, now);
        if (check.Faults.Count == 0) return null;
        foreach (var fault in check.Faults) error.WriteLine(fault);
        return Trouble.InputOutput("the bag did not come back from the medium as it was written, or would not stand in court", "take another medium; if it is the same there, what is named above is damaged on this machine");
    }

    private void Packaged(PackageAnswer answer) =>
        CustodyLog.Write(home, _today, CustodyAct.Packaged, $"cases {answer.Cases.Count} tag-manifest {answer.TagManifest}{(answer.SessionKeys ? " with session keys" : "")}", error);

    private static string Words(IReadOnlyList<CaseRecord> cases)
    {
        var names = cases.Select(record => record.Name).Order(StringComparer.Ordinal).ToList();
        return $"cases {names.Count} " + (names.Count <= MostNamed ? string.Join(' ', names) : $"names {Sha256Hash.Of(Encoding.ASCII.GetBytes(string.Concat(names.Select(name => $"{name}\n"))))}");
    }
}
