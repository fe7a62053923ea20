using System.Buffers.Binary;
using System.Text;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Reviewer.Cases;

/// <summary>
/// What a reviewer should know before touching an attachment. A hint from its name and first octets, never a verdict; REFUSALS.md, row 46. It does not look into a
/// file: a PDF's scripts and a zip's content lie packed, and unpacking them would be opening them. Sources of the first octets: each format's own
/// specification; elf(5), PE Format and Shell Link of Microsoft, Mach-O of Apple, RFC 1952, RFC 8878, POSIX ustar.
/// </summary>
internal static class FileFlags
{
    /// <summary>It runs, or holds script that a viewer may run.</summary>
    public const string Program = "program";

    /// <summary>An office file that may hold macros; of the old formats nobody can tell from outside.</summary>
    public const string Macros = "macros";
    public const string Archive = "archive";

    /// <summary>Its name poses as another kind.</summary>
    public const string DoubleExtension = "double-extension";

    /// <summary>Its name holds what no eye meets, or what turns the order of letters around.</summary>
    public const string OddName = "odd-name";

    /// <summary>First octets that <see cref="Of"/> looks at.</summary>
    public const int Head = 512;

    private const int UstarAt = 257;

    private static readonly HashSet<string> Programs = Ends(
        "exe com bat cmd scr pif msi msp msix dll cpl sys drv ocx jar apk aab xapk ipa app sh bash zsh csh fish command run bin elf so out py pyc pyw pl rb lua php js jse mjs vbs vbe vb wsf wsh ws hta "
        + "ps1 psm1 psd1 lnk url website desktop reg inf scf chm hlp jnlp gadget settingcontent-ms library-ms search-ms application appref-ms iqy slk deb rpm snap flatpak appimage pkg mpkg dmg iso img vhd vhdx vmdk "
        + "html htm xhtml shtml mht mhtml svg svgz swf wasm class dex one");

    private static readonly HashSet<string> MacroOffice = Ends("docm dotm xlsm xltm xlam xlsb pptm potm ppam ppsm sldm doc dot xls xlt ppt pot pps mdb accdb pub vsd");
    private static readonly HashSet<string> Archives = Ends("zip zipx rar 7z tar gz tgz bz2 tbz2 xz txz zst lz lzma lz4 z cab lzh lha arj ace cpio wim");
    private static readonly HashSet<string> Documents = Ends("pdf doc docx xls xlsx ppt pptx odt ods odp rtf txt csv jpg jpeg png gif webp heic bmp tif tiff mp3 m4a wav ogg opus mp4 mov avi mkv webm 3gp eml");

    /// <summary>Zip archives by nature: saying so each time would teach people to look away.</summary>
    private static readonly HashSet<string> ZipByNature = Ends("docx dotx xlsx xltx pptx potx ppsx odt ods odp odg epub xps kmz pages numbers key docm dotm xlsm xltm xlam xlsb pptm potm ppam ppsm sldm apk aab xapk ipa jar msix");

    public static IReadOnlyList<string> Of(string name, ReadOnlySpan<byte> head)
    {
        var ends = name.ToLowerInvariant().TrimEnd(' ', '.').Split('.').Skip(1).TakeLast(2).Select(end => end.Trim()).ToArray();
        var last = ends.LastOrDefault() ?? "";
        var flags = new List<string>();
        if (Programs.Contains(last) || StartsAsProgram(head)) flags.Add(Program);
        if (MacroOffice.Contains(last) || head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])) flags.Add(Macros);
        if (ends.Length == 2 && Documents.Contains(ends[0]) && ends[0] != last
            && (Programs.Contains(last) || Archives.Contains(last) || Documents.Contains(last) || MacroOffice.Contains(last))) flags.Add(DoubleExtension);
        if (Archives.Contains(last) || (StartsAsArchive(head) && !ZipByNature.Contains(last))) flags.Add(Archive);
        if (SafeName.Show(name) != name) flags.Add(OddName);
        return flags;
    }

    private static bool StartsAsProgram(ReadOnlySpan<byte> head) =>
        head.StartsWith("MZ"u8) || head.StartsWith("\u007fELF"u8) || head.StartsWith("#!"u8) || IsMachO(head)
        || head.StartsWith("\0asm"u8) || head.StartsWith("dex\n"u8) || head.StartsWith("!<arch>\n"u8)
        || head.StartsWith((ReadOnlySpan<byte>)[0x4C, 0, 0, 0, 0x01, 0x14, 0x02, 0]) || head.StartsWith((ReadOnlySpan<byte>)[0xED, 0xAB, 0xEE, 0xDB])
        || head.StartsWith("ITSF"u8) || head.StartsWith("FWS"u8) || head.StartsWith("CWS"u8) || head.StartsWith("ZWS"u8) || StartsAsScript(head);

    /// <summary>Text that a double click or a browser would run, also behind a mark, blanks, a comment or an XML declaration.</summary>
    private static bool StartsAsScript(ReadOnlySpan<byte> head)
    {
        var start = Encoding.Latin1.GetString(head).Replace("\0", "", StringComparison.Ordinal).TrimStart('\u00EF', '\u00BB', '\u00BF', '\u00FF', '\u00FE', ' ', '\t', '\r', '\n').ToLowerInvariant();
        if (start.StartsWith("[desktop entry]", StringComparison.Ordinal) || start.StartsWith("[internetshortcut]", StringComparison.Ordinal) || start.StartsWith("@echo off", StringComparison.Ordinal)
            || start.StartsWith("<?php", StringComparison.Ordinal)) return true;
        return start.StartsWith('<') && ((string[])["<!doctype html", "<html", "<head", "<body", "<script", "<svg", "<hta:", "<job", "<scriptlet"]).Any(tag => start.Contains(tag, StringComparison.Ordinal));
    }

    private static bool IsMachO(ReadOnlySpan<byte> head) =>
        head.Length >= 4 && BinaryPrimitives.ReadUInt32BigEndian(head) is 0xFEEDFACE or 0xFEEDFACF or 0xCEFAEDFE or 0xCFFAEDFE or 0xCAFEBABE;

    private static bool StartsAsArchive(ReadOnlySpan<byte> head) =>
        head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8) || head.StartsWith("Rar!"u8) || head.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C])
        || head.StartsWith("BZh"u8) || head.StartsWith("MSCF"u8) || head.StartsWith("LZIP"u8) || head.StartsWith("xar!"u8) || head.StartsWith("07070"u8)
        || head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) || head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x9D]) || head.StartsWith((ReadOnlySpan<byte>)[0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'])
        || head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]) || head.StartsWith((ReadOnlySpan<byte>)[0x04, 0x22, 0x4D, 0x18])
        || (head.Length >= UstarAt + 5 && head.Slice(UstarAt, 5).SequenceEqual("ustar"u8));

    private static HashSet<string> Ends(string words) => [.. words.Split(' ')];
}
