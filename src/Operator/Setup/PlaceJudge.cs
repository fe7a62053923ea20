using SecureDrop.Formats.Control;
using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Setup;

/// <summary>
/// Whether a place can hold what is to lie there: nobody else may put something in its place, it outlives a power loss, and what is there already is what
/// an earlier run has made. Nothing is mended here: the next step is named.
/// </summary>
internal static class PlaceJudge
{
    private static readonly Machine Machine = new(null);

    public static SetupRefusal? Data(Answers answers)
    {
        var data = answers.Data;
        if (!data.StartsWith('/')) return NotWhole(data);
        if (DataDirectory.IsTooLong(data)) return new SetupRefusal(
            $"{data} is too long: the control socket in it may have at most 107 octets", "take a shorter path");
        if (Above(data, "install -d -m 0755 -o ACCOUNT", "the account that runs the gateway") is { } unsafe_) return unsafe_;
        var parent = Path.GetDirectoryName(data) ?? "/";
        var there = There(parent);
        if (FileStatus.Of(there).OrNull() is { User: 0 })
            return new SetupRefusal(
                $"{there} belongs to root, and so would the vault; the gateway must not run as root",
                $"install -d -m 0755 -o ACCOUNT {parent}, with the account that runs the gateway");
        if (Keeps(data) is { } lost) return lost;
        if (File.Exists(data)) return new SetupRefusal($"{data} is a file", "name a folder");
        if (!Directory.Exists(data)) return null;
        if (FileStatus.Of(data).OrNull() is { IsOwnersAlone: false } open) return new SetupRefusal(
            $"{data} is there with mode {open.Octal}: others may look into it", $"chmod 700 {data}");
        return HasVault(data) || !Directory.EnumerateFileSystemEntries(data).Any() ? null : new SetupRefusal(
            $"{data} holds other things than a vault", "name an empty folder, or one that is not there yet");
    }

    public static SetupRefusal? AtRestKey(Answers answers)
    {
        var key = answers.AtRestKey;
        if (Beside(answers.Data, key) is { } wrong) return wrong;
        if (Keeps(key) is { } lost) return lost;
        if (!Path.Exists(key))
            return HasVault(answers.Data) ? new SetupRefusal(
                $"{answers.Data} holds a vault, and {key} is not there: a new key would not open it",
                "name the file with the key that this vault was made with") : null;
        if (Directory.Exists(key) || new FileInfo(key).Length != Formats.Control.AtRestKey.Size)
            return new SetupRefusal($"{key} is there, and is no at-rest key: one has 32 octets", "name another file; nothing is written over");
        return FileStatus.Of(key).OrNull() is { IsOwnersAlone: false } open ? new SetupRefusal(
            $"{key} is there with mode {open.Octal}: others may have read it",
            $"remove it when no vault was made with it; else chmod 600 {key}, and later `at-rest-key rotate`") : null;
    }

    public static SetupRefusal? SigningKey(Answers answers) =>
        answers.SigningKey == answers.AtRestKey ? new SetupRefusal(
            "the signing key is not the key of the vault", "name another file") : Beside(answers.Data, answers.SigningKey);

    private static SetupRefusal? Beside(string data, string file)
    {
        if (!file.StartsWith('/')) return NotWhole(file);
        if (file == data || file.StartsWith(data + '/', StringComparison.Ordinal))
            return new SetupRefusal(
                $"{file} lies in the vault's folder: who takes that away would have both", "name a place outside of it, best on another disk");
        return Above(file, "install -d -m 0700 -o OWNER", "root where systemd hands the key over, else the account that runs the gateway");
    }

    /// <summary>The folder it lies in is there, or the one above that, and nobody but root and its owner may change what is above.</summary>
    private static SetupRefusal? Above(string place, string make, string owner)
    {
        var folder = Path.GetDirectoryName(place) ?? "/";
        var there = There(folder);
        if (!FileStatus.Of(there).Is(out var status, out _) || !status.IsFolder)
            return new SetupRefusal($"{folder} is not there", $"make it first: {make} {folder}, with {owner}");
        // A sticky folder keeps what is another's from being renamed, but lets anybody be first with a name.
        if ((status.Mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0 || Parents.Loose(there, status.User).Any())
            return new SetupRefusal(
                $"others than its owner may change {Parents.Loose(there, status.User).FirstOrDefault() ?? there}",
                "chmod go-w that folder, or take a place below another");
        return null;
    }

    /// <summary>The folder, or the one above it where that is still to be made: what is made belongs to its owner.</summary>
    private static string There(string folder) => Directory.Exists(folder) ? folder : Path.GetDirectoryName(folder) ?? "/";

    private static SetupRefusal? Keeps(string place) => Mount.Of(place, Machine).OrNull() switch
    {
        { IsInMemory: true } mount => new SetupRefusal($"{place} would lie on {mount.Type}: it is gone when the machine stops", "name a place on a disk"),
        { IsElsewhere: true } mount => new SetupRefusal($"{place} would lie on {mount.Type}, another machine's or a program's", "name a place on a local disk"),
        _ => null,
    };

    private static bool HasVault(string data) => File.Exists(Path.Combine(data, DataFiles.Identity));

    private static SetupRefusal NotWhole(string place) => new($"\"{place}\" is not a whole path", "begin it with /");
}
