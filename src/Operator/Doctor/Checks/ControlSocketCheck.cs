using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>Who may open the control socket may purge: its owner alone.</summary>
internal static class ControlSocketCheck
{
    private const string Name = "control-socket";

    public static Finding Judge(Snapshot seen)
    {
        if (!seen.Socket.Is(out var socket, out var why)) return Finding.Unknown(Name, why, "see `gateway`");
        var path = seen.Directory.Socket;
        if (!socket.IsOwnersAlone) return Finding.Danger(
            Name, $"{path} has mode {socket.Octal}: others may export and purge", $"chmod 600 {path}, and find out who changed it");
        if (seen.Process.OrNull()?.User is { } user && user != socket.User)
            return Finding.Danger(
                Name, $"{path} belongs to account {socket.User}, the gateway runs as {user}",
                "systemctl restart securedrop-gateway, and find out who changed it");
        return Finding.Ok(Name, $"mode {socket.Octal}");
    }
}
