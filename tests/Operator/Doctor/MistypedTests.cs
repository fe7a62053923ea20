using SecureDrop.Operator.Doctor;
using SecureDrop.Tests;

namespace SecureDrop.Operator.Tests.Doctor;

/// <summary>A data directory that is named wrongly is told in one finding: twenty would hide what is the matter.</summary>
public sealed class MistypedTests
{
    [Theory]
    [InlineData("vualt", "is not there, or is no folder")]
    [InlineData("file", "is not there, or is no folder")]
    [InlineData("empty", "holds no vault")]
    public async Task A_data_directory_without_a_vault_is_one_finding_that_says_so(string name, string what)
    {
        using var folder = new TempFolder();
        folder.Run("mkdir empty && touch file");
        var finding = Assert.Single(await DoctorAsync(Path.Combine(folder.Path, name)));
        Assert.Equal(("data-directory", "danger"), (finding.Check, finding.Level));
        Assert.Contains(what, finding.Found, StringComparison.Ordinal);
        Assert.Contains("--data DIR", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_where_a_vault_lies_every_check_is_made()
    {
        using var folder = new TempFolder();
        folder.Run("touch vault.id");
        Assert.InRange((await DoctorAsync(folder.Path)).Length, 20, 99);
    }

    private static async Task<FindingLine[]> DoctorAsync(string data)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await new CommandTree(new Door(new StringReader(""), output, error, TimeProvider.System)).RunAsync(["doctor", "--json", "--data", data]);
        Assert.Equal(1, code);
        return System.Text.Json.JsonSerializer.Deserialize(output.ToString(), OperatorJson.Default.FindingLineArray) ?? [];
    }
}
