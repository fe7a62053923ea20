using System.Text.Json;

namespace SecureDrop.Source.Tests;

/// <summary>A source's table: a folder of files, a home for the pin, and the program run in-process with its two outputs caught.</summary>
internal sealed class Desk : IDisposable
{
    public const string Root = "99A6 84FD 000F 20BE AD95 0556 D8E9 DFFC C085 0318";
    private readonly string _folder = Directory.CreateTempSubdirectory("sd-").FullName;

    public DateTimeOffset Now { get; set; } = new(2026, 11, 23, 15, 4, 5, TimeSpan.Zero);
    public byte[] Input { get; set; } = "from the pipe\n"u8.ToArray();
    public string Results { get; private set; } = "";
    public string Notes { get; private set; } = "";
    public static string Keyring { get; } = Path.Combine(Checkout(AppContext.BaseDirectory), "keys-example", "keyring.asc");

    public string PathOf(string name) => Path.Combine(_folder, name);

    public string Write(string name, byte[] octets)
    {
        File.WriteAllBytes(PathOf(name), octets);
        return PathOf(name);
    }

    public string Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Seals a message as the tests need it again and again.</summary>
    public Task<int> SealAsync(string folder, params string[] more) =>
        RunAsync(["seal", "--keyring", Keyring, "--root", Root, "--message", Write("message.txt", "مرحبا\n"), "--out", PathOf(folder), .. more]);

    public async Task<int> RunAsync(params string[] words)
    {
        using var results = new StringWriter();
        using var notes = new StringWriter();
        string[] home = words[0] is "seal" or "submit" && !words.Contains("--home") ? ["--home", PathOf("home")] : [];
        var door = new Door(() => new MemoryStream(Input), results, notes, new FixedTime(Now), TimeSpan.FromMilliseconds(1));
        var code = await CommandTable.RunAsync([.. words, .. home], door);
        (Results, Notes) = (results.ToString(), notes.ToString());
        return code;
    }

    public JsonElement Json => JsonDocument.Parse(Results).RootElement;

    public string[] Files(string folder) => [.. Directory.GetFiles(PathOf(folder)).Order(StringComparer.Ordinal)];

    public string[] FileNames() => [.. Directory.GetFiles(_folder).Select(file => Path.GetFileName(file) ?? "").Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Checkout(string folder) =>
        File.Exists(Path.Combine(folder, "SecureDrop.Net.sln")) ? folder
        : Checkout(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run from a checkout."));

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
