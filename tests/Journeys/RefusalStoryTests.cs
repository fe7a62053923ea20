using SecureDrop.Tests;

namespace SecureDrop.Journeys;

/// <summary>Each refusal that REFUSALS.md names and curl can reach, from the real gateway.</summary>
public sealed class RefusalStoryTests
{
    public static TheoryData<string> Stories => StoryFiles.OfRefusals;

    [Fact]
    public void There_are_stories_to_play() => Assert.NotEmpty(Stories);

    [NeedsTheory("bash", "curl", "gpg")]
    [MemberData(nameof(Stories))]
    public Task A_refusal_is_answered_as_it_is_told(string name) => StoryFiles.PlayAsync(name);
}
