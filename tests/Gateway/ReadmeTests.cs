using SecureDrop.Tests;

namespace SecureDrop.Gateway.Tests;

/// <summary>README's way with stock programs, run as it stands there.</summary>
public sealed class ReadmeTests
{
    [NeedsFact("gpg", "curl", "bash")]
    public async Task Who_copies_gpg_and_curl_from_README_gets_a_receipt_on_a_machine_where_gpg_was_never_used()
    {
        await using var gateway = await TestGateway.StartAsync(keyring: await File.ReadAllBytesAsync(Checkout.File("keys-example/keyring.asc")));
        var lines = await File.ReadAllLinesAsync(Checkout.File("README.md"));
        var first = Array.FindIndex(lines, line => line.Trim() == "$ cd .data-stick");
        Assert.True(first > 0);
        var commands = lines[first..].TakeWhile(line => line.Trim() != "```").Select(line => line.Trim()).Where(line => line.StartsWith("$ ", StringComparison.Ordinal)).Select(line => line[2..]);

        var folder = Directory.CreateTempSubdirectory("gr-");
        folder.CreateSubdirectory(".data-stick");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, ".data-stick", "account.txt"), "They came at night.\n");
        Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "keys-example"), Checkout.File("keys-example"));
        var (code, output) = await Shell.RunAsync(
            folder, string.Join('\n', commands).Replace("http://127.0.0.1:8080", gateway.Running.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal));
        folder.Delete(recursive: true);

        Assert.Equal(0, code);
        Assert.Contains("\"state\":\"waiting\"", output, StringComparison.Ordinal);
        Assert.Equal(1, (await gateway.Running.Vault.StatusAsync()).Waiting);
    }
}
