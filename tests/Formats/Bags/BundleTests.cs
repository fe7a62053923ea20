using SecureDrop.Formats;
using SecureDrop.Formats.Bags;

namespace SecureDrop.Tests.Formats.Bags;

public sealed class BundleTests
{
    [NeedsFact("sha256sum")]
    public void An_archivist_checks_a_manifest_with_sha256sum()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "data"));
        string[] paths = [BundleFiles.PathOf(2), BundleFiles.Ledger, BundleFiles.PathOf(1)];
        foreach (var path in paths) folder.Write(path, System.Text.Encoding.UTF8.GetBytes(path));
        var manifest = Manifest.Of(paths.Select(path => new ManifestLine(Sha256Hash.Of(folder.Read(path)), path)));
        folder.Write(BundleFiles.Manifest, manifest.Write());
        Assert.Equal("data/00000001.pgp: OK\ndata/00000002.pgp: OK\ndata/ledger.txt: OK\n", folder.Run($"sha256sum --strict -c {BundleFiles.Manifest}"));

        // Control: sha256sum sees one changed octet.
        folder.Write(paths[0], "other"u8);
        Assert.NotEqual(0, folder.Try($"sha256sum --strict -c {BundleFiles.Manifest}").Exit);
    }

    [Fact]
    public void An_entry_has_one_file_name()
    {
        foreach (var entry in new[] { 1, 341, EntryName.MaximumEntry })
            Assert.True(EntryName.TryParse(EntryName.Of(entry), out var read) && read == entry);
        foreach (var name in new[] { "000341\0\0.pgp", "", "341.pgp", "00000000.pgp", "00000341.PGP", "000000341.pgp", "+0000341.pgp", "0000 341.pgp", "٠٠٠٠٠٣٤١.pgp", "../00001.pgp", "00000341.pgp\n" })
            Assert.False(EntryName.TryParse(name, out _), name);
        Assert.Throws<ArgumentOutOfRangeException>(() => EntryName.Of(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => EntryName.Of(EntryName.MaximumEntry + 1));
    }
}
