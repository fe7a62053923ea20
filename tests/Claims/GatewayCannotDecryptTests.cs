using System.Diagnostics;

namespace SecureDrop.Claims;

/// <summary>SECURITY.md: the folder that is put on the gateway's host holds no OpenPGP decryption code.</summary>
public sealed class GatewayCannotDecryptTests
{
    [Fact]
    public void The_published_gateway_holds_no_BouncyCastle() => Assert.Empty(OpenPgpCode(Publish("Gateway")));

    [Fact]
    public void Control_the_published_source_program_holds_it_and_is_caught() => Assert.NotEmpty(OpenPgpCode(Publish("Source")));

    /// <summary>Any file that is BouncyCastle, refers to it, or carries its name within.</summary>
    private static string[] OpenPgpCode(string[] files)
    {
        Assert.NotEmpty(files);
        return [.. files.Where(file =>
            Path.GetFileName(file).Contains("BouncyCastle", StringComparison.OrdinalIgnoreCase)
            || File.ReadAllBytes(file).AsSpan().IndexOf("BouncyCastle"u8) >= 0)];
    }

    private static string[] Publish(string project)
    {
        var target = Directory.CreateTempSubdirectory("publish-").FullName;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = Checkout.Root };
        string[] arguments = ["publish", $"src/{project}", "--no-build", "--configuration", Checkout.Configuration, "--output", target];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var publishing = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var said = publishing.StandardOutput.ReadToEnd();
        publishing.WaitForExit();
        Assert.True(publishing.ExitCode == 0, said);
        return Directory.GetFiles(target, "*", SearchOption.AllDirectories);
    }
}
