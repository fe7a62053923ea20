using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;

namespace SecureDrop.Reviewer.Opening;

/// <summary>
/// AES in CFB with a vector of zeros, decrypted in place. The library's own stream goes block by block; but what each block is mixed with depends on the
/// ciphertext alone, so that many blocks are encrypted one after the other without waiting. The cipher itself is the library's, which uses
/// the processor's instructions where there are any. Sources: RFC 9580 §5.13.1; NIST SP 800-38A §6.3.
/// </summary>
internal static class Cfb
{
    private const int Block = 16, FourBlocks = 4 * Block, Piece = 256 * Block;

    public static void Decrypt(Span<byte> octets, ReadOnlySpan<byte> key)
    {
        var aes = AesUtilities.CreateEngine();
        aes.Init(forEncryption: true, new KeyParameter(key));
        Span<byte> before = stackalloc byte[Block], pad = stackalloc byte[Piece];
        before.Clear();
        while (!octets.IsEmpty)
        {
            var piece = octets[..Math.Min(Piece, octets.Length)];
            aes.ProcessBlock(before, pad);
            Encrypt(aes, piece[..((piece.Length - 1) / Block * Block)], pad[Block..]);
            if (piece.Length == Piece) piece[^Block..].CopyTo(before);
            Mix(piece, pad);
            octets = octets[piece.Length..];
        }

        CryptographicOperations.ZeroMemory(pad);
    }

    private static void Encrypt(IBlockCipher aes, ReadOnlySpan<byte> blocks, Span<byte> pad)
    {
        var at = 0;
        if (aes is AesEngine_X86 hardware)
            for (; at + FourBlocks <= blocks.Length; at += FourBlocks) hardware.ProcessFourBlocks(blocks[at..], pad[at..]);
        for (; at < blocks.Length; at += Block) aes.ProcessBlock(blocks[at..], pad[at..]);
    }

    private static void Mix(Span<byte> octets, ReadOnlySpan<byte> pad)
    {
        var wide = MemoryMarshal.Cast<byte, Vector128<byte>>(octets);
        var widePad = MemoryMarshal.Cast<byte, Vector128<byte>>(pad);
        for (var at = 0; at < wide.Length; at++) wide[at] ^= widePad[at];
        for (var at = wide.Length * Block; at < octets.Length; at++) octets[at] ^= pad[at];
    }
}
