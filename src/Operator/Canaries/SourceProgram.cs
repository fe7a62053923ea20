using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using SecureDrop.Certificates;
using SecureDrop.Formats;

namespace SecureDrop.Operator.Canaries;

/// <summary>
/// The sources' own program, run as any source runs it: a canary that went another way would prove nothing about theirs. It gets the account by a pipe; the keyring, and the root it
/// pins, lie in a folder that goes with it, so that nothing says afterwards that it was used here.
/// </summary>
internal sealed class SourceProgram
{
    private const string Name = "securedrop-source";
    private readonly string _file;

    private SourceProgram(string file) => _file = file;

    /// <summary>The one named, or the one installed beside this program, or the one built in the same checkout.</summary>
    public static SourceProgram Find(string? named)
    {
        if (named is not null) return File.Exists(named) ? new(Path.GetFullPath(named)) : throw Troubles.FileUnusable(named, Directory.Exists(named) ? "is a folder, not a file" : "is not there");
        var here = AppContext.BaseDirectory;
        var doors = Checkout.Root is { } root ? Path.Combine(root, "src") : here;
        // src/Operator/bin/Debug/net10.0 and the like.
        var built = Path.Combine(doors, "Source", Path.GetRelativePath(Path.Combine(doors, "Operator"), here), Name + ".dll");
        return ((string[])[Path.Combine(here, Name), built]).FirstOrDefault(File.Exists) is { } file ? new(file) : throw Troubles.NoSourceProgram();
    }

    /// <summary>Seals an account and sends it; its receipt.</summary>
    /// <param name="account">UTF-8.</param>
    /// <param name="keyring">Whom to seal to.</param>
    /// <param name="to">The public door.</param>
    /// <param name="proxy">The way there, or null.</param>
    /// <param name="wait">Told why it waits and tries again, when it does.</param>
    /// <param name="stop">Ends the program too.</param>
    public async Task<Receipt> SubmitAsync(byte[] account, TrustedKeyring keyring, string to, string? proxy, Action<string> wait, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("canary-"); // for this account alone
        try
        {
            var frame = Path.Combine(folder.FullName, "keyring.asc");
            await File.WriteAllBytesAsync(frame, keyring.Frame.Write(), stop);
            string[] words = ["submit", "--json", "--to", to, "--keyring", frame, "--root", $"{keyring.Lines.Root}", "--home", folder.FullName, "--message", "-", .. proxy is null ? Array.Empty<string>() : ["--proxy", proxy]];
            return ReceiptOf(await RunAsync(words, account, wait, stop));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<string> RunAsync(string[] words, byte[] account, Action<string> wait, CancellationToken stop)
    {
        using var running = Start(words);
        try
        {
            var (output, errors) = (running.StandardOutput.ReadToEndAsync(stop), WordsAsync(running.StandardError, wait, stop));
            await FeedAsync(running, account, stop);
            await Task.WhenAll(output, errors, running.WaitForExitAsync(stop));
            return running.ExitCode == 0 ? await output : throw Troubles.CanaryNotSent(running.ExitCode, await errors);
        }
        catch (OperationCanceledException)
        {
            running.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static async Task<string> WordsAsync(StreamReader errors, Action<string> wait, CancellationToken stop)
    {
        var words = new StringBuilder();
        while (await errors.ReadLineAsync(stop) is { } line)
        {
            if (line.Contains("; trying again in ", StringComparison.Ordinal)) wait(line);
            words.Append(line).Append('\n');
        }

        return words.ToString();
    }

    private Process Start(string[] words)
    {
        var start = _file.EndsWith(".dll", StringComparison.Ordinal) ? new ProcessStartInfo("dotnet", [_file, .. words]) : new ProcessStartInfo(_file, words);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        try
        {
            return Process.Start(start) ?? throw Troubles.FileUnusable(_file, "does not run");
        }
        catch (Win32Exception why)
        {
            throw Troubles.FileUnusable(_file, $"does not run ({why.Message})");
        }
    }

    private static async Task FeedAsync(Process running, byte[] account, CancellationToken stop)
    {
        try
        {
            await running.StandardInput.BaseStream.WriteAsync(account, stop);
            running.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it read: its exit code and words say why.
        }
    }

    private static Receipt ReceiptOf(string json)
    {
        try
        {
            using var said = JsonDocument.Parse(json);
            if (Receipt.TryParse(said.RootElement.GetProperty("receipt").GetString(), out var receipt)) return receipt;
        }
        catch (Exception trouble) when (trouble is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Told below, like a receipt that is none.
        }

        throw Troubles.SourceNotUnderstood();
    }
}
