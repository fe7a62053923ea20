using System.Diagnostics;
using SecureDrop.Formats.Control;
using SecureDrop.Tests;

namespace SecureDrop.Operator.Tests;

public sealed class ExportTests
{
    [NeedsFact("gpg", "sha256sum")]
    public async Task An_export_is_a_bag_that_sha256sum_and_gpg_verify()
    {
        await using var table = await OperatorTable.SetAsync();
        Assert.True(await table.ExportAsync() == 0, table.Error);
        File.WriteAllText(table.PathOf("operator.public.asc"), Organisation.One.Operator.Public);
        const string Check = "mkdir -m 700 -p g && cd medium/bundle-000001 && sha256sum --strict --quiet -c manifest-sha256.txt tagmanifest-sha256.txt && "
            + "gpg --homedir ../../g --batch --no-tty --disable-dirmngr --import ../../operator.public.asc && "
            + "gpg --homedir ../../g --batch --no-tty --disable-dirmngr --verify tagmanifest-sha256.txt.asc tagmanifest-sha256.txt";
        Assert.Equal("", Bash(table, Check));
        Assert.NotEqual("", Bash(table, "echo >> medium/bundle-000001/data/00000001.pgp; " + Check)); // the control
        Assert.Contains("carry    " + table.Bundle, table.Output, StringComparison.Ordinal);
        Assert.StartsWith("/exported ", table.Gateway.Told[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_sees_a_script_s_answer_as_one_json_value()
    {
        await using var table = await OperatorTable.SetAsync();
        Assert.Equal(0, await table.RunAsync(
            "export", "--json", "--to", table.Medium, "--signing-key", table.PathOf("operator.asc"), "--passphrase-file", table.PathOf("passphrase")));
        using var json = System.Text.Json.JsonDocument.Parse(table.Output);
        Assert.Equal(2, json.RootElement.GetProperty("items").GetInt32());
    }

    [Fact]
    public async Task What_a_courier_brought_late_is_told()
    {
        await using var table = await OperatorTable.SetAsync();
        table.Gateway.OnPlan = plan => plan with { Items = [plan.Items[0], plan.Items[1] with { Late = true }] };
        Assert.Equal(0, await table.ExportAsync());
        Assert.EndsWith("late     2: sealed to a subkey past its day\n", table.Output, StringComparison.Ordinal);
    }

    [Fact] // the ledger's day stands still while the gateway's clock is in doubt
    public async Task A_bundle_of_a_day_on_which_its_signer_was_no_operator_is_not_begun()
    {
        await using var table = await OperatorTable.SetAsync();
        table.Gateway.OnPlan = plan => plan with { Day = new DateOnly(2026, 10, 31) };
        Assert.Equal(1, await table.ExportAsync());
        table.AssertTold("the bundle would be dated 2026-10-31");
        Assert.Empty(Directory.GetFileSystemEntries(table.Medium));
    }

    [Fact]
    public async Task A_medium_that_was_pulled_out_leaves_the_gateway_as_it_was()
    {
        await using var table = await OperatorTable.SetAsync();
        table.Gateway.OnItem = (entry, _) =>
        {
            if (entry == 2) Directory.Delete(table.Medium, recursive: true);
            return Task.FromResult(true);
        };
        Assert.Equal(3, await table.ExportAsync());
        table.AssertTold("could not be written");
        AssertNothingTold(table);
    }

    [RootFact]
    public async Task A_full_medium_leaves_the_gateway_as_it_was_and_the_next_export_repeats_the_range()
    {
        await using var table = await OperatorTable.SetAsync();
        Assert.Equal("", Bash(table, "mount -t tmpfs -o size=128k tmpfs medium"));
        try
        {
            Assert.Equal(3, await table.ExportAsync());
            table.AssertTold("No space left");
            AssertNothingTold(table);
            Assert.Empty(Directory.GetFileSystemEntries(table.Medium));
            Assert.Equal("", Bash(table, "mount -o remount,size=2m medium"));
            Assert.Equal(0, await table.ExportAsync());
        }
        finally
        {
            Bash(table, "umount medium");
        }
    }

    [Theory]
    [InlineData("bundle-000001")]
    [InlineData("bundle-000001.partial")]
    public async Task A_medium_that_holds_the_bundle_already_is_not_written_over(string name)
    {
        await using var table = await OperatorTable.SetAsync();
        Directory.CreateDirectory(Path.Combine(table.Medium, name));
        Assert.Equal(3, await table.ExportAsync());
        table.AssertTold("is there already");
        Assert.Empty(table.Gateway.Told);
    }

    [Fact]
    public async Task A_medium_that_is_not_mounted_is_not_made()
    {
        await using var table = await OperatorTable.SetAsync();
        Assert.Equal(3, await table.ExportAsync(table.PathOf("nowhere")));
        table.AssertTold("is not there");
        Assert.False(Directory.Exists(table.PathOf("nowhere")));
    }

    [Fact]
    public async Task A_gateway_that_dies_midway_leaves_no_bundle()
    {
        await using var table = await OperatorTable.SetAsync();
        table.Gateway.OnItem = async (entry, context) =>
        {
            if (entry == 1) return true;
            context.Response.ContentLength = table.Gateway.Items[1].Length;
            await context.Response.Body.WriteAsync(table.Gateway.Items[1].AsMemory(0, 1000));
            await context.Response.Body.FlushAsync();
            context.Abort();
            return false;
        };
        Assert.Equal(3, await table.ExportAsync());
        table.AssertTold("connection to the gateway was lost");
        AssertNothingTold(table);
        Assert.Empty(Directory.GetFileSystemEntries(table.Medium));
    }

    [Theory]
    [InlineData("altered")]
    [InlineData("longer")]
    [InlineData("shorter")]
    public async Task Octets_altered_on_the_way_are_not_carried(string how)
    {
        await using var table = await OperatorTable.SetAsync();
        table.Gateway.OnItem = async (entry, context) =>
        {
            if (entry == 1) return true;
            var octets = table.Gateway.Items[1].ToArray();
            octets[9] ^= (byte)(how == "altered" ? 1 : 0);
            await context.Response.Body.WriteAsync(how switch { "longer" => [.. octets, 1], "shorter" => octets[1..], _ => octets });
            return false;
        };
        Assert.Equal(1, await table.ExportAsync());
        table.AssertTold("entry 2 came from the gateway with other octets");
        AssertNothingTold(table);
        Assert.Empty(Directory.GetFileSystemEntries(table.Medium));
    }

    [Theory]
    [InlineData("an item missing")]
    [InlineData("an item too many")]
    [InlineData("another hash")]
    [InlineData("another ledger")]
    public async Task A_plan_that_its_own_ledger_contradicts_is_not_carried(string how)
    {
        await using var table = await OperatorTable.SetAsync();
        table.Gateway.OnPlan = plan => how switch
        {
            "an item missing" => plan with { Items = plan.Items[..1] },
            "an item too many" => plan with { Items = [.. plan.Items, plan.Items[0] with { Entry = 3 }] },
            "another hash" => plan with { Items = [plan.Items[0] with { Sha256 = new string('a', 64) }, plan.Items[1]] },
            _ => plan with { LedgerId = new string('1', 32) },
        };
        Assert.Equal(1, await table.ExportAsync());
        table.AssertTold("do not agree");
        Assert.Empty(Directory.GetFileSystemEntries(table.Medium));
    }

    [Fact]
    public async Task A_bundle_the_gateway_takes_no_note_of_is_said_to_be_whole()
    {
        await using var table = await OperatorTable.SetAsync();
        table.Gateway.OnPlan = plan =>
        {
            table.Gateway.Refusal = new ControlProblem(409, "bundle_mismatch", "Another export finished first.");
            return plan;
        };
        Assert.Equal(1, await table.ExportAsync());
        table.AssertTold("is whole and signed, but the gateway did not take note of it");
        Assert.True(File.Exists(Path.Combine(table.Bundle, "tagmanifest-sha256.txt.asc")));
    }

    [Fact]
    public async Task An_operator_the_keyring_does_not_list_cannot_sign()
    {
        await using var table = await OperatorTable.SetAsync();
        File.WriteAllText(table.PathOf("operator.asc"), Organisation.One.Stranger.Secret);
        Assert.Equal(1, await table.ExportAsync());
        table.AssertTold("(signer_not_listed)");
        Assert.Empty(table.Gateway.Told);
    }

    [Fact]
    public async Task A_wrong_passphrase_is_told_before_anything_is_asked_of_the_gateway()
    {
        await using var table = await OperatorTable.SetAsync();
        File.WriteAllText(table.PathOf("passphrase"), "another");
        Assert.Equal(1, await table.ExportAsync());
        table.AssertTold("the passphrase is wrong");
        Assert.Empty(table.Gateway.Told);
    }

    [Fact]
    public async Task A_gateway_in_production_gets_no_example_key()
    {
        await using var table = await OperatorTable.SetAsync();
        Assert.Equal(2, await table.RunAsync("export", "--to", table.Medium));
        table.AssertTold("the key that signs bundles is not named");
    }

    private static void AssertNothingTold(OperatorTable table) =>
        Assert.DoesNotContain(table.Gateway.Told, told => told.StartsWith("/exported", StringComparison.Ordinal));

    /// <summary>What bash complains of; empty when all went well.</summary>
    private static string Bash(OperatorTable table, string command)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", command])
        {
            WorkingDirectory = table.PathOf("."),
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("no bash");
        var words = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? "" : error + words.Result;
    }
}
