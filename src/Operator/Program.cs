using SecureDrop.Operator;

var door = new Door(Console.In, Console.Out, Console.Error, TimeProvider.System);
return await new CommandTree(door).RunAsync(args);
