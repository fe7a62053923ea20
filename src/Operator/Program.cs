using SecureDrop.Operator;

var door = new Door(Console.In, Console.Out, Console.Error, TimeProvider.System);
var words = new CommandTree(door).Build().Parse(args);
var exitCode = await words.InvokeAsync();
// System.CommandLine ends with 1 on words it cannot parse; 1 means refused here.
return words.Errors.Count > 0 ? ExitCode.Usage : exitCode;
