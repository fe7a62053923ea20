using System.Net;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Operator.Setup;

/// <summary>Where the gateway listens, and by which names sources come.</summary>
internal static class AddressJudge
{
    /// <summary>Only this machine: what comes before the gateway makes the line safe, and nobody must reach past it.</summary>
    public static SetupRefusal? Listen(Answers answers)
    {
        if (UnixListener.SocketOf(answers.Listen) is not null) return null; // nobody reaches that from elsewhere
        if (!Uri.TryCreate(answers.Listen, UriKind.Absolute, out var url) || url is not { Scheme: "http", PathAndQuery: "/" }
            || !IPAddress.TryParse(url.Host.Trim('[', ']'), out _))
            return new SetupRefusal($"{answers.Listen} is neither http://IP:PORT nor {UnixListener.Start}/PATH", "such as http://127.0.0.1:8080");
        return url.IsLoopback ? null : new SetupRefusal(
            $"{answers.Listen} can be reached from other machines, past Tor or the proxy", "take an address of this machine alone, such as http://127.0.0.1:8080");
    }

    /// <summary>As a keyring can name them: the gateway turns away whoever comes by another name.</summary>
    public static SetupRefusal? Addresses(Answers answers)
    {
        var all = answers.Addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (all.Length is 0 or > Keyring.MaximumAddresses) return new SetupRefusal(
            "there is no address, or more than 16", "the onion service's, such as http://NAME.onion");
        if (Array.Find(all, one => !Keyring.IsAddress(one)) is { } wrong)
            return new SetupRefusal($"{wrong} is no address of a gateway", "http:// or https://, the host, maybe a port, in lower case, and no path");
        return all.Distinct().Count() == all.Length ? null : new SetupRefusal("an address stands twice", "name each once");
    }
}
