using SecureDrop.Tests;

namespace SecureDrop.Journeys;

/// <summary>Whole ways of submissions over the real programs.</summary>
public sealed class StoryTests
{
    public static TheoryData<string> Stories => StoryFiles.OfTheWay;

    [Fact]
    public void There_are_stories_to_play() => Assert.NotEmpty(Stories);

    [NeedsTheory("bash", "curl", "gpg", "sha256sum", "tar")]
    [MemberData(nameof(Stories))]
    public Task A_story_goes_as_it_is_told(string name) => StoryFiles.PlayAsync(name);
}
