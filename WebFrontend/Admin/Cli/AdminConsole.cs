using System.Text;

namespace MapiOrleans.WebFrontend.Admin.Cli;

/// <summary>What the command-line client reads from and writes to.</summary>
public sealed class AdminConsole
{
    /// <summary>Standard input.</summary>
    public required TextReader In { get; init; }
    /// <summary>Standard output.</summary>
    public required TextWriter Out { get; init; }
    /// <summary>Standard error.</summary>
    public required TextWriter Error { get; init; }
    /// <summary>Asks a person for a secret without showing it; null where there is no person.</summary>
    public Func<string, string>? Prompt { get; init; }

    /// <summary>The process' own console.</summary>
    public static AdminConsole System { get; } = new()
    {
        In = Console.In,
        Out = Console.Out,
        Error = Console.Error,
        Prompt = Console.IsInputRedirected ? null : ReadSecret,
    };

    private static string ReadSecret(string question)
    {
        Console.Error.Write(question);
        var secret = new StringBuilder();
        for (ConsoleKeyInfo key; (key = Console.ReadKey(intercept: true)).Key != ConsoleKey.Enter;)
        {
            if (key.Key == ConsoleKey.Backspace) secret.Length = Math.Max(0, secret.Length - 1);
            else if (key.KeyChar != '\0') secret.Append(key.KeyChar);
        }
        Console.Error.WriteLine();
        return secret.ToString();
    }
}

/// <summary>How a command ended.</summary>
public static class AdminExitCodes
{
    /// <summary>Done.</summary>
    public const int Ok = 0;
    /// <summary>Refused by the server, or failed; standard error says why.</summary>
    public const int Failed = 1;
    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;
    /// <summary>The server could not be reached.</summary>
    public const int Unreachable = 3;
}
