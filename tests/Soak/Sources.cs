using System.Text.Json;

namespace SecureDrop.Soak;

/// <summary>Sources with the real program: sealed to files, sent in any order, once more, and asked for.</summary>
internal sealed class Sources(World world, History history, People people, Crowd crowd, Sealery sealery)
{
    private static int _number;

    public async Task SubmitAsync(int seed)
    {
        var random = new Random(seed);
        var name = $"source-{Interlocked.Increment(ref _number)}";
        var folder = world.NewFolder(name);
        var text = $"{name}, by the real program\n";
        await File.WriteAllTextAsync(Path.Combine(folder, "account.txt"), text);
        var more = new List<string>();
        if (random.Next(2) == 0)
        {
            var octets = new byte[random.Next(100_000)];
            random.NextBytes(octets);
            var file = Path.Combine(folder, "picture.jpg");
            await File.WriteAllBytesAsync(file, octets);
            more.AddRange(["--attach", file, "--part-size", "16K"]);
        }

        string[] seal = ["seal", "--home", folder, "--keyring", people.Keyring, "--root", $"{people.Root}", "--message", Path.Combine(folder, "account.txt"), "--out", Path.Combine(folder, "sealed"), "--json", .. more];
        var run = (await Child.RunAsync(world, "Source", seal)).Expect(0);
        var parts = JsonDocument.Parse(run.Output).RootElement.GetProperty("parts").EnumerateArray().ToList();
        var items = parts.Select((part, at) => sealery.Keep(File.ReadAllBytes(part.GetProperty("file").GetString() ?? ""), text, at + 1, parts.Count)).ToList();
        foreach (var item in items) history.Change(item, one => one.Tries++);
        string[] files = [.. items.Select(item => item.File).OrderBy(_ => random.Next())];
        (await Child.RunAsync(world, "Source", ["send", "--to", world.Url.ToString().TrimEnd('/'), .. files])).Expect(0);
        foreach (var item in items)
        {
            history.Answer(item, false, item.Receipt, true, false);
            if (!await crowd.AskAsync(item)) throw new ViolationException($"receipt {item.Receipt} got no answer");
        }

        Directory.Delete(folder, recursive: true);
        history.Count("testimonies by the real program");
    }
}
