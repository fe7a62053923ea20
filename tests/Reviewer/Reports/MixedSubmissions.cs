using System.Text;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Prng;
using Org.BouncyCastle.Security;
using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Tests;

namespace SecureDrop.Reviewer.Tests.Reports;

/// <summary>
/// A mixed lot of submissions as three years bring them: mostly small testimonies, some with real pictures, in many parts, with parts missing, in
/// contradiction, sent again, hostile, altered, sealed to others, and letters by plain gpg where it is there. From a seed, but for what gpg draws.
/// </summary>
internal sealed class MixedSubmissions
{
    /// <summary>The rarer sorts, and how many submissions one of them makes at most.</summary>
    private const int Sorts = 12, MostOfOneSort = 6;

    private const string HostileText = "\u001b[2J\u001b]0;owned\u0007\u202Eتقرير\u2066 </p><script>alert(1)</script> &amp; \u0000\\u{202E} \"'><img src=x onerror=alert(1)>\u2029";

    private static readonly string[] HostileNames =
        ["..\\..\\x", "CON", "photo\u202Egpj.exe", "\u001b[31mred.jpg", "<b>bold</b>.pdf", " ", "صورة\u2067.png", "scan.pdf.exe", "a&quot;onload=x.zip"];

    private readonly Random _random;
    private readonly Sealer _sealer;
    private readonly MixedAccounts _accounts;
    private readonly IReadOnlyList<Vector> _pictures = [.. Vector.In("pictures").Where(picture => picture.Octets.Length > 1000)];
    private readonly IReadOnlyList<Vector> _foreign = [.. Vector.In("messages").Where(message => message.Expect == "accept" && message.Octets[0] >= 0x80)];
    private readonly IReadOnlyList<Vector> _hostile = Vector.In("testimonies/hostile");
    private readonly List<MixedSubmission> _made = [];
    private readonly int _round;
    private int _turn;

    private MixedSubmissions(int seed, int round)
    {
        _round = round;
        _random = new Random(seed);
        _accounts = new MixedAccounts(_random);
        var generator = new DigestRandomGenerator(new Sha256Digest());
        generator.AddSeedMaterial(seed);
        _sealer = Sealer.For(Organisation.Keyring, DateOnly.FromDateTime(Organisation.Now.UtcDateTime), new SecureRandom(generator))
            ?? throw new InvalidOperationException("Nobody to seal to.");
    }

    /// <summary>The subkey of which the machine must say that its secret was destroyed: what was sealed to it is in every lot.</summary>
    public static Fingerprint DestroyedSubkey => Organisation.Keyring.Lines.SealingSubkeys(DateOnly.FromDateTime(Organisation.Now.UtcDateTime))
        .Single(line => line.Primary == Organisation.Certificate("reviewer-2").Primary).Subkey ?? throw new InvalidOperationException("A reviewer's line names a subkey.");

    /// <summary>Exactly so many, in the order in which a gateway exports them: by their hash.</summary>
    /// <param name="count">60 or more, so that every sort is among them.</param>
    /// <param name="letters">Messages sealed by plain gpg, which take the places of small testimonies.</param>
    /// <param name="seed">The same gives the same.</param>
    public static IReadOnlyList<MixedSubmission> Make(int count, IReadOnlyList<byte[]> letters, int seed = 1)
    {
        var mixed = new MixedSubmissions(seed, Math.Clamp((count - letters.Count) / Sorts, 4, 9));
        foreach (var letter in letters) mixed.Add("letter by gpg", "opened", letter);
        while (mixed._made.Count + Math.Max(mixed._round, MostOfOneSort) <= count) mixed.AddRound();
        while (mixed._made.Count < count) mixed.AddSmall();
        return [.. mixed._made.OrderBy(one => Sha256Hash.Of(one.Ciphertext).ToString(), StringComparer.Ordinal)];
    }

    /// <summary>Texts for the letters, in as many words as a person takes.</summary>
    public static IReadOnlyList<byte[]> Letters(int count, int seed = 1)
    {
        var accounts = new MixedAccounts(new Random(~seed));
        return [.. Enumerable.Range(0, count).Select(_ => Encoding.UTF8.GetBytes(accounts.Next().Text))];
    }

    /// <summary>One of the rarer sorts, and small testimonies beside it.</summary>
    private void AddRound()
    {
        var before = _made.Count;
        switch (_turn++ % Sorts)
        {
            case 0: AddTestimony("with a picture", _accounts.Next(), Picture()); break;
            case 1: AddTestimony("in parts", _accounts.Next(), Film()); break;
            case 2: AddIncomplete(part => part is 1 or 3); break;
            case 3: AddConflict(); break;
            case 4: AddTestimony("again", _accounts.Next() with { Text = "the same twice" }, times: 2); break;
            case 5: AddHostile(); break;
            case 6: AddTestimony("hostile text", new Account(HostileText + _turn, "ar", HostileText, HostileText, null, HostileText)); break;
            case 7: AddTestimony("hostile names", _accounts.Next(), Pick(HostileNames, 1), Pick(HostileNames, 2), Pick(HostileNames, 3)); break;
            case 8: AddSealedToOthers(); break;
            case 9: AddAltered(); break;
            case 10: AddTestimony("with pictures", _accounts.Next(), Picture(), ("بيت الجيران.jpg", Picture().Octets)); break;
            default: AddIncomplete(part => part is 2); break;
        }

        while (_made.Count < before + _round) AddSmall();
    }

