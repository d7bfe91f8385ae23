Console.WriteLine("MapiOrleans bench");
