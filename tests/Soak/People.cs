using SecureDrop.Certificates;
using SecureDrop.Formats;

namespace SecureDrop.Soak;

/// <summary>The organisation: a root, an operator, anna (holder) and bilal (reviewer), with the keys that the real programs make.</summary>
internal sealed class People(World world, History history, Sealery sealery)
{
    private const int Years = 2000;
    private int _epoch = 1;

    public Fingerprint Root { get; private set; }

    public string Keyring => world.At($"keyring-{_epoch}.asc");

    public string HomeOf(string name) => world.At($"home-{name}");

    public async Task MakeKeysAsync()
    {
        foreach (var (name, role) in new[] { ("root", "root"), ("anna", "reviewer"), ("bilal", "reviewer"), ("desk", "operator"), ("safe", "backup") })
            (await ReviewerAsync("keygen", "--role", role, "--name", name, "--passphrase-file", world.Passphrase)).Expect(0);
        (await ReviewerAsync(
            "keyring", "--root-key", "root.secret.asc", "--passphrase-file", world.Passphrase, "--holder", "anna.public.asc", "--reviewer", "bilal.public.asc",
            "--operator", "desk.public.asc", "--address", world.Url.ToString().TrimEnd('/'), "--seal-until", Day(Years - 200), "--accept-until", Day(Years - 100), "--expires", Day(Years),
            "--out", Keyring)).Expect(0);
        Root = Fingerprint.TryParse(File.ReadLines(Keyring).First(line => line.StartsWith("root ", StringComparison.Ordinal)).AsSpan(5), out var root)
            ? root : throw new ViolationException("the keyring names no root");
        foreach (var name in new[] { "anna", "bilal" })
            (await HomeAsync(name, ["init", "--secret-key", $"{name}.secret.asc", "--keyring", Keyring, "--root", $"{Root}"])).Expect(0);
    }

    public async Task InstallAsync(TimeSpan? killAfter = null)
    {
        (await InstallOnceAsync(killAfter)).Expect(0);
        // The same again is harmless, and is what a person does who saw the first one cut short.
        if (killAfter is not null) (await InstallOnceAsync(null)).Expect(0);
        if (!VerifiedKeyring.TryOpen(File.ReadAllBytes(Keyring), Root, null, world.Today, out var keyring, out var refusal)) throw new ViolationException($"{Keyring}: {refusal}");
        sealery.Follow(keyring);
    }

    /// <summary>Anna rotates; gateway and bilal follow.</summary>
    public async Task RotateAsync(TimeSpan? killAfter)
    {
        var next = world.At($"keyring-{_epoch + 1}.asc");
        string[] rotate =
        [
            "rotate", "--root-key", "root.secret.asc", "--root-passphrase-file", world.Passphrase, "--passphrase-file", world.Passphrase,
            "--seal-until", Day(1000), "--grace", "500", "--out", next, "--yes",
        ];
        var first = await HomeAsync("anna", rotate, killAfter);
        first.Expect(0);
        if (!first.Done) (await HomeAsync("anna", rotate)).Expect(0);
        _epoch++;
        await InstallAsync(killAfter);
        (await HomeAsync("bilal", ["init", "--keyring", Keyring])).Expect(0);
        history.Count("rotations");
    }

    public Task<Child> HomeAsync(string name, string[] arguments, TimeSpan? killAfter = null) =>
        Child.RunAsync(world, "Reviewer", ["--home", HomeOf(name), .. arguments], killAfter);

    public Task<Child> OperatorAsync(string[] arguments, TimeSpan? killAfter = null) => Child.RunAsync(world, "Operator", ["--data", world.Data, .. arguments], killAfter);

    private Task<Child> ReviewerAsync(params string[] arguments) => Child.RunAsync(world, "Reviewer", ["--home", world.At("none"), .. arguments]);

    private Task<Child> InstallOnceAsync(TimeSpan? killAfter) =>
        OperatorAsync(["keyring", "install", Keyring, "--root", $"{Root}", "--yes", "--signing-key", "desk.secret.asc", "--passphrase-file", world.Passphrase], killAfter);

    private string Day(int ahead) => world.Today.AddDays(ahead).ToString("yyyy-MM-dd");
}
