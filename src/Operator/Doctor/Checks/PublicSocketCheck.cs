using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>At the sources' socket knocks only what brings sources in, Tor or a proxy: others would come past it, and past what it holds back.</summary>
internal static class PublicSocketCheck
{
    private const string Name = "public-socket";
    private const UnixFileMode Right = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    public static IEnumerable<Finding> Judge(Snapshot seen)
    {
        if (!seen.Gateway.Is(out var status, out var silence)) return [Finding.Unknown(Name, silence, "see `gateway`")];
        if (seen.PublicSocket is not { } door) return [Finding.Ok(Name, $"none: {status.Listening} is listened to")];
        if (!door.Status.Is(out var socket, out var why))
            return [Finding.Unknown(Name, why, $"systemctl restart securedrop-gateway.socket; or {Again.AsTheGateway}")];
        var found = new List<Finding>();
        if (socket.Mode != Right)
            found.Add(Finding.Warning(
                Name, $"{door.File} has mode {socket.Octal} and not 0660: {((socket.Mode & ~Right) != 0 ? "others than Tor or the proxy may knock" : "Tor or the proxy may not knock")}",
                $"chmod 660 {door.File}; and see SocketMode= in securedrop-gateway.socket"));
        foreach (var parent in door.LooseParents)
            found.Add(Finding.Danger(
                Name, $"others may change {parent}, and so put a socket of their own in its place", $"chmod go-w {parent}, and give it to root or to account {socket.User}"));
        if (!door.Members.Is(out var members, out var unread)) found.Add(Finding.Unknown(Name, unread, Again.AsTheGateway));
        else if (door.People.Length > 0)
            found.Add(Finding.Warning(
                Name, $"in its group (number {socket.Group}) are people, not only what brings sources in: {string.Join(", ", door.People)}",
                string.Join("; ", door.People.Select(person => $"gpasswd -d {person} securedrop-net"))));
        return found.Count > 0 ? found : [Finding.Ok(Name, $"mode {socket.Octal}; in its group: {(members is { Length: > 0 } ? string.Join(", ", members) : "nobody")}")];
    }
}
