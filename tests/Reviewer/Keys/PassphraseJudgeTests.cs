using SecureDrop.Reviewer.Keys;

namespace SecureDrop.Reviewer.Tests.Keys;

public sealed class PassphraseJudgeTests
{
    [Theory]
    [InlineData("", "fewer than 12")]
    [InlineData("Tr0ub4dor&3", "fewer than 12")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa", "repeats")]
    [InlineData("house7 house7 house7", "repeats")]
    [InlineData("123456789012", "sequence")]
    [InlineData("abcdefghijklmnop", "sequence")]
    [InlineData("zyxwvutsrqponm 1", "sequence")]
    [InlineData("qwertyuiopasdfgh", "sequence")]
    [InlineData("azertyuiop12345", "sequence")]
    [InlineData("Password Password1!", "well-known")]
    [InlineData("correct horse battery staple", "well-known")]
    [InlineData("SecureDrop Admin 2026", "well-known")]
    public void What_a_guesser_tries_first_is_refused_with_its_reason(string passphrase, string reason) =>
        Assert.Contains(reason, PassphraseJudge.Refuse(passphrase), StringComparison.Ordinal);

    [Theory]
    [InlineData("river copper lantern eighty moss")]
    [InlineData("نهر نحاس فانوس ثمانون طحلب")]
    [InlineData("ڕووبار مس فانۆس هەشتا قەوزە")]
    [InlineData("these keys protect nothing")]
    [InlineData("k7#Vq2!mZx9$Lw")]
    public void Others_pass(string passphrase) => Assert.Null(PassphraseJudge.Refuse(passphrase));
}
