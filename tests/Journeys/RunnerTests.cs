using SecureDrop.Tests;

namespace SecureDrop.Journeys;

/// <summary>A runner that takes every story for good would prove nothing.</summary>
public sealed class RunnerTests
{
    [NeedsTheory("bash")]
    [InlineData("$ cat tale\nonce …\n…\nend\n-- tale --\nonce upon\na\ntime\nend\n", true)]
    [InlineData("?3 exit 3\n! exit 4\n& sh -c 'echo up; exec sleep 9'\nup\n$ kill $BACKGROUND\n", true)]
    [InlineData("$ echo one\n>   two\none two\n", true)]
    [InlineData("$ echo one\ntwo\n", false)]
    [InlineData("$ echo one\n", false)]
    [InlineData("$ true\none\n", false)]
    [InlineData("$ exit 3\n", false)]
    [InlineData("! true\n", false)]
    [InlineData("$ false | true\n", false)]
    [InlineData("& false\n", false)]
    [InlineData("& echo up\ndown\n", false)]
    public async Task A_story_fails_when_it_goes_otherwise(string text, bool well)
    {
        using var run = new StoryRun(Story.Read(text));
        Assert.Equal(well, await run.PlayAsync() is null);
    }

    [Theory]
    [InlineData("a line that belongs to nothing\n")]
    [InlineData("$ true\n-- one --\n-- one --\n")]
    public void A_story_that_is_none_is_not_played(string text) => Assert.ThrowsAny<Exception>(() => Story.Read(text));
}
