using System.Runtime.InteropServices;

namespace SecureDrop.Operator.Doctor.Facts;

/// <summary>Room on a file system. Source: statvfs(3), the structure of 64-bit Linux.</summary>
/// <param name="FreeOctets">For others than root.</param>
/// <param name="Octets">All.</param>
/// <param name="FreeFiles">How many files more there can be.</param>
/// <param name="Files">How many there can be; 0 where that has no bound.</param>
internal sealed partial record Volume(long FreeOctets, long Octets, long FreeFiles, long Files)
{
    public static Seen<Volume> Of(string path)
    {
        var octets = new byte[256];
        if (Environment.Is64BitProcess is false) return Seen<Volume>.Not("this program knows it on 64-bit machines only");
        if (Status(path, octets) != 0) return Seen<Volume>.Not($"{path}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        var fields = MemoryMarshal.Cast<byte, long>(octets); // f_bsize, f_frsize, f_blocks, f_bfree, f_bavail, f_files, f_ffree, f_favail
        return new Volume(fields[4] * fields[1], fields[2] * fields[1], fields[7], fields[5]);
    }

    [LibraryImport("libc", EntryPoint = "statvfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(string path, byte[] status);
}
