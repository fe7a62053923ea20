using System.Security.Cryptography;
using LiteDB;
using SecureDrop.Storage.AtRest;
using SecureDrop.Storage.Engine;

namespace SecureDrop.Storage.Operations;

/// <summary>
/// Seals the ring's elements with another at-rest key, all in one transaction: a crash leaves all of them under one key or all under the other,
/// never a ring that neither opens. A sealed element keeps its length, so each is written over where it lies.
/// </summary>
internal static class Resealing
{
    /// <summary>Null when the elements are sealed with the key that is to, now or already.</summary>
    public static VaultRefusal? Commit(Store store, KeySeal now, KeySeal next)
    {
        var elements = store.FindAll(Collections.Ring);
        if (elements.TrueForAll(element => Open(next, element) is not null)) return null;
        var opened = elements.ConvertAll(element => Open(now, element));
        if (opened.Contains(null)) return VaultRefusal.AtRestKeyDiffers;
        store.Commit(() =>
        {
            foreach (var (element, octets) in elements.Zip(opened))
                store.Update(Collections.Ring, new BsonDocument { [Collections.Id] = element[Collections.Id], [Collections.Sealed] = next.Seal(octets) });
        });
        opened.ForEach(octets => CryptographicOperations.ZeroMemory(octets));
        return null;
    }

    private static byte[]? Open(KeySeal seal, BsonDocument element) => seal.Open(element[Collections.Sealed].AsBinary);
}
