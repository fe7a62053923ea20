using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace SecureDrop.Storage.AtRest;

/// <summary>
/// Wraps everything stored, by ASP.NET Core Data Protection with AES-256-GCM. The application name is part of every wrapped
/// octet's context: without it Data Protection takes the program's folder, and a vault would not open from another.
/// Keys are made here and nowhere else (automatic generation is off: it would happen on whatever thread wraps next, by
/// another clock). They end a hundred years on, so that a clock that jumps cannot leave the ring without a usable key; what makes a
/// new one is <see cref="RollAfter"/>. Old keys stay in the ring for as long as the vault, and open what they wrapped.
/// </summary>
internal sealed class Wrap : IDisposable
{
    public const string ApplicationName = "SecureDrop.Net vault 1";
    public static readonly TimeSpan RollAfter = TimeSpan.FromDays(60);
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(36_525);
    private readonly ServiceProvider _services;
    private readonly IKeyManager _keys;
    private DateTimeOffset? _newest;

    public Wrap(Ring ring)
    {
        var services = new ServiceCollection();
        services.AddDataProtection()
            .SetApplicationName(ApplicationName)
            .DisableAutomaticKeyGeneration()
            .UseCryptographicAlgorithms(new AuthenticatedEncryptorConfiguration
            {
                EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM,
                ValidationAlgorithm = ValidationAlgorithm.HMACSHA256,
            });
        services.Configure<KeyManagementOptions>(options => options.XmlRepository = ring);
        _services = services.BuildServiceProvider();
        _keys = _services.GetRequiredService<IKeyManager>();
        var provider = _services.GetRequiredService<IDataProtectionProvider>();
        State = provider.CreateProtector("state");
        Record = provider.CreateProtector("record");
        Block = provider.CreateProtector("block");
        Line = provider.CreateProtector("ledger line");
        Bundle = provider.CreateProtector("bundle");
        Keyring = provider.CreateProtector("keyring");
        Kit = provider.CreateProtector("kit");
    }

    public IDataProtector State { get; }
    public IDataProtector Record { get; }
    public IDataProtector Block { get; }
    public IDataProtector Line { get; }
    public IDataProtector Bundle { get; }
    public IDataProtector Keyring { get; }
    public IDataProtector Kit { get; }

    /// <summary>Makes a new key, durable before anything is wrapped with it, when the newest is old. On the writer thread only.</summary>
    public void RollIfDue(DateTimeOffset now)
    {
        _newest ??= _keys.GetAllKeys().Select(key => (DateTimeOffset?)key.ActivationDate).Max();
        if (_newest is { } newest && now - newest < RollAfter) return;
        _newest = _keys.CreateNewKey(now, now + Lifetime).ActivationDate;
    }

    public void Dispose() => _services.Dispose();
}
