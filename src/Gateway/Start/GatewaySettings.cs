using System.Net;
using SecureDrop.Formats;
using SecureDrop.Formats.Control;

namespace SecureDrop.Gateway.Start;

/// <summary>What one gateway is started with.</summary>
/// <param name="Data">The vault's directory; the control socket and, in Development, the pin file stand in it too.</param>
/// <param name="AtRestKeyFile">A file of 32 octets outside <paramref name="Data"/>.</param>
/// <param name="Listening">http://IP:PORT; port 0 takes a free one. Not looked at where <see cref="PublicSocket"/> is set.</param>
/// <param name="Open">Whether intake is open, as far as the operator is concerned.</param>
/// <param name="Development">Development defaults and example certificates are allowed.</param>
/// <param name="KeyringFile">Development only: installed at start unless the vault has this epoch or a later one.</param>
/// <param name="Root">Development only: whose keyring that is; null takes the keyring's own word.</param>
internal sealed record GatewaySettings(
    string Data, string AtRestKeyFile, Uri Listening, bool Open, bool Development, string? KeyringFile, Fingerprint? Root)
{
    /// <summary>What comes before a socket's path.</summary>
    public const string UnixUrl = "http://unix:";

    /// <summary>A Unix socket's file, to listen on that and on no network.</summary>
    public string? PublicSocket { get; init; }

    /// <summary>Where sources are listened to, as an operator writes it.</summary>
    public string Where => PublicSocket is { } file ? UnixUrl + file : Listening.GetLeftPart(UriPartial.Authority);

    public Limits Limits { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

#pragma warning disable RS0030 // Do not use banned APIs: the one place where the list of events gets its stderr.
    public EventLog Log { get; init; } = new(Console.Error);
#pragma warning restore RS0030

    /// <summary>Numbers from zero to below the one given.</summary>
    public Func<int, int> Jitter { get; init; } = Random.Shared.Next;

    /// <summary>TestOnly: the vault's own settings, changed.</summary>
    public Func<Storage.VaultOptions, Storage.VaultOptions>? TestOnlyVault { get; init; }

    /// <summary>Which translations a native reader has read; an operator edits it.</summary>
    public string ReviewFile { get; init; } = Path.Combine(AppContext.BaseDirectory, Html.Review.FileName);

    public IPEndPoint EndPoint => new(
        Listening.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(Listening.Host.Trim('[', ']')), Listening.Port);

    public string ControlSocket => Path.Combine(Data, "control.sock");

    /// <summary>Made by the operator's program when a lockdown begins: while it is there, intake is closed.</summary>
    public string LockdownMark => Path.Combine(Data, DataFiles.LockdownMark);
}
