using System.Net;
using System.Text.RegularExpressions;
using SecureDrop.Tests;

namespace SecureDrop.Gateway.Tests;

/// <summary>The page's four steps are run as they stand on the page, by a shell, with stock programs.</summary>
public sealed partial class FourStepsTests
{
    [NeedsFact("gpg", "curl", "tar", "bash")]
    public async Task A_source_who_copies_the_four_steps_from_the_page_gets_a_receipt()
    {
        await using var gateway = await TestGateway.StartAsync(keyring: await File.ReadAllBytesAsync(Checkout.File("keys-example/keyring.asc")));
        var page = (await gateway.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/en/gpg"))).Text;
        var steps = Command().Matches(page).Select(found => WebUtility.HtmlDecode(Word().Replace(found.Groups[1].Value, ""))).ToArray();
        Assert.Equal(4, steps.Length);

        var folder = Directory.CreateTempSubdirectory("g4-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "letter.txt"), "They came at night.\n");
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "photo.jpg"), TestMessage.Noise(30_000));
        var (code, output) = await Shell.RunAsync(
            folder, string.Join('\n', steps).Replace("http://127.0.0.1:8080", gateway.Running.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal));
        folder.Delete(recursive: true);

        Assert.Equal(0, code);
        Assert.Contains("66E55DD0E53505F7054420F0AE473EA06ABF5D5E", output, StringComparison.Ordinal); // what she compares
        Assert.Contains("\"state\":\"waiting\"", output, StringComparison.Ordinal);
        Assert.Equal(1, (await gateway.Running.Vault.StatusAsync()).Waiting);
    }

    [GeneratedRegex("<pre[^>]*>(.*?)</pre>", RegexOptions.Singleline)]
    private static partial Regex Command();

    [GeneratedRegex("</?span>")]
    private static partial Regex Word();
}
