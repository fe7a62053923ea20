using System.Security.Cryptography;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Security;
using SecureDrop.Benchmarks.Report;
using SecureDrop.Benchmarks.Servers;
using SecureDrop.Certificates;
using SecureDrop.Claims;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Benchmarks.Desk;

/// <summary>
/// What the reviewer waits for, and the source: `open` as it is published, and `seal`, beside gpg and sqop on the same octets. Those two are given a
/// secret key without a passphrase, and two of them run at once where there are many messages.
/// </summary>
internal sealed class Desk(string directory, bool full)
{
    private const int Small = 10_000;
    private readonly Table _table = new("", "MB/s", "messages/s", "seconds", "CPU s", "MB/CPU s", "peak MB");
    private readonly List<DeskRow> _rows = [];
    private readonly string _place = Path.Combine(directory, "desk");
    private static string Keys => Path.Combine(Checkout.Root, "keys-example");
    private string Reviewer => Path.Combine(_place, "program", "securedrop-reviewer");

    public IReadOnlyList<DeskRow> Run()
    {
        if (Measured.Time is null)
        {
            Console.Error.WriteLine("time is missing, desk is left out: apt-get install time");
            return [];
        }

        Directory.CreateDirectory(_place);
        try
        {
            Prepare();
            Parts();
            Letters();
            return _rows;
        }
        finally
        {
            Directory.Delete(_place, recursive: true);
        }
    }

    private void Prepare()
    {
        Shell($"dotnet publish {Checkout.Root}/src/Reviewer -c Release -o {_place}/program");
        File.WriteAllText(Path.Combine(_place, "secret.asc"), WithoutPassphrase(File.ReadAllText(Path.Combine(Keys, "reviewer-1.secret.asc"))));
        Shell($"mkdir -m 700 gnupg && gpg --batch --quiet --disable-dirmngr --import secret.asc");
        _table.Begin("starting");
        for (var times = 0; times < 3; times++) Add("--version", "securedrop-reviewer", 0, 0, $"{Reviewer} --version");
    }

    /// <summary>One testimony in parts of 4 MiB, sealed by the source's program.</summary>
    private void Parts()
    {
        var octets = (full ? 3900L : 1000L) << 20;
        using (var file = File.Create(Path.Combine(_place, "film.mp4")))
        {
            var piece = RandomNumberGenerator.GetBytes(1 << 20);
            for (var at = 0L; at < octets; at += piece.Length) file.Write(piece);
        }

        File.WriteAllText(Path.Combine(_place, "account.txt"), "An account.\n");
        _table.Begin($"sealing {octets >> 20} MiB to two reviewers");
        var to = $"--recipient-file {Keys}/reviewer-1.public.asc --recipient-file {Keys}/reviewer-2.public.asc";
        Add("seal", "source, parts of 4 MiB", 1, octets,
            $"dotnet {Checkout.Program("Source")} seal --home {_place}/source --keyring {Keys}/keyring.asc --root {Root()} --message account.txt --attach film.mp4 --part-size 4M --out parts");
        Add("seal", "gpg, one message", 1, octets, $"gpg --batch --quiet --disable-dirmngr --trust-model always --compress-algo none --yes -o whole.pgp {to} -e film.mp4 && sync whole.pgp");
        Peer("sqop", "seal", "sqop, one message", 1, octets, $"sqop encrypt --no-armor {Keys}/reviewer-1.public.asc {Keys}/reviewer-2.public.asc <film.mp4 >whole.sqop && sync whole.sqop && rm whole.sqop");

        _table.Begin($"opening {octets >> 20} MiB");
        Add("open whole", "gpg, one message", 1, octets, "gpg --batch --quiet -o whole -d whole.pgp && sync whole && rm whole");
        Peer("sqop", "open whole", "sqop, one message", 1, octets, "sqop decrypt secret.asc <whole.pgp >whole && sync whole && rm whole");
        File.Delete(Path.Combine(_place, "whole.pgp"));
        File.Delete(Path.Combine(_place, "film.mp4"));
        OpenAll("parts", octets, "parts of 4 MiB");
    }

