namespace SecureDrop.Reviewer.Tests;

/// <summary>What a tired person mistypes is told as that, and never looks like a testimony that is gone or altered.</summary>
public sealed class MistypedTests : IDisposable
{
    private readonly Machine _machine = new();
    private readonly Gateway _gateway = new();
    private readonly string _stick;

    public MistypedTests()
    {
        _gateway.Store(Testimonies.Seal(1, "account")[0]);
        _stick = _machine.Stick(_gateway.Export());
        Assert.Equal(0, _machine.Open(_stick).ExitCode);
    }

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void A_report_is_not_written_beside_a_folder_that_was_named_instead_of_a_file()
    {
        var before = Directory.GetFileSystemEntries(Path.GetDirectoryName(_stick) ?? "").Order();
        Assert.Equal(2, _machine.Run("report", "--to", _stick).ExitCode);
        Assert.Equal(2, _machine.Run("report", "--to", _machine.Path("report")).ExitCode);
        Assert.Equal(before, Directory.GetFileSystemEntries(Path.GetDirectoryName(_stick) ?? "").Order());
    }

    [Theory]
    [InlineData("list")]
    [InlineData("report", "--to", "x.html")]
    public void A_home_that_is_not_there_is_not_an_empty_one(params string[] command)
    {
        Directory.Delete(_machine.Home, recursive: true);
        var answer = _machine.Run(command);
        Assert.Equal(3, answer.ExitCode);
        Assert.Contains("there is no reviewer's folder", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_that_no_case_has_is_named()
    {
        Assert.Contains("no case here has --flag wishs", _machine.Run("list", "--flag", "wishs").Error, StringComparison.Ordinal);
        Assert.Contains("no case here has --language xx", _machine.Run("list", "--language", "xx").Error, StringComparison.Ordinal);
        Assert.DoesNotContain("no case", _machine.Run("list").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_bag_and_no_bundle_is_not_called_altered()
    {
        var answer = _machine.Run("verify", Path.GetDirectoryName(_stick) ?? "");
        Assert.Equal(3, answer.ExitCode);
        Assert.Contains("neither an evidence bag nor a bundle", answer.Error, StringComparison.Ordinal);
        Assert.Equal(0, _machine.Run("verify", _stick).ExitCode);
        var file = _machine.Path("passphrase");
        Assert.Contains("is a file", _machine.Run("verify", file).Error, StringComparison.Ordinal);
        Assert.Contains("is a file", _machine.Run("open", file).Error, StringComparison.Ordinal);
    }
}
