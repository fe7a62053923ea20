using System.Runtime.InteropServices;
using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator;

/// <summary>What the system tells of a file; of the file itself when its name is a link. Source: statx(2).</summary>
/// <param name="User">Number of the owner's account.</param>
/// <param name="Group">Number of the group.</param>
/// <param name="Mode">Who may do what with it.</param>
/// <param name="IsFolder">Whether it is a directory.</param>
internal sealed partial record FileStatus(uint User, uint Group, UnixFileMode Mode, bool IsFolder)
{
    private const UnixFileMode Strangers = (UnixFileMode)0b111_111;
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint TypeModeOwner = 0x1b; // STATX_TYPE | STATX_MODE | STATX_UID | STATX_GID
    private const int TypeBits = 0xf000, Folder = 0x4000, ModeBits = 0xfff;

    /// <summary>Nobody but the owner may do anything with it.</summary>
    public bool IsOwnersAlone => (Mode & Strangers) == 0;

    /// <summary>As chmod takes it: 0600.</summary>
    public string Octal => $"0{Convert.ToString((int)Mode, 8)}";

    public static Seen<FileStatus> Of(string path)
    {
        var status = new byte[256]; // struct statx, the same on every architecture: stx_uid at 20, stx_gid at 24, stx_mode at 28
        if (Status(CurrentFolder, path, 0, TypeModeOwner, status) != 0)
            return Seen<FileStatus>.Not($"{path}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        var mode = BitConverter.ToUInt16(status, 28);
        return new FileStatus(BitConverter.ToUInt32(status, 20), BitConverter.ToUInt32(status, 24), (UnixFileMode)(mode & ModeBits), (mode & TypeBits) == Folder);
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(int folder, string path, int flags, uint mask, byte[] status);
}
