Console.WriteLine("MapiOrleans WebFrontend");
