using System.Diagnostics;
using System.Text.Json;

namespace SecureDrop.Page.Tests;

/// <summary>Runs the page's own functions in Node (script/checks.ts).</summary>
internal static class NodeChecks
{
    private static readonly string Script = Path.Combine(Vector.Root(), "tests", "Page", "script", "node.mjs");

    public static JsonElement Run(string check, object words)
    {
        var start = new ProcessStartInfo("node", [Script, check]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var node = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        var errors = node.StandardError.ReadToEndAsync();
        node.StandardInput.Write(JsonSerializer.Serialize(words));
        node.StandardInput.Close();
        var output = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        return node.ExitCode == 0 ? JsonDocument.Parse(output).RootElement : throw new InvalidOperationException($"{check}: {errors.Result}");
    }
}
