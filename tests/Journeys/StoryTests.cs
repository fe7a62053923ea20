using SecureDrop.Tests;

namespace SecureDrop.Journeys;

/// <summary>Whole stories over the real programs, from files in <c>stories/</c>.</summary>
public sealed class StoryTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "stories");

    public static TheoryData<string> Stories { get; } = [.. Directory.GetFiles(Folder, "*.txt").Select(Path.GetFileNameWithoutExtension).Order().OfType<string>()];

    [Fact]
    public void There_are_stories_to_play() => Assert.NotEmpty(Stories);

    [NeedsTheory("bash", "curl", "gpg", "sha256sum", "tar")]
    [MemberData(nameof(Stories))]
    public async Task A_story_goes_as_it_is_told(string name)
    {
        using var run = new StoryRun(Story.Read(await File.ReadAllTextAsync(Path.Combine(Folder, name + ".txt"))));
        Assert.Null(await run.PlayAsync());
    }

    [NeedsTheory("bash")]
    [InlineData("$ cat tale\nonce …\n…\nend\n-- tale --\nonce upon\na\ntime\nend\n", true)]
    [InlineData("?3 exit 3\n! exit 4\n& sh -c 'echo up; exec sleep 9'\nup\n$ kill $BACKGROUND\n", true)]
    [InlineData("$ echo one\ntwo\n", false)]
    [InlineData("$ echo one\n", false)]
    [InlineData("$ true\none\n", false)]
    [InlineData("$ exit 3\n", false)]
    [InlineData("! true\n", false)]
    [InlineData("$ false | true\n", false)]
    [InlineData("& false\n", false)]
    public async Task A_story_fails_when_it_goes_otherwise(string text, bool well)
    {
        using var run = new StoryRun(Story.Read(text));
        Assert.Equal(well, await run.PlayAsync() is null);
    }
}
