using System.Buffers;
using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Source;

/// <summary>Reads a file that is to be sent and makes sure that it is sealed: plaintext named by mistake never leaves.</summary>
internal static class SealedFiles
{
    /// <summary>The message in binary form with its receipt; to whom it is sealed is for the gateway to judge.</summary>
    public static (byte[] Octets, Receipt Receipt)? Read(string path, out Ending? ending)
    {
        ending = FileNamed.Trouble(path, "Name the sealed files: those that seal wrote to its --out folder.");
        if (ending is not null) return null;
        using var reader = new MessageReader(_ => null);
        using var file = File.OpenRead(path);
        var room = new byte[64 << 10];
        Refusal? refusal = null;
        while (refusal is null && file.Read(room) is > 0 and var count) refusal = reader.Read(room.AsSpan(0, count));
        EncryptedMessage? message = null;
        refusal ??= reader.Finish(out message);
        using (message)
        {
            ending = message is null
                ? new(
                    ExitCode.Refused, $"{path} is not a sealed message: {refusal?.Code()}. It was not sent.",
                    "Seal it first: seal --message FILE, or --attach FILE, and send what it wrote to its --out folder.")
                : null;
            return message is null ? null : (message.Octets.ToArray(), message.Receipt);
        }
    }
}
