using System.Diagnostics;
using System.Text.RegularExpressions;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Tests.Formats.OpenPgp;

/// <summary>What we take for one message to our reviewers, gpg and sq take for it too.</summary>
public sealed class OtherProgramsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sd-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [NeedsFact("gpg", "sq")]
    public void Gpg_and_sq_read_PKESK_packets_to_our_recipients_and_one_SEIPD_in_what_is_accepted()
    {
        var accepted = Vector.All().Where(vector => vector.Expect == "accept").ToList();
        Parallel.ForEach(accepted, vector =>
        {
            var reading = Reading.Of(vector.Octets, rule: Vector.Keyring());
            var expected = Expected(reading);
            Assert.True(expected == AsGpgReads(reading.Octets), vector.Name);
            Assert.True(expected == AsSqReads(reading.Octets), vector.Name);
        });
    }

    [NeedsFact("gpg", "sq")]
    public void Gpg_and_sq_read_other_forms_of_the_same_message_alike()
    {
        byte[] body = [1, .. SampleMessage.Ciphertext(3000)];
        foreach (var form in new[] { LengthForm.NewTwoOctets, LengthForm.NewFiveOctets })
            foreach (var old in new[] { LengthForm.OldOneOctet, LengthForm.OldTwoOctets, LengthForm.OldFourOctets, LengthForm.NewFiveOctets })
            {
                byte[] octets = [.. new PacketHeader(1, old, 94).ToArray(), .. SampleMessage.PkeskBody(SampleMessage.Amal), .. new PacketHeader(18, form, 3001).ToArray(), .. body];
                var reading = Reading.Of(octets);
                Assert.Equal("accept", reading.Code);
                Assert.Equal(Expected(reading), AsGpgReads(octets));
                Assert.Equal(Expected(reading), AsSqReads(octets));
            }
    }

    [NeedsFact("gpg", "sq")]
    public void Gpg_and_sq_read_something_else_in_what_is_refused() // control: the comparison above can fail
    {
        foreach (var vector in Vector.All().Where(vector => vector.Name is "gpg-signed" or "gpg-passphrase-beside" or "gpg-twice" or "pkesk-and-literal"))
        {
            Assert.DoesNotMatch("^(PKESK [0-9A-F]{16}\n)+SEIPD 1\n$", AsGpgReads(vector.Octets));
            Assert.DoesNotMatch("^(PKESK [0-9A-F]{16}\n)+SEIPD 1\n$", AsSqReads(vector.Octets));
        }
    }

    private static string Expected(Reading reading) => string.Concat(reading.Recipients.Select(recipient => $"PKESK {recipient}\n")) + "SEIPD 1\n";

    private string AsGpgReads(byte[] octets)
    {
        var seen = "";
        foreach (var line in Run("gpg", ["--batch", "--no-tty", "--homedir", _folder, "--disable-dirmngr", "--no-autostart", "--list-packets"], octets).Split('\n'))
        {
            if (line.StartsWith("# off=", StringComparison.Ordinal) && !Regex.IsMatch(line, " tag=(1|18) ")) seen += line + "\n";
            else if (Regex.Match(line, "^:pubkey enc packet: version 3, algo 18, keyid ([0-9A-F]{16})") is { Success: true } pkesk) seen += $"PKESK {pkesk.Groups[1].Value}\n";
            else if (line.Contains("mdc_method: 2", StringComparison.Ordinal)) seen += "SEIPD 1\n";
            else if (line.StartsWith(':') && line != ":encrypted data packet:") seen += line + "\n";
        }

        return seen;
    }

    private string AsSqReads(byte[] octets)
    {
        var text = Run("sq", ["packet", "dump"], octets);
        text = Regex.Replace(text, @"^Public-Key Encrypted Session Key Packet, .*\n    Version: 3\n    Recipient: ([0-9A-F]{16})\n    Pk algo: ECDH\n *\n", "PKESK $1\n", RegexOptions.Multiline);
        text = Regex.Replace(text, @"^Sym\. Encrypted and Integrity Protected Data Packet, .*\n    Version: 1\n    No session key supplied\n *\n", "SEIPD 1\n", RegexOptions.Multiline);
        return text;
    }

    private string Run(string program, string[] arguments, byte[] octets)
    {
        var file = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        File.WriteAllBytes(file, octets);
        using var process = Process.Start(new ProcessStartInfo(program, [.. arguments, file]) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException(program);
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
