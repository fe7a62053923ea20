using System.CommandLine;
using System.Diagnostics;
using SecureDrop.Claims;
using SecureDrop.Soak;

var seed = new Option<int>("--seed") { DefaultValueFactory = _ => Random.Shared.Next(1, 1_000_000), Description = "of all choices; printed, so that a run can be made again" };
var minutes = new Option<double>("--minutes") { DefaultValueFactory = _ => 5, Description = "how long" };
var directory = new Option<DirectoryInfo>("--directory") { DefaultValueFactory = _ => new(Path.Combine(Checkout.Root, ".data-soak")), Description = "made, used, and emptied when all was well; a short path" };
var plant = new Option<string?>("--break") { Description = $"plants a violation before the last check, which must find it: {string.Join(", ", Controls.Kinds)}" };
plant.AcceptOnlyFromAmong([.. Controls.Kinds]);
var command = new RootCommand("Lets sources, couriers, an operator and two reviewers live with the real programs, kills and rotates, and holds the whole history against what was promised. Build with -c Release.") { seed, minutes, directory, plant };
command.SetAction(async parsed =>
{
    if (!World.HasClock)
    {
        await Console.Error.WriteLineAsync("the clock cannot be set for one program alone: apt-get install faketime");
        return 2;
    }

    var chosen = parsed.GetRequiredValue(seed);
    var time = TimeSpan.FromMinutes(parsed.GetRequiredValue(minutes));
    var place = parsed.GetRequiredValue(directory).FullName;
    if (Directory.Exists(place)) Directory.Delete(place, recursive: true);
    Console.WriteLine($"seed {chosen}, {time.TotalMinutes:0.##} minutes, in {place}");
    var clock = Stopwatch.StartNew();
    await using var life = new Life(new World(place), chosen);
    try
    {
        await life.RunAsync(time);
        if (parsed.GetValue(plant) is { } kind) await life.PlantAsync(kind);
        else await life.ControlsAsync();
    }
    catch (Exception violation)
    {
        life.Tell();
        Console.WriteLine($"VIOLATION at step {life.Step}, seed {chosen}, after {clock.Elapsed.TotalSeconds:0} s: {(violation is ViolationException ? violation.Message : violation)}\nkept: {place}");
        return 1;
    }

    life.Tell();
    Console.WriteLine($"seed {chosen}: 0 violations, {clock.Elapsed.TotalMinutes:0.0} minutes");
    await life.DisposeAsync();
    Directory.Delete(place, recursive: true);
    return 0;
});
var result = command.Parse(args);
return result.Errors.Count > 0 ? result.Invoke() | 2 : await result.InvokeAsync();
