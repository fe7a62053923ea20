using SecureDrop.Tests;

namespace SecureDrop.Journeys;

/// <summary>The stories in `stories/`. Two classes play them, so that two run at a time; each file belongs to exactly one.</summary>
internal static class StoryFiles
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "stories");

    /// <summary>The letter of the stories that only bring refusals.</summary>
    private const string Refusals = "e-";

    /// <summary>The letter of those that take minutes: they are for the longer rounds.</summary>
    private const string Long = "z-";

    public static TheoryData<string> OfRefusals => Names(name => name.StartsWith(Refusals, StringComparison.Ordinal));

    public static TheoryData<string> OfTheWay => Names(name => !name.StartsWith(Refusals, StringComparison.Ordinal));

    public static async Task PlayAsync(string name)
    {
        using var run = new StoryRun(Story.Read(await File.ReadAllTextAsync(Path.Combine(Folder, name + ".txt"))));
        if (await run.PlayAsync() is { } trouble) Assert.Fail(trouble);
    }

    private static TheoryData<string> Names(Func<string, bool> wanted) =>
        [.. Directory.GetFiles(Folder, "*.txt").Select(Path.GetFileNameWithoutExtension).OfType<string>().Where(wanted)
            .Where(name => Rounds.Of(1) > 1 || !name.StartsWith(Long, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
