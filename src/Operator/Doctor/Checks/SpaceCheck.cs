using System.Globalization;
using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>Room for what sources send, and for the files that recovery needs.</summary>
internal static class SpaceCheck
{
    private const string Name = "space";
    private const string Next = "export, have it acknowledged and purge (securedrop-operator status says which is next), or give the volume more room";

    /// <summary>Below it large submissions are refused already: each takes two and a half times its length while it is stored.</summary>
    private const long Little = 512L << 20, Few = 2L << 30;

    /// <summary>The gateway makes a handful; what else runs out of them takes its directory with it.</summary>
    private const long FewFiles = 1000;

    public static IEnumerable<Finding> Judge(Snapshot seen)
    {
        if (!seen.Volume.Is(out var volume, out var why)) return [Finding.Unknown(Name, why, Again.AsTheGateway)];
        var free = string.Create(CultureInfo.InvariantCulture, $"{volume.FreeOctets / 1e6:N0} MB of {volume.Octets / 1e6:N0} MB free");
        return
        [
            volume.FreeOctets < Little ? Finding.Danger(Name, $"{free}: submissions are refused, or soon", Next)
                : volume.FreeOctets < Few || volume.FreeOctets < volume.Octets / 20 ? Finding.Warning(Name, free, Next)
                : Finding.Ok(Name, free),
            volume.Files > 0 && volume.FreeFiles < FewFiles
                ? Finding.Danger(
                    "inodes", $"{volume.FreeFiles} of {volume.Files} are left: no file can be made soon",
                    "find what makes so many files there (df -i), and remove it")
                : Finding.Ok("inodes", volume.Files > 0 ? $"{volume.FreeFiles} of {volume.Files} are left" : "without bound"),
        ];
    }
}
