Console.WriteLine("MapiOrleans Silo");
