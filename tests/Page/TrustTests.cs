using System.Text;
using System.Text.Json;
using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Page.Tests;

/// <summary>The page trusts what `Source seal` trusts, and seals to the same subkeys.</summary>
public sealed class TrustTests
{
    private static readonly DateOnly Today = new(2026, 11, 26);
    private static readonly byte[] Own = ExampleOrganisation.KeyringFrame;

    [NeedsFact("node")]
    public void The_example_keyring_is_trusted_and_every_changed_octet_of_it_is_refused()
    {
        // Every seventh octet, with its lowest bit turned: sampled, since each is a whole verification.
        var changed = Enumerable.Range(0, Own.Length / 7).Select(i => Own.Select((octet, at) => at == i * 7 ? (byte)(octet ^ 1) : octet).ToArray()).ToArray();
        var said = NodeChecks.Run("keyrings", new { root = $"{ExampleOrganisation.Root}", octets = changed.Prepend(Own).Select(Convert.ToBase64String) })
            .EnumerateArray().Select(one => one.GetString()).ToArray();
        Assert.Equal("trusted", said[0]);
        Assert.DoesNotContain("trusted", said[1..]);
    }

    [NeedsFact("node")]
    public void A_keyring_of_another_root_or_signed_by_another_key_is_refused()
    {
        Assert.Equal("WrongRoot", Trust($"{new string('0', 40)}{ExampleOrganisation.Baked(Own)[40..]}", null));
        Assert.Equal("SignatureWrong", Trust(ExampleOrganisation.Baked(ExampleOrganisation.Signed(2, signer: "operator")), null));
    }

    [NeedsFact("node")]
    public void A_newer_keyring_of_the_root_is_followed_and_a_lower_forked_or_expired_one_closes_the_door()
    {
        var (second, fork) = (ExampleOrganisation.Signed(2), ExampleOrganisation.Signed(1, expires: new(2099, 12, 30)));
        Assert.Equal("epoch 2", Trust(ExampleOrganisation.Baked(Own), second));
        Assert.Equal("epoch 9", Trust(ExampleOrganisation.Baked(Own), ExampleOrganisation.Signed(9, previous: Sha256Hash.Of("x"u8))));
        Assert.Equal("EpochLower", Trust(ExampleOrganisation.Baked(second), Own));
        Assert.Equal("Fork", Trust(ExampleOrganisation.Baked(Own), fork));
        Assert.Equal("PreviousHashWrong", Trust(ExampleOrganisation.Baked(Own), ExampleOrganisation.Signed(2, previous: Sha256Hash.Of("x"u8))));
        Assert.Equal("SignatureWrong", Trust(ExampleOrganisation.Baked(Own), ExampleOrganisation.Signed(2, signer: "operator")));
        Assert.Equal("NotCanonical", Trust(ExampleOrganisation.Baked(Own), [.. second, (byte)'\n']));
        Assert.Equal("Expired", Trust(ExampleOrganisation.Baked(Own), null, "2100-01-01"));
        Assert.Equal("epoch 1", Trust(ExampleOrganisation.Baked(Own), null, "1970-01-01"));
        Assert.Equal("epoch 1", Trust(ExampleOrganisation.Baked(Own), null, "2040-01-01"));
    }

