using MapiOrleans.Grains.Storage;
using MapiOrleans.Silo;
using MapiOrleans.Silo.Configuration;
using MapiOrleans.Silo.Demo;
using MapiOrleans.WebFrontend.Admin.Cli;
using MapiOrleans.WebFrontend.Provisioning;
using Microsoft.Extensions.Options;

if (args is ["admin", .. var rest]) return await AdminCommandLine.RunAsync(rest, AdminConsole.System);
if (SiloCommandLine.TryParse(args, out var wrong) is not { } commandLine)
{
    Console.Error.WriteLine(wrong);
    return 2;
}
try
{
    switch (commandLine.Command)
    {
        case "help":
            Console.WriteLine(SiloCommandLine.Help);
            return 0;
        case "settings":
            foreach (var (name, value) in KnownSettings.Defaults) Console.WriteLine($"{name}\t{value}");
            return 0;
        case "migrate":
            await using (var migrating = SiloHost.Build(SiloConfiguration.Build(commandLine)))
                await migrating.Services.GetRequiredService<StoreMigrator>().MigrateAsync(CancellationToken.None);
            Console.WriteLine("The schema is up to date.");
            return 0;
        default:
            await using (var node = SiloHost.Build(SiloConfiguration.Build(commandLine), sayFirstSteps: commandLine is { ProvisionFile: null, Demo: false }))
            {
                await node.StartAsync();
                if (commandLine.ProvisionFile is { } file && !await ProvisioningCommand.RunAsync(
                        node.Services.GetRequiredService<IGrainFactory>(), node.Services.GetRequiredService<ProvisioningOptions>(), file, Console.Out, Console.Error, CancellationToken.None))
                {
                    await node.StopAsync();
                    return 1;
                }
                if (commandLine.Demo) await new DemoRun(node, Console.Out).RunAsync(node.Lifetime.ApplicationStopping);
                await node.WaitForShutdownAsync();
            }
            return 0;
    }
}
catch (OptionsValidationException e)
{
    foreach (var failure in e.Failures) Console.Error.WriteLine(failure);
    return 78;
}
catch (Exception e) when (e is SettingException or IOException or StoreUnavailableException or InvalidOperationException)
{
    // Whatever keeps a node from starting has a message that says what to do; a stack trace would hide it.
    Console.Error.WriteLine(e.Message);
    return e is SettingException ? 78 : 1;
}