    private void AddSmall() => AddTestimony("small", _accounts.Next());

    private (string Name, byte[] Octets) Picture()
    {
        var picture = _pictures[_random.Next(_pictures.Count)];
        return ($"صورة {_random.Next(1, 40)}.{picture.Name.Split('-')[0]}", picture.Octets);
    }

    private (string Name, byte[] Octets) Film() => ("الحاجز.mp4", Octets(70_000));

    private (string Name, byte[] Octets) Pick(string[] names, int step) => (names[(_turn + (step * 3)) % names.Length], Octets(200));

    private void AddTestimony(string sort, Account account, params (string Name, byte[] Octets)[] files) => AddTestimony(sort, account, 1, files);

    private void AddTestimony(string sort, Account account, int times, params (string Name, byte[] Octets)[] files)
    {
        var id = Id();
        for (var time = 0; time < times; time++)
            foreach (var part in Seal(id, Plan(account, files))) Add(sort, "opened", part);
    }

    /// <summary>A first part that waits for others is incomplete; later ones are opened, whatever they wait for.</summary>
    private void AddIncomplete(Func<int, bool> comes)
    {
        foreach (var (part, at) in Seal(Id(), Plan(_accounts.Next(), Film())).Select((part, at) => (part, at)))
            if (comes(at + 1)) Add("with parts missing", at == 0 ? "incomplete" : "opened", part);
    }

    private void AddConflict()
    {
        var id = Id();
        var willing = _accounts.Next() with { Consent = new Consent(true, true, true) };
        foreach (var account in (Account[])[willing, willing with { Text = "what another says in the same place", Consent = new Consent(true, true, false) }])
            Add("in conflict", "opened", Seal(id, Plan(account)).Single());
    }

    /// <summary>Five of the corpus at a time, and one with a file whose octets are not those it lists.</summary>
    private void AddHostile()
    {
        for (var count = 0; count < 5; count++)
        {
            var vector = _hostile[((_turn / Sorts * 5) + count) % _hostile.Count];
            Add($"hostile: {vector.Name}", vector.Expect == "shown" ? "opened" : vector.Name == "json-format" ? "failed format_newer" : "failed archive-refused", Whole(vector.Octets));
        }

        var file = Octets(600);
        byte[] tar = [.. Plan(_accounts.Next(), ("listed.jpg", file)).Slices().SelectMany(slice => slice.ToArray())];
        tar[tar.AsSpan().IndexOf(file)] ^= 1;
        Add("a file that is not the one listed", "failed hash-mismatch", Whole(tar));
    }

    private void AddSealedToOthers()
    {
        if (_turn / Sorts < _foreign.Count) Add("sealed to a stranger", "failed secret-key-missing", _foreign[_turn / Sorts].Octets);
        Add("sealed to a destroyed subkey", "failed secret-key-destroyed", Crafted.Message(Crafted.Literal(Octets(900)), new(To: "reviewer-2", Label: "reviewer-2")));
        Add("names us, sealed to another", "failed wrong-key", Crafted.Message(Crafted.Literal(Octets(900)), new(To: "reviewer-2")));
    }

    private void AddAltered()
    {
        var altered = Seal(Id(), Plan(_accounts.Next())).Single();
        altered[^(1 + _random.Next(9000))] ^= (byte)(1 << _random.Next(8));
        Add("altered", "failed altered", altered);
        Add("session key of no cipher", "failed unsupported", Crafted.Message(Crafted.Literal(Octets(900)), new(Algorithm: 0)));
        Add("without integrity", "failed no-integrity", Crafted.Message(Crafted.Literal(Octets(900)), new(SealedTag: 9)));
        Add("no message", "failed not-openpgp", Octets(500).Select(octet => (byte)(octet & 0x7F)).ToArray());
    }

    private void Add(string sort, string word, byte[] ciphertext) => _made.Add(new MixedSubmission(sort, ciphertext, word));

    private byte[] Whole(byte[] tar) => _sealer.Seal(tar, new PartName(Id(), 1, 1));

    private byte[][] Seal(TestimonyId id, TestimonyArchive archive) =>
        [.. archive.Slices().Select((slice, at) => _sealer.Seal(slice.Span, new PartName(id, at + 1, archive.Parts)))];

    private static TestimonyArchive Plan(Account account, params (string Name, byte[] Octets)[] files) =>
        TestimonyArchive.TryPlan(
            account, [.. files.Select(file => Attachment.Measure(file.Name, () => new MemoryStream(file.Octets)))], 16 << 10, out var archive, out var fault)
            ? archive : throw new InvalidOperationException($"{fault}");

    private TestimonyId Id() => new(Octets(TestimonyId.Size));

    private byte[] Octets(int count)
    {
        var octets = new byte[count];
        _random.NextBytes(octets);
        return octets;
    }
}
