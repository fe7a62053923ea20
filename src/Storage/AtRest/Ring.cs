using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace SecureDrop.Storage.AtRest;

/// <summary>
/// Data Protection's key ring, kept in the vault: each whole element sealed, since its creation time is otherwise in clear beside the key.
/// Reading never leaves memory, so the ring can be read from any thread while the writer works. An element is shown only
/// after it is durable, so nothing can be wrapped with a key that a crash takes away. Elements are never removed.
/// </summary>
internal sealed class Ring(KeySeal seal, Action<byte[]> makeDurable) : IXmlRepository, IDisposable
{
    private readonly List<XElement> _elements = [];
    private KeySeal _seal = seal;

    /// <summary>Takes the sealed elements that the vault holds.</summary>
    /// <exception cref="VaultUnavailableException">The at-rest key opens none of them, or not all.</exception>
    public void Load(IReadOnlyCollection<byte[]> sealedElements)
    {
        if (sealedElements.Count == 0) throw new VaultUnavailableException(VaultTrouble.Damaged);
        var opened = sealedElements.Select(element => _seal.Open(element)).ToList();
        if (opened.TrueForAll(element => element is null)) throw new VaultUnavailableException(VaultTrouble.AtRestKey);
        lock (_elements)
        {
            _elements.Clear();
            foreach (var octets in opened)
            {
                if (octets is null) throw new VaultUnavailableException(VaultTrouble.Damaged);
                _elements.Add(XElement.Parse(Encoding.UTF8.GetString(octets)));
                CryptographicOperations.ZeroMemory(octets);
            }
        }
    }

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (_elements) return [.. _elements.Select(element => new XElement(element))];
    }

    /// <summary>Called only through <see cref="Wrap.RollIfDue"/>, on the writer thread.</summary>
    public void StoreElement(XElement element, string friendlyName)
    {
        var octets = Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting));
        makeDurable(_seal.Seal(octets));
        CryptographicOperations.ZeroMemory(octets);
        lock (_elements) _elements.Add(new XElement(element));
    }

    /// <summary>The elements that the vault holds are sealed with this from now on. On the writer thread only, as all that seals and opens them.</summary>
    public void Follow(KeySeal next)
    {
        _seal.Dispose();
        _seal = next;
    }

    public void Dispose() => _seal.Dispose();
}
