using System.CommandLine;
using SecureDrop.Benchmarks;
using SecureDrop.Benchmarks.Desk;
using SecureDrop.Benchmarks.Load;
using SecureDrop.Benchmarks.Page;
using SecureDrop.Benchmarks.Report;
using SecureDrop.Benchmarks.Servers;
using SecureDrop.Claims;

if (args is ["file-and-fsync", var own, var port])
{
    await FileAndFsync.RunAsync(own, int.Parse(port));
    return 0;
}

var what = new Argument<string>("what") { DefaultValueFactory = _ => "all", Description = "intake, growth, attack, flood, page, desk or all" };
what.AcceptOnlyFromAmong("intake", "growth", "attack", "flood", "page", "desk", "all");
var seconds = new Option<double>("--seconds") { DefaultValueFactory = _ => 6, Description = "measured for each server and row" };
var rows = new Option<string?>("--row") { Description = "one row only: of intake, as KIBxCONNECTIONS, 16x32; of page, a browser; of attack, words of its name" };
var full = new Option<bool>("--full") { Description = "growth to 200,000 stored: 8 GB and some minutes; desk with a testimony of 4 GiB: 20 GB" };
var directory = new Option<DirectoryInfo>("--directory") { DefaultValueFactory = _ => new(Path.Combine(Checkout.Root, ".data-bench")), Description = "on the disk to measure; made, used and emptied" };
var report = new Option<FileInfo?>("--out") { Description = "writes the figures as JSON" };
var command = new RootCommand("Measures intake, growth, an honest sender under attack, five in a flood, the page, and the reviewer's desk. Build with -c Release.") { what, seconds, rows, full, directory, report };
command.SetAction(async parsed =>
{
    var place = Directory.CreateDirectory(parsed.GetRequiredValue(directory).FullName).FullName;
    var machine = Machine.Of(place);
    Console.WriteLine($"{machine.Cores} cores, Linux {machine.Kernel}, {machine.Runtime}, {machine.FileSystem}");
    var chosen = parsed.GetRequiredValue(what);
    var time = TimeSpan.FromSeconds(parsed.GetRequiredValue(seconds));
    var recipients = ExampleKeyring.Subkeys();
    var load = new LoadGenerator(recipients);
    var peers = new Peers(place);
    var figures = new Figures(machine, DateOnly.FromDateTime(DateTime.UtcNow))
    {
        Intake = chosen is "intake" or "all" ? await new Intake(peers, load, place, time, parsed.GetValue(rows)).RunAsync() : null,
        Growth = chosen is "growth" or "all" ? await new Growth(load, place, parsed.GetValue(full) ? [1000, 50_000, 200_000] : [1000, 20_000]).RunAsync() : null,
        Page = chosen is "page" or "all" ? await new Pages(peers, place, parsed.GetValue(rows)).RunAsync() : null,
        Desk = chosen is "desk" or "all" ? new Desk(place, parsed.GetValue(full)).Run() : null,
        Flood = chosen is "flood" or "all" ? await new Flood(peers, load, place).RunAsync() : null,
        Attack = chosen is "attack" or "all" ? await new Attack(peers, load, time, parsed.GetValue(rows)).RunAsync() : null,
    };
    if (parsed.GetValue(report) is { } file) figures.Write(file);
    return 0;
});
var result = command.Parse(args);
return result.Errors.Count > 0 ? result.Invoke() | 2 : await result.InvokeAsync();