    /// <summary>Judged before the signature, and also where nothing behind the version can be read; what is no version is no newer one.</summary>
    [NeedsFact("node")]
    public void A_keyring_of_a_newer_format_closes_the_door_and_says_so()
    {
        byte[] Of(string number, string rest = "\n") =>
            Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Own).Replace("SecureDrop.Net keyring 1\n", $"SecureDrop.Net keyring {number}{rest}", StringComparison.Ordinal));
        string[] newer = [Trust(ExampleOrganisation.Baked(Own), Of("2")), Trust(ExampleOrganisation.Baked(Of("2147483647")), null), Trust(ExampleOrganisation.Baked(Own), Of("2", "\n\t "))];
        Assert.All(newer, said => Assert.Equal("FormatNewer", said));
        foreach (var none in (string[])["0", "02", "-2", "two", "2147483648", "2 "]) Assert.Equal("NotCanonical", Trust(ExampleOrganisation.Baked(Own), Of(none)));
        Assert.Equal("epoch 1", Trust(ExampleOrganisation.Baked(Own), Own)); // the control: the same, as it was signed
        Assert.Equal("FormatNewer", Seal(ExampleOrganisation.Baked(Own), Of("2"), "2026-11-26").GetProperty("trusted").GetString());
    }

    /// <summary>One live subkey a reviewer, the newest that has begun; days by the later of the device's and the issue day.</summary>
    [NeedsTheory("node")]
    [InlineData("1970-01-01")]
    [InlineData("2026-11-26")]
    [InlineData("2040-02-29")]
    public void A_part_is_sealed_to_whom_the_keyring_says_and_keeps_to_the_profile(string deviceDay)
    {
        var day = DateOnly.Parse(deviceDay, System.Globalization.CultureInfo.InvariantCulture);
        var expected = ExampleOrganisation.Keyring.SealingSubkeys(day < ExampleOrganisation.Keyring.Issued ? ExampleOrganisation.Keyring.Issued : day)
            .Select(line => line.Subkey.GetValueOrDefault().KeyId);
        var said = Seal(ExampleOrganisation.Baked(Own), null, deviceDay);
        var parts = said.GetProperty("parts").EnumerateArray().ToArray();
        Assert.Single(parts);
        foreach (var part in parts)
        {
            using var reader = new MessageReader(subkey => ExampleOrganisation.Keyring.Judge(subkey, Today));
            reader.Read(part.GetProperty("octets").GetBytesFromBase64());
            var refusal = reader.Finish(out var message);
            using (message)
            {
                Assert.Null(refusal);
                Assert.Equal(expected, message?.Recipients);
                Assert.Equal(message?.Receipt.Digits, part.GetProperty("receipt").GetString());
            }
        }
    }

    [NeedsFact("node")]
    public void A_page_left_open_past_the_last_day_seals_no_more() =>
        Assert.Equal("Expired", Seal(ExampleOrganisation.Baked(Own), null, "2026-11-26", sealOn: "2100-01-01").GetProperty("prepared").GetString());

    /// <summary>Stock gpg opens it, knows no compression in it, and finds the part's name and a literal date of zero.</summary>
    [NeedsFact("node", "gpg")]
    public void Stock_tools_open_what_the_page_sealed()
    {
        using var home = new TempFolder();
        var passphrase = Path.Combine(ExampleOrganisation.Folder, "passphrase.txt");
        const string gpg = "gpg --batch --disable-dirmngr --no-auto-key-locate --pinentry-mode loopback";
        home.Run($"{gpg} --passphrase-file {passphrase} --import {Path.Combine(ExampleOrganisation.Folder, "reviewer-1.secret.asc")}");
        var parts = Seal(ExampleOrganisation.Baked(Own), null, "2026-11-26").GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("octets").GetBytesFromBase64()).ToArray();
        for (var i = 0; i < parts.Length; i++) home.Write($"{i}.pgp", parts[i]);
        var listed = home.Run($"{gpg} --passphrase-file {passphrase} --list-packets 0.pgp");
        Assert.Matches("literal data packet:\n\tmode b \\(62\\), created 0, name=\"[0-9a-f]{32}-0001-0001\"", listed);
        Assert.DoesNotContain("compressed packet", listed, StringComparison.Ordinal);
        home.Run($"for f in 0.pgp; do {gpg} --passphrase-file {passphrase} -d $f; done | tar xif -");
        Assert.Equal("شهادة", Encoding.UTF8.GetString(home.Read("message.txt")));
        Assert.Equal(new byte[20_000], home.Read("files/zeros"));
    }

    private static string Trust(string baked, byte[]? served, string today = "2026-11-26")
    {
        var trusted = Seal(baked, served, today).GetProperty("trusted");
        return trusted.ValueKind == JsonValueKind.String ? trusted.GetString() ?? "" : $"epoch {trusted.GetProperty("epoch").GetInt32()}";
    }

    private static JsonElement Seal(string baked, byte[]? served, string today, string? sealOn = null) => NodeChecks.Run("sealAll", new
    {
        baked,
        served = served is null ? null : Convert.ToBase64String(served),
        today,
        sealOn = sealOn ?? today,
        account = new { text = "شهادة", language = "ar" },
        files = new[] { new { name = "zeros", content = Convert.ToBase64String(new byte[20_000]) } },
    });
}