    /// <summary>Many testimonies of one part each.</summary>
    private void Letters()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_place, "letters")).FullName;
        var day = DateOnly.FromDateTime(DateTime.UtcNow);
        if (!VerifiedKeyring.TryOpen(File.ReadAllBytes(Path.Combine(Keys, "keyring.asc")), Root(), null, day, out var keyring, out var refusal))
            throw new InvalidOperationException($"{refusal}");
        var sealer = Sealer.For(keyring, day, new SecureRandom()) ?? throw new InvalidOperationException("Nobody to seal to.");
        Parallel.For(0, Small, number =>
        {
            if (!TestimonyArchive.TryPlan(new Account($"Account {number}. {new string('x', 9000)}", "en"), [], 16 << 10, out var archive, out var fault))
                throw new InvalidOperationException($"{fault}");
            foreach (var part in Sealing.Seal(archive, sealer, new SecureRandom())) File.WriteAllBytes(Path.Combine(folder, $"{number:D5}.pgp"), part.Octets.ToArray());
        });
        _table.Begin($"opening {Small} messages of 16 KiB");
        OpenAll("letters", (long)Small * (16 << 10), "messages of 16 KiB");
    }

    private void OpenAll(string folder, long octets, string what)
    {
        var files = Directory.GetFiles(Path.Combine(_place, folder), "*.pgp");
        // A thousand tell what ten thousand would.
        var some = files.Order(StringComparer.Ordinal).Take(1000).ToList();
        var part = octets / files.Length * some.Count;
        File.WriteAllLines(Path.Combine(_place, "some"), some);
        Add($"open {folder}", $"gpg, two at once", some.Count, part, "xargs -a some -n 1 -P 2 sh -c 'gpg --batch --quiet -o $0.out -d $0' && sync -f . && rm -f */*.out");
        Peer("sqop", $"open {folder}", "sqop, two at once", some.Count, part, "xargs -a some -n 1 -P 2 sh -c 'sqop decrypt secret.asc <$0 >$0.out' && sync -f . && rm -f */*.out");
        DeskBundle.Write(Path.Combine(_place, "bundle"), files);
        Shell("sync -f .");
        Open(folder, files.Length, octets, Path.Combine(_place, "home"), $"open, {what}");
        // Where the disk is slower than the program: the same with the home in memory.
        if (Directory.Exists("/dev/shm")) Open(folder, files.Length, octets, $"/dev/shm/desk-{Environment.ProcessId}", "the same, home in memory");
        Directory.Delete(Path.Combine(_place, "bundle"), recursive: true);
    }

    private void Open(string folder, int messages, long octets, string home, string name)
    {
        try
        {
            Shell($"{Reviewer} --home {home} init --secret-key {Keys}/reviewer-1.secret.asc --keyring {Keys}/keyring.asc --root {Root()}");
            Add($"open {folder}", name, messages, octets, $"{Reviewer} --home {home} open bundle --passphrase-file {Keys}/passphrase.txt");
            Add($"list {folder}", "then list", 0, 0, $"{Reviewer} --home {home} list");
        }
        finally
        {
            if (Directory.Exists(home)) Directory.Delete(home, recursive: true);
        }
    }

    private void Peer(string program, string task, string name, int messages, long octets, string line)
    {
        if (Programs.Find(program) is null) Console.Error.WriteLine($"{program} is missing and left out: apt-get install {program}");
        else Add(task, name, messages, octets, line);
    }

    private void Add(string task, string program, int messages, long octets, string line)
    {
        var measured = Measured.Of(line, _place);
        var row = new DeskRow(task, program, messages, octets, measured.Seconds, measured.Processor, measured.PeakMegabytes);
        _rows.Add(row);
        string Speed(double value) => value > 0 ? Figure.Whole(value) : "-";
        _table.Print(
            program, Speed(row.MegabytesPerSecond), messages > 1 ? Speed(row.MessagesPerSecond) : "-", Figure.Fine(row.Seconds), Figure.Fine(row.ProcessorSeconds),
            Speed(row.MegabytesPerProcessorSecond), Figure.Whole(row.PeakMegabytes));
    }

    private void Shell(string line) => Measured.Of(line, _place);

    private static Formats.Fingerprint Root() =>
        Formats.Fingerprint.TryParse(File.ReadLines(Path.Combine(Keys, "keyring.asc")).First(line => line.StartsWith("root ", StringComparison.Ordinal)).AsSpan(5), out var root)
            ? root : throw new InvalidOperationException("The example keyring names no root.");

    private static string WithoutPassphrase(string secret)
    {
        using var octets = new MemoryStream(System.Text.Encoding.ASCII.GetBytes(secret));
        using var binary = new ArmoredInputStream(octets);
        var passphrase = File.ReadLines(Path.Combine(Checkout.Root, "keys-example", "passphrase.txt")).First().ToCharArray();
        var ring = PgpSecretKeyRing.CopyWithNewPassword(new PgpSecretKeyRing(binary), passphrase, null, SymmetricKeyAlgorithmTag.Null, new SecureRandom());
        return Armor.Write("PGP PRIVATE KEY BLOCK", ring.GetEncoded());
    }
}
